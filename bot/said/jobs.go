package said

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"footnote/bot/rest"
	"footnote/bot/wire"
	"footnote/corpus/doc"
	"footnote/library/store"
)

// Jobs determines what a command asks to add.
type Jobs struct {
	REST  *rest.Client
	Files Source // fetches uploads
}

// InOptions returns the jobs that the options of /library add name.
func (h *Jobs) InOptions(ctx context.Context, i *wire.Interaction) ([]store.Job, error) {
	var jobs []store.Job
	var id string
	if i.Value(wire.OptionFile, &id) {
		f, err := upload(ctx, h.Files, i.Data.Resolved.Attachments[id])
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, job(f))
	}
	if address := strings.TrimSpace(i.Text(wire.OptionURL)); address != "" {
		more, err := h.address(ctx, i, address)
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, more...)
	}
	if len(jobs) == 0 {
		return nil, ErrNothing
	}
	return jobs, nil
}

// messageLink matches the link that Discord copies for a message.
var messageLink = regexp.MustCompile(`^https://(?:(?:canary|ptb)\.)?discord(?:app)?\.com/channels/(@me|\d+)/(\d+)/(\d+)/?$`)

// address returns the page at an address or, if it is the link of a message, what the message
// has.
func (h *Jobs) address(ctx context.Context, i *wire.Interaction, address string) ([]store.Job, error) {
	if link := messageLink.FindStringSubmatch(address); link != nil {
		return h.atLink(ctx, i, link[1], link[2], link[3])
	}
	return []store.Job{{Name: address, Source: address}}, nil
}

// atLink returns what the message at a link has. It must be in the same server, or in the
// same direct conversation.
func (h *Jobs) atLink(ctx context.Context, i *wire.Interaction, guild, channel, id string) ([]store.Job, error) {
	if guild == "@me" {
		guild = ""
	}
	if guild != i.Guild || guild == "" && channel != i.Channel || i.Scope() == store.Person(i.Asker()) && guild != "" {
		return nil, ErrUnreadable
	}
	if guild != "" { // a link may combine any server with a channel of another
		var got struct {
			Guild string `json:"guild_id"`
		}
		if err := h.REST.Do(ctx, rest.Request{Method: "GET", Path: wire.ChannelPath(channel), Out: &got}); err != nil || got.Guild != guild {
			return nil, ErrUnreadable
		}
	}
	var m wire.Message
	if err := h.REST.Do(ctx, rest.Request{Method: "GET", Path: wire.MessagePath(channel, id), Out: &m}); err != nil {
		return nil, ErrUnreadable
	}
	jobs, err := h.InMessage(ctx, &m, guild, channel)
	if err == ErrWordless && Text(&m) == "" { // Discord hides the content of messages that are not meant for the bot
		err = ErrUnreadable
	}
	return jobs, err
}

// InMessage returns what a message has to add, its own or forwarded: its files, or else the
// address that is its whole text, or else its whole text.
func (h *Jobs) InMessage(ctx context.Context, m *wire.Message, guild, channel string) ([]store.Job, error) {
	var jobs []store.Job
	for _, a := range Files(m) {
		f, err := upload(ctx, h.Files, a)
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, job(f))
	}
	text := Text(m)
	if len(jobs) > 0 {
		return jobs, nil
	}
	if !hasWords(text) {
		return nil, ErrWordless
	}
	if address := soleAddress(m); address != "" {
		return []store.Job{{Name: address, Source: address}}, nil
	}
	if guild == "" {
		guild = "@me"
	}
	link := fmt.Sprintf("https://discord.com/channels/%s/%s/%s", guild, channel, m.ID)
	return []store.Job{job(textFile(link, text))}, nil
}

// soleAddress returns the address that is the whole text of a message or of the one that it
// forwards, or "" if there is more. Discord's preview of the page does not count.
func soleAddress(m *wire.Message) string {
	content := strings.TrimSpace(m.Content)
	if content == "" && len(m.Forwarded) == 1 {
		return soleAddress(&m.Forwarded[0].Message)
	}
	alone, err := url.Parse(content)
	if err != nil || len(m.Forwarded) > 0 || m.Poll != nil || !strings.HasPrefix(alone.Scheme, "http") || strings.ContainsAny(content, " \n") {
		return ""
	}
	return content
}

func job(f doc.File) store.Job {
	return store.Job{Name: f.Name, Source: f.Source, Type: f.Type, Charset: f.Charset, Data: f.Data}
}
