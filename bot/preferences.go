package bot

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"footnote/bot/admit"
	"footnote/bot/render"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/access"
	"footnote/library/store"
)

// A preference holds the settings of a scope, the texts in the language that the bot uses there,
// and the access rules. It is read once per event.
type preference struct {
	library.Settings
	*texts.Texts
	rules access.Rules // of the articles that not everybody may see
}

// settingsWithin limits how long reading settings may take: Discord waits three seconds for the
// first response.
const settingsWithin = time.Second

// preferences reads the settings of scopes.
type preferences struct {
	library interface {
		Settings(ctx context.Context, scope store.Scope) (library.Settings, error)
		Rules(ctx context.Context, scope store.Scope) (access.Rules, error)
	}
	texts *texts.Catalog
	log   *slog.Logger
}

// ofAsker returns the preference of the scope of an interaction.
func (p *preferences) ofAsker(ctx context.Context, i *wire.Interaction) (preference, error) {
	return p.of(ctx, i.Scope(), p.texts.ForLocale(i.Locale))
}

// of returns the preference of a scope. t are its texts if its settings name no language.
func (p *preferences) of(ctx context.Context, scope store.Scope, t *texts.Texts) (preference, error) {
	ctx, cancel := context.WithTimeout(ctx, settingsWithin)
	defer cancel()
	s, err := p.library.Settings(ctx, scope)
	var rules access.Rules
	if err == nil {
		rules, err = p.library.Rules(ctx, scope)
	}
	if err != nil {
		p.log.WarnContext(ctx, "settings cannot be read", "error", err)
	}
	return preference{s, p.textsFor(s, t), rules}, err
}

// textsFor returns the texts that settings ask for, or t if they name no language.
func (p *preferences) textsFor(s library.Settings, t *texts.Texts) *texts.Texts {
	if s.Language == "" {
		return t
	}
	return p.texts.ForLocale(s.Language)
}

// sealed reports whether only the asker may see answers to commands. Members who may manage the
// server decide that each time.
func (p preference) sealed(i *wire.Interaction) bool { return p.Private && !i.Manages() }

// nothing returns the text that says that there is nothing to answer somebody from.
func (p preference) nothing(scope store.Scope) string {
	if len(p.rules) > 0 {
		return p.NothingOpen
	}
	return render.NoArticles(p.Texts, scope)
}

// refused returns the text that says why somebody may not ask.
func (p preference) refused(r *admit.Refusal) string {
	switch r.Reason {
	case admit.UserRate:
		return fmt.Sprintf(p.SlowDown, relative(r.Again))
	case admit.GuildRate:
		return fmt.Sprintf(p.Crowded, relative(r.Again))
	}
	return p.Unwelcome
}

// relative formats a time so that Discord shows it to each reader as "in 20 seconds".
func relative(at time.Time) string { return fmt.Sprintf("<t:%d:R>", at.Unix()+1) }

// askerOf returns who uses a command or a button, and where.
func askerOf(i *wire.Interaction) admit.Asker {
	a := admit.Asker{Person: i.Asker(), Guild: i.Guild, Channel: i.Channel, Parent: i.Place.Parent, Manager: i.Manages()}
	if i.Member != nil {
		a.Roles = i.Member.Roles
	}
	return a
}

// authorOf returns who wrote a message, and where.
func authorOf(m *wire.Message) admit.Asker {
	a := admit.Asker{Person: m.Author.ID, Guild: m.Guild, Channel: m.Channel}
	if m.Member != nil {
		a.Roles = m.Member.Roles
	}
	return a
}
