package discordtest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A File is a file that somebody uploads. Type, such as application/pdf, may be empty or wrong.
type File struct {
	Name, Type string
	Data       []byte
}

// An Attachment is an uploaded file as Discord presents it.
type Attachment struct {
	ID       string
	Filename string // consists of letters, digits, dots, dashes and underscores
	Title    string // the original name without its extension, if it differs from Filename
	Type     string // empty if unknown
	Size     int    // in bytes
	URL      string // signed, valid for a day

	Description string // alternative text
}

// An attachment is an uploaded file.
type attachment struct {
	File
	ID      string
	folder  string   // of the CDN
	message *Message // nil for an option of a command
	option  bool     // whether it is an option of a command, which nobody else sees

	description string // alternative text
}

// Attachments returns the files of a message.
func (m *Message) Attachments() []Attachment {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []Attachment
	for _, a := range m.attachments {
		name, title := storedName(a.Name)
		list = append(list, Attachment{ID: a.ID, Filename: name, Title: title, Type: a.Type, Size: len(a.Data), URL: m.signedURL(a), Description: a.description})
	}
	return list
}

// upload stores a file. The caller holds the lock.
func (d *Discord) upload(f File, folder string, on *Message) *attachment {
	a := &attachment{File: f, ID: d.id(), folder: folder, message: on, option: on == nil}
	d.attachments[a.ID] = a
	return a
}

// attachmentJSON returns the attachment as it appears in payloads.
// docs.discord.com/developers/resources/message#attachment-object
func (d *Discord) attachmentJSON(a *attachment) map[string]any {
	name, title := storedName(a.Name)
	url := d.signedURL(a)
	j := map[string]any{"id": a.ID, "filename": name, "size": len(a.Data), "url": url, "proxy_url": url}
	if a.Type != "" {
		j["content_type"] = a.Type
	}
	if title != "" {
		j["title"] = title
	}
	if a.description != "" {
		j["description"] = a.description
	}
	if a.option {
		j["ephemeral"] = true
	}
	return j
}

var unclean = regexp.MustCompile(`[^A-Za-z0-9_.-]+`)

// storedName returns a file name as Discord stores it: white space becomes underscores, and other
// characters outside ASCII are dropped. If that changes the name, the original name without its
// extension is the title.
// github.com/discord/discord-api-docs/issues/7754
func storedName(name string) (filename, title string) {
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

// lifetime is how long the URL of an attachment is valid.
const lifetime = 24 * time.Hour

// signedURL returns the attachment's URL, which Discord signs anew for every payload.
// docs.discord.com/developers/reference#signed-attachment-cdn-urls
func (d *Discord) signedURL(a *attachment) string {
	name, _ := storedName(a.Name)
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

// attach returns the attachments of a message after the request. Existing files stay unless the
// request lists others; if it lists any, it must list each new one as well.
// docs.discord.com/developers/reference#editing-message-attachments
func (c *call) attach(m *Message) ([]*attachment, *refusal) {
	kept, descriptions := m.attachments, map[string]string{}
	if listed, has := c.body["attachments"].([]any); has {
		kept = nil
		for _, one := range listed {
			entry, _ := one.(map[string]any)
			id, description := fmt.Sprint(entry["id"]), text(entry, "description")
			if n, is := entry["id"].(float64); is {
				id = strconv.FormatFloat(n, 'f', -1, 64)
			}
			if _, twice := descriptions[id]; twice {
				return nil, refuse(400, 50035, "the attachment %s twice", id)
			}
			const most = 1024
			if utf8.RuneCountInString(description) > most {
				return nil, refuse(400, 50035, "a description of %d characters", utf8.RuneCountInString(description))
			}
			descriptions[id] = description
			if old := m.findAttachment(id); old != nil {
				kept = append(kept, old)
			} else if !slices.ContainsFunc(c.files, func(f upload) bool { return f.field == "files["+id+"]" }) {
				return nil, refuse(400, 50035, "there is no attachment %s", id)
			}
		}
		for _, f := range c.files {
			if _, is := descriptions[f.index()]; !is {
				return nil, refuse(400, 50035, "the file %s is not listed", f.field)
			}
		}
	}
	if refused := checkFiles(len(kept), c.files); refused != nil {
		return nil, refused
	}
	for _, f := range c.files {
		a := m.upload(f.File, "attachments/"+m.channel.ID, m)
		a.description = descriptions[f.index()]
		kept = append(kept[:len(kept):len(kept)], a)
	}
	return kept, nil
}

// checkFiles returns a refusal if the files are too many, beside those kept, or too large.
func checkFiles(kept int, files []upload) *refusal {
	const most, largest = 10, 10 << 20
	if kept+len(files) > most {
		return refuse(400, 30015, "Maximum number of attachments in a message reached (%d attachments)", kept+len(files))
	}
	for _, f := range files {
		if f.index() == "" {
			return refuse(400, 50035, "a file in the field %q", f.field)
		}
		if len(f.Data) > largest {
			return refuse(413, 40005, "Request entity too large")
		}
	}
	return nil
}

// An upload is a file in a multipart request.
type upload struct {
	File
	field string // files[0]
}

// index returns the number of the file within the request, or "" if its field is not named as
// Discord requires.
func (f upload) index() string {
	n, ok := strings.CutPrefix(f.field, "files[")
	n, closed := strings.CutSuffix(n, "]")
	if _, err := strconv.Atoi(n); !ok || !closed || err != nil {
		return ""
	}
	return n
}

func (m *Message) findAttachment(id any) *attachment {
	for _, a := range m.attachments {
		if a.ID == id {
			return a
		}
	}
	return nil
}
