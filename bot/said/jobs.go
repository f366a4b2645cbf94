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

// Jobs finds out what a command names to be added.
type Jobs struct {
	REST  *rest.Client
	Files Source // gets what was uploaded
}

// InOptions is what the options of /library add name.
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

// messageLink is what Discord copies as the link of a message.
var messageLink = regexp.MustCompile(`^https://(?:(?:canary|ptb)\.)?discord(?:app)?\.com/channels/(@me|\d+)/(\d+)/(\d+)/?$`)

// address is the page at an address or, where that is the link of a message, what
// the message has.
func (h *Jobs) address(ctx context.Context, i *wire.Interaction, address string) ([]store.Job, error) {
	if link := messageLink.FindStringSubmatch(address); link != nil {
		return h.atLink(ctx, i, link[1], link[2], link[3])
	}
	return []store.Job{{Name: address, Source: address}}, nil
}

// atLink is what the message of a link has: one of the same server, or of
// the same direct conversation.
func (h *Jobs) atLink(ctx context.Context, i *wire.Interaction, guild, channel, id string) ([]store.Job, error) {
	if guild == "@me" {
		guild = ""
	}
	if guild != i.Guild || guild == "" && channel != i.Channel || i.Scope() == store.Person(i.Asker()) && guild != "" {
		return nil, ErrUnreadable
	}
	if guild != "" { // a link may name any server beside a channel of another
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
	if err == ErrNothing { // Discord keeps what is not meant for the bot from it
		err = ErrUnreadable
	}
	return jobs, err
}

// InMessage is what a message has to add, of its own or forwarded: its files, the
// address that is all of its text, or else all that it says.
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
	if text == "" {
		return nil, ErrNothing
	}
	if address := linked(m); address != "" {
		return []store.Job{{Name: address, Source: address}}, nil
	}
	if guild == "" {
		guild = "@me"
	}
	link := fmt.Sprintf("https://discord.com/channels/%s/%s/%s", guild, channel, m.ID)
	return []store.Job{job(written(m.ID, link, text))}, nil
}

// linked is the address that is all that was written, in the message or in the one
// that it forwards; empty where there is more. What Discord shows of the page is not
// counted.
func linked(m *wire.Message) string {
	content := strings.TrimSpace(m.Content)
	if content == "" && len(m.Forwarded) == 1 {
		return linked(&m.Forwarded[0].Message)
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
