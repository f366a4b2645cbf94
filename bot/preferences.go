package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"footnote/bot/texts"
	"footnote/library"
	"footnote/library/store"
)

// settingsCommand shows or changes how the bot behaves in a server, for who may.
func (b *Bot) settingsCommand(ctx context.Context, i *interaction, house manners, name string) {
	switch {
	case b.Library == nil:
		b.respond(ctx, i, say(house.NoLibrary, flagEphemeral))
		return
	case !i.manages():
		b.respond(ctx, i, say(house.ManageOnly, flagEphemeral))
		return
	}
	b.quietly(ctx, i, func(ctx context.Context, r reply) {
		t := house.Texts
		s := house.Settings
		switch name {
		case commandSettingsSet:
			s = i.changed(s)
		case commandSettingsReset:
			s = library.Settings{}
		}
		if name != commandSettingsShow {
			if err := b.Library.SaveSettings(ctx, i.scope(), s); err != nil {
				b.failedReply(ctx, r, t, "settings cannot be kept", err)
				return
			}
			if after, err := b.manners(ctx, i.scope(), texts.ForLocale(i.Locale)); err == nil {
				t = after.Texts // the language may be another one now
			}
		}
		b.showSettings(ctx, i.scope(), s, t, r)
	})
}

// changed are the settings with the options of the command done to them.
func (i *interaction) changed(s library.Settings) library.Settings {
	var word string
	var number int64
	for _, of := range []struct {
		list        *[]string
		add, remove string
	}{
		{&s.Roles, "allow_role", "remove_role"},
		{&s.Channels, "allow_channel", "remove_channel"},
		{&s.Blocked, "block", "unblock"},
	} {
		var id string
		if i.value(of.add, &id) && !slices.Contains(*of.list, id) && len(*of.list) < maxListed {
			*of.list = append(slices.Clone(*of.list), id)
		}
		if i.value(of.remove, &id) {
			*of.list = slices.DeleteFunc(slices.Clone(*of.list), func(other string) bool { return other == id })
		}
	}
	if i.value("language", &word) {
		s.Language = strings.TrimPrefix(word, "auto")
	}
	if i.value("mode", &word) {
		s.Mode = library.Mode(strings.TrimPrefix(word, "auto"))
	}
	i.value(optionPrivate, &s.Private)
	if i.value("daily_tokens", &number) {
		s.Tokens = max(number, 0)
	}
	if i.value("keep_questions", &number) {
		s.Retain = int(min(max(number, 0), maxRetain))
	}
	return s
}

// maxListed is how many roles, channels or people a setting names.
const maxListed = 100

// showSettings shows them, with what was used today.
func (b *Bot) showSettings(ctx context.Context, scope store.Scope, s library.Settings, t *texts.Texts, r reply) {
	used, limit, err := b.Library.Budget(ctx, scope)
	if err != nil {
		b.failedReply(ctx, r, t, "a budget cannot be read", err)
		return
	}
	language, mode := s.Language, string(s.Mode)
	if language == "" {
		language = "auto"
	}
	if mode == "" {
		mode = "auto"
	}
	budget := fmt.Sprintf("%d / %d", used, limit)
	if limit < 0 {
		budget = fmt.Sprint(used)
	}
	lines := []string{
		t.Settings,
		settingLine(t, "roles", mentioned("<@&", s.Roles, t.Everybody)),
		settingLine(t, "channels", mentioned("<#", s.Channels, t.Everywhere)),
		settingLine(t, "blocked", mentioned("<@", s.Blocked, t.Nobody)),
		settingLine(t, "language", language),
		settingLine(t, "mode", mode),
		settingLine(t, "private", yesNo(t, s.Private)),
		settingLine(t, "tokens", budget),
		settingLine(t, "retain", fmt.Sprintf(t.Days, s.Retain)),
	}
	b.deliver(ctx, r, say(strings.Join(lines, "\n"), 0))
}

// mentioned are ids as Discord shows them by name; nobody is pinged by it.
func mentioned(sign string, ids []string, none string) string {
	if len(ids) == 0 {
		return none
	}
	const most = 20
	var shown []string
	for _, id := range ids[:min(len(ids), most)] {
		shown = append(shown, sign+id+">")
	}
	if len(ids) > most {
		shown = append(shown, "…")
	}
	return strings.Join(shown, " ")
}
