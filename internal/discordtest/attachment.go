package discordtest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A File is what somebody uploads. A Type, such as application/pdf, may be
// empty, and need not be true.
type File struct {
	Name, Type string
	Data       []byte
}

// An Attachment is an uploaded file as Discord shows it.
type Attachment struct {
	ID       string
	Filename string // of letters, digits, dots, dashes and underscores
	Title    string // the name without its extension, where the Filename is another
	Type     string // empty: not known
	Size     int    // in bytes
	URL      string // signed, for a day
}

// An attachment is a file that was uploaded.
type attachment struct {
	File
	ID     string
	folder string // of the CDN
	on     *Message
	option bool // of a command: nobody else sees it
}

// Attachments are the files of a message.
func (m *Message) Attachments() []Attachment {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []Attachment
	for _, a := range m.attachments {
		name, title := cleansed(a.Name)
		list = append(list, Attachment{ID: a.ID, Filename: name, Title: title, Type: a.Type, Size: len(a.Data), URL: m.signed(a)})
	}
	return list
}

// upload keeps a file. The caller holds the lock.
func (d *Discord) upload(f File, folder string, on *Message) *attachment {
	a := &attachment{File: f, ID: d.id(), folder: folder, on: on, option: on == nil}
	d.attachments[a.ID] = a
	return a
}

// json is the attachment as payloads show it.
// docs.discord.com/developers/resources/message#attachment-object
func (d *Discord) attachmentJSON(a *attachment) map[string]any {
	name, title := cleansed(a.Name)
	url := d.signed(a)
	j := map[string]any{"id": a.ID, "filename": name, "size": len(a.Data), "url": url, "proxy_url": url}
	if a.Type != "" {
		j["content_type"] = a.Type
	}
	if title != "" {
		j["title"] = title
	}
	if a.option {
		j["ephemeral"] = true
	}
	return j
}

var unclean = regexp.MustCompile(`[^A-Za-z0-9_.-]+`)

// cleansed is a file's name as Discord keeps it: white space becomes
// underscores, of the rest only ASCII is left. A name of which that takes
// something is the title, without its extension.
// github.com/discord/discord-api-docs/issues/7754
func cleansed(name string) (filename, title string) {
	extension := path.Ext(name)
	stem := strings.TrimSuffix(name, extension)
	clean := func(part string) string {
		return strings.Trim(unclean.ReplaceAllString(strings.Join(strings.Fields(part), "_"), ""), "._")
	}
	filename = clean(stem)
	if filename == "" {
		filename = "unknown"
	}
	if e := clean(extension); e != "" {
		filename += "." + e
	}
	if filename != name {
		title = stem
	}
	return filename, title
}

// lifetime is how long an attachment's URL is good for.
const lifetime = 24 * time.Hour

// signed is the attachment's URL, which Discord makes anew for every payload.
// docs.discord.com/developers/reference#signed-attachment-cdn-urls
func (d *Discord) signed(a *attachment) string {
	name, _ := cleansed(a.Name)
	at := "/" + a.folder + "/" + a.ID + "/" + name
	now := time.Now()
	ex, is := fmt.Sprintf("%x", now.Add(lifetime).Unix()), fmt.Sprintf("%x", now.Unix())
	return "http://" + d.host() + at + "?ex=" + ex + "&is=" + is + "&hm=" + signature(at, ex, is) + "&"
}

func signature(at, ex, is string) string {
	mac := hmac.New(sha256.New, []byte(Token))
	fmt.Fprint(mac, at, " ", ex, " ", is)
	return hex.EncodeToString(mac.Sum(nil))
}

// attach puts the files of a request onto a message: those that it had stay
// where the request does not list others.
// docs.discord.com/developers/reference#editing-message-attachments
func (m *Message) attach(c *call) *refusal {
	kept := m.attachments
	if listed, has := c.body["attachments"].([]any); has {
		kept = nil
		for _, one := range listed {
			entry, _ := one.(map[string]any)
			old := m.attached(entry["id"])
			if old != nil {
				kept = append(kept, old)
				continue
			}
			if n, err := strconv.Atoi(fmt.Sprint(entry["id"])); err != nil || n < 0 || n >= len(c.files) {
				return refuse(400, 50035, "there is no attachment %v", entry["id"])
			}
		}
	}
	const most, largest = 10, 10 << 20
	if len(kept)+len(c.files) > most {
		return refuse(400, 50035, "%d attachments", len(kept)+len(c.files))
	}
	for _, f := range c.files {
		if len(f.Data) > largest {
			return refuse(413, 40005, "Request entity too large")
		}
	}
	for _, f := range c.files {
		kept = append(kept, m.upload(f, "attachments/"+m.channel.ID, m))
	}
	m.attachments = kept
	return nil
}

func (m *Message) attached(id any) *attachment {
	for _, a := range m.attachments {
		if a.ID == id {
			return a
		}
	}
	return nil
}
