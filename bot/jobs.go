package bot

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"footnote/bot/rest"
	"footnote/bot/wire"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/library"
	"footnote/library/store"
)

// maxUpload is the largest file that is taken.
const maxUpload = doc.MaxBytes

// jobs find out what a command names to be added.
type jobs struct {
	rest  *rest.Client
	files library.Source // gets what was uploaded
}

// inOptions is what the options of /library add name.
func (h *jobs) inOptions(ctx context.Context, i *wire.Interaction) ([]store.Job, error) {
	var jobs []store.Job
	var id string
	if i.Value(wire.OptionFile, &id) {
		j, err := h.upload(ctx, i.Data.Resolved.Attachments[id])
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, j)
	}
	if address := strings.TrimSpace(i.Text(wire.OptionURL)); address != "" {
		more, err := h.address(ctx, i, address)
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, more...)
	}
	if len(jobs) == 0 {
		return nil, errNothingNamed
	}
	return jobs, nil
}

var (
	errNothingNamed = errors.New("neither a file nor an address was named")
	errNoSuchLink   = errors.New("the message cannot be read")
	errTooLarge     = errors.New("the file is too large")
)

// upload gets an uploaded file now: Discord's address for it is good for a day.
func (h *jobs) upload(ctx context.Context, a wire.Attachment) (store.Job, error) {
	if a.URL == "" {
		return store.Job{}, errNothingNamed
	}
	if a.Size > maxUpload {
		return store.Job{}, errTooLarge
	}
	name := a.FileName()
	f, err := h.files.Fetch(ctx, a.URL)
	var failed *fetch.Error
	switch {
	case errors.As(err, &failed): // people know the file, not where Discord keeps it
		named := *failed
		named.Address = name
		return store.Job{}, &named
	case err != nil:
		return store.Job{}, err
	}
	return store.Job{Name: name, Source: name, Type: f.Type, Charset: f.Charset, Data: f.Data}, nil
}

// messageLink is what Discord copies as the link of a message.
var messageLink = regexp.MustCompile(`^https://(?:(?:canary|ptb)\.)?discord(?:app)?\.com/channels/(@me|\d+)/(\d+)/(\d+)/?$`)

// address is the page at an address or, where that is the link of a message, what
// the message has.
func (h *jobs) address(ctx context.Context, i *wire.Interaction, address string) ([]store.Job, error) {
	if link := messageLink.FindStringSubmatch(address); link != nil {
		return h.linked(ctx, i, link[1], link[2], link[3])
	}
	return []store.Job{{Name: address, Source: address}}, nil
}

// linked is what the message of a link has: one of the same server, or of
// the same direct conversation.
func (h *jobs) linked(ctx context.Context, i *wire.Interaction, guild, channel, id string) ([]store.Job, error) {
	if guild == "@me" {
		guild = ""
	}
	if guild != i.Guild || guild == "" && channel != i.Channel || i.Scope() == store.Person(i.Asker()) && guild != "" {
		return nil, errNoSuchLink
	}
	if guild != "" { // a link may name any server beside a channel of another
		var got struct {
			Guild string `json:"guild_id"`
		}
		if err := h.rest.Do(ctx, rest.Request{Method: "GET", Path: wire.ChannelPath(channel), Out: &got}); err != nil || got.Guild != guild {
			return nil, errNoSuchLink
		}
	}
	var m wire.Message
	if err := h.rest.Do(ctx, rest.Request{Method: "GET", Path: wire.MessagePath(channel, id), Out: &m}); err != nil {
		return nil, errNoSuchLink
	}
	jobs, err := h.inMessage(ctx, &m, guild, channel)
	if err == errNothingNamed { // Discord keeps what is not meant for the bot from it
		err = errNoSuchLink
	}
	return jobs, err
}

// inMessage is what a message has to add: its files, the address that is all of
// its text, or else its text.
func (h *jobs) inMessage(ctx context.Context, m *wire.Message, guild, channel string) ([]store.Job, error) {
	var jobs []store.Job
	for _, a := range m.Attached {
		j, err := h.upload(ctx, a)
		if err != nil {
			return nil, err
		}
		jobs = append(jobs, j)
	}
	content := strings.TrimSpace(m.Content)
	if len(jobs) > 0 || content == "" {
		if len(jobs) == 0 {
			return nil, errNothingNamed
		}
		return jobs, nil
	}
	if alone, err := url.Parse(content); err == nil && strings.HasPrefix(alone.Scheme, "http") && !strings.ContainsAny(content, " \n") {
		return []store.Job{{Name: content, Source: content}}, nil
	}
	if guild == "" {
		guild = "@me"
	}
	link := fmt.Sprintf("https://discord.com/channels/%s/%s/%s", guild, channel, m.ID)
	return []store.Job{{Name: "message-" + m.ID + ".md", Source: link, Type: "text/markdown", Data: []byte(content)}}, nil
}
