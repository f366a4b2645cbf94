// Package solved makes an article of a solved thread in a forum, from its question and the
// reply that answers it.
//
// Discord does not record the solution of a thread. The solution is the reply that a
// manager chooses, or the one that the asker or that manager has marked with ✅.
package solved

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/rest"
	"footnote/bot/said"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag/lexical"
)

// A Reader reads solved threads.
type Reader struct {
	Send     *wire.Sender
	Words    said.Reader // reads the text of a message and its files
	Plain    *said.Jobs  // makes the jobs for messages outside forums
	Library  *library.Library
	Texts    *texts.Catalog
	Analyser *lexical.Analyser
}

// An Error is the reason why a thread cannot be added.
type Error struct{ say func(*texts.Texts) string }

func (e *Error) Error() string { return "no answer of the thread can be told" }

// Say returns the reason for readers.
func (e *Error) Say(t *texts.Texts) string { return e.say(t) }

var (
	// errChoose means that no reply is marked, so that the manager must choose one.
	errChoose = &Error{func(t *texts.Texts) string { return t.ChooseReply }}
	// errUnseen means that the bot cannot read the text of the marked reply.
	errUnseen = &Error{func(t *texts.Texts) string { return t.UnseenReply }}
	// errOwn means that the reply is the bot's own.
	errOwn = &Error{func(t *texts.Texts) string { return t.OwnReply }}
)

// Types of channels whose threads are posts: forums and media channels.
// docs.discord.com/developers/resources/channel#channel-object-channel-types
const typeForum, typeMedia = 15, 16

// Jobs returns the additions for a message: the thread, if the message is in a thread of a
// forum, otherwise the message's own text and files. note is what the person who adds it
// should know.
func (h *Reader) Jobs(ctx context.Context, i *wire.Interaction, t *texts.Texts, m *wire.Message) (jobs []store.Job, note string, err error) {
	if !h.inForum(ctx, i) {
		jobs, err = h.Plain.InMessage(ctx, m, i.Guild, i.Channel)
		return jobs, "", err
	}
	settings, err := h.Library.Settings(ctx, i.Scope())
	if err != nil {
		return nil, "", err
	}
	th, err := h.read(ctx, i, m)
	if err != nil {
		return nil, "", err
	}
	text, alone, err := h.article(ctx, th, settings.Names)
	if err != nil {
		return nil, "", err
	}
	note = t.ForEverybody
	if alone {
		note = t.TitleAlone + "\n" + note
	}
	name := strings.NewReplacer("/", "_", `\`, "_").Replace(oneLine(th.title)) + ".md"
	return []store.Job{{Name: name, Source: wire.Address(i.Guild, i.Channel, ""), Type: "text/markdown", Charset: "utf-8", Data: []byte(text)}}, note, nil
}

// inForum reports whether a command was used in a forum's thread, in a server that the bot
// is a member of.
func (h *Reader) inForum(ctx context.Context, i *wire.Interaction) bool {
	if i.Guild == "" || i.Scope() != store.Guild(i.Guild) || !wire.IsThread(i.Place.Type) || i.Place.Parent == "" {
		return false
	}
	var parent struct {
		Type int `json:"type"`
	}
	err := h.Send.REST.Do(ctx, rest.Request{Method: "GET", Path: wire.ChannelPath(i.Place.Parent), Out: &parent})
	return err == nil && (parent.Type == typeForum || parent.Type == typeMedia)
}

// A thread is the material for an article.
type thread struct {
	title         string
	first, answer *wire.Message // first is nil if it was deleted
	chosen        bool          // the command was used on the answer itself
	people        []wire.User   // authors of messages and mentioned people
}

// maxReplies is how many replies, and reactions to one, are read.
const maxReplies = 100

func (h *Reader) read(ctx context.Context, i *wire.Interaction, chosen *wire.Message) (th thread, err error) {
	th = thread{title: i.Place.Name, first: chosen}
	if chosen.ID != i.Channel {
		if th.first, err = h.firstMessage(ctx, i.Channel); err != nil {
			return th, err
		}
		th.answer, th.chosen = chosen, true
	}
	var replies []wire.Message
	path := fmt.Sprintf("%s?after=%s&limit=%d", wire.MessagesPath(i.Channel), i.Channel, maxReplies)
	if err := h.Send.REST.Do(ctx, rest.Request{Method: "GET", Path: path, Out: &replies}); err != nil {
		return th, err
	}
	if th.answer == nil {
		if th.answer, err = h.marked(ctx, i, replies); err != nil {
			return th, err
		}
	}
	if th.answer.Author.ID == h.Send.Self {
		return th, errOwn
	}
	for _, m := range append(replies, *th.answer) {
		th.people = append(append(th.people, m.Author), m.Mentions...)
	}
	if th.first != nil {
		th.people = append(append(th.people, th.first.Author), th.first.Mentions...)
	}
	return th, nil
}

// firstMessage returns the first message of a thread, which has the thread's id, or nil if
// it was deleted.
func (h *Reader) firstMessage(ctx context.Context, channel string) (*wire.Message, error) {
	var m wire.Message
	err := h.Send.REST.Do(ctx, rest.Request{Method: "GET", Path: wire.MessagePath(channel, channel), Out: &m})
	var refused *rest.Error
	if errors.As(err, &refused) && refused.Status == 404 {
		return nil, nil
	}
	return &m, err
}

// sign is the reaction that marks the reply that answers.
const sign = "✅"

// marked returns the latest reply that the asker has marked or, if there is none, the
// latest that the person who uses the command has marked.
func (h *Reader) marked(ctx context.Context, i *wire.Interaction, replies []wire.Message) (*wire.Message, error) {
	first := i.Data.Resolved.Messages[i.Data.Target]
	var chosen *wire.Message
	slices.SortFunc(replies, func(a, b wire.Message) int { return wire.CompareIDs(b.ID, a.ID) }) // newest first
	for n := range replies {
		m := &replies[n]
		if m.Author.ID == h.Send.Self || !m.HasReaction(sign) {
			continue
		}
		by, err := h.whoMarked(ctx, m)
		if err != nil {
			return nil, err
		}
		if by[first.Author.ID] {
			return m, nil
		}
		if by[i.Asker()] && chosen == nil {
			chosen = m
		}
	}
	if chosen == nil {
		return nil, errChoose
	}
	return chosen, nil
}

// whoMarked returns the ids of the people who have marked a message.
func (h *Reader) whoMarked(ctx context.Context, m *wire.Message) (map[string]bool, error) {
	var people []wire.User
	path := fmt.Sprintf("%s/reactions/%s?limit=%d", wire.MessagePath(m.Channel, m.ID), url.PathEscape(sign), maxReplies)
	if err := h.Send.REST.Do(ctx, rest.Request{Method: "GET", Path: path, Out: &people}); err != nil {
		return nil, err
	}
	ids := map[string]bool{}
	for _, p := range people {
		ids[p.ID] = true
	}
	return ids, nil
}

// article returns the text of the article. alone reports whether the title is all that is
// known of the question. Names are kept only if the server wants that. The headings are in
// the language of the answer.
func (h *Reader) article(ctx context.Context, th thread, named bool) (text string, alone bool, err error) {
	answer, err := h.Words.All(ctx, th.answer)
	if err != nil {
		return "", false, err
	}
	switch {
	case answer == "" && th.chosen:
		return "", false, said.ErrNothing
	case answer == "":
		return "", false, errUnseen
	}
	t := h.Texts.ForLanguage(h.Analyser.Language(answer))
	question, asked, answered := "", t.QuestionOf, t.AnswerOf
	if th.first != nil {
		if question, err = h.Words.All(ctx, th.first); err != nil && ctx.Err() != nil {
			return "", false, err
		}
	}
	say := namer{h.Analyser, t, th.people, named}
	if named {
		if th.first != nil {
			asked += " (" + inHeading(displayName(th.first.Author)) + ")"
		}
		answered += " (" + inHeading(displayName(th.answer.Author)) + ")"
	}
	title := inHeading(say.replace(th.title))
	if alone = question == ""; alone {
		question = title
	} else {
		question = below(say.replace(question))
	}
	parts := []string{"# " + title, "## " + asked, question, "## " + answered, below(say.replace(answer))}
	return markdown.Clean(strings.Join(parts, "\n\n") + "\n"), alone, nil
}

func oneLine(text string) string { return strings.Join(strings.Fields(markdown.Clean(text)), " ") }
