package bot

import (
	"context"
	"slices"
	"strings"

	"footnote/bot/approval"
	"footnote/bot/handoff"
	"footnote/bot/reach"
	"footnote/bot/render"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
)

// settings shows and changes how the bot behaves in a scope.
type settings struct {
	send        *wire.Sender
	free        func() bool // reports whether Discord sends the bot the text of messages that do not mention it
	preferences *preferences
	reach       *reach.Handler
	library     interface {
		SaveSettings(ctx context.Context, scope store.Scope, s library.Settings) error
		Budget(ctx context.Context, scope store.Scope) (used, limit int64, err error)
	}
}

// command shows or changes the settings, for members who may manage the server.
func (h *settings) command(ctx context.Context, i *wire.Interaction, p preference, name string) {
	if !i.Manages() {
		h.send.Respond(ctx, i, wire.Text(p.ManageOnly, wire.Ephemeral))
		return
	}
	h.send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) {
		t, s, said := p.Texts, p.Settings, ""
		switch name {
		case wire.CommandSettingsSet:
			s = changed(s, i)
			said = handoff.Named(i, t, &s) + approval.Advice(i, t, s)
		case wire.CommandSettingsReset:
			s = library.Settings{Greeted: s.Greeted}
		}
		if name != wire.CommandSettingsShow {
			if err := h.library.SaveSettings(ctx, i.Scope(), s); err != nil {
				h.send.Fail(ctx, r, t, "settings cannot be kept", err)
				return
			}
			t = h.preferences.textsFor(s, h.preferences.texts.ForLocale(i.Locale)) // the language may have changed
		}
		h.show(ctx, i.Scope(), s, t, r, h.reach.Setting(ctx, i.Guild, t, p.rules)+"\n"+said)
	})
}

// changed returns the settings with the options of the command applied.
func changed(s library.Settings, i *wire.Interaction) library.Settings {
	var word string
	var number int64
	for _, of := range []struct {
		list        *[]string
		add, remove string
	}{
		{&s.Roles, "allow_role", "remove_role"},
		{&s.Channels, "allow_channel", "remove_channel"},
		{&s.Blocked, "block", "unblock"},
		{&s.Listen, "listen", "stop_listening"},
		{&s.Approve, "approve", "stop_approving"},
	} {
		var id string
		if i.Value(of.add, &id) && !slices.Contains(*of.list, id) && len(*of.list) < maxListed {
			*of.list = append(slices.Clone(*of.list), id)
		}
		if i.Value(of.remove, &id) {
			*of.list = slices.DeleteFunc(slices.Clone(*of.list), func(other string) bool { return other == id })
		}
	}
	if i.Value("language", &word) {
		s.Language = strings.TrimPrefix(word, "auto")
	}
	if i.Value("mode", &word) {
		s.Mode = library.Mode(strings.TrimPrefix(word, "auto"))
	}
	i.Value(wire.OptionPrivate, &s.Private)
	i.Value("threads", &s.Threads)
	i.Value("originals", &s.Originals)
	i.Value("tell_askers", &s.Tell)
	i.Value("names", &s.Names)
	i.Value(wire.OptionDesk, &s.Desk)
	if i.Value("daily_tokens", &number) {
		s.Tokens = max(number, 0)
	}
	if i.Value("keep_questions", &number) {
		s.Retain = int(min(max(number, 0), wire.MaxRetain))
	}
	return s
}

// maxListed is the most roles, channels or people that a setting names.
const maxListed = 100

// show shows the settings, the tokens used today, and said below them.
func (h *settings) show(ctx context.Context, scope store.Scope, s library.Settings, t *texts.Texts, r wire.Reply, said string) {
	used, limit, err := h.library.Budget(ctx, scope)
	if err != nil {
		h.send.Fail(ctx, r, t, "a budget cannot be read", err)
		return
	}
	h.send.Deliver(ctx, r, wire.Text(strings.TrimSpace(render.Settings(t, s, used, limit, h.free())+"\n"+said), 0))
}
