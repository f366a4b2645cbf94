package bot

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"footnote/bot/admit"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
)

// A preference is what the people of a scope have set, and the texts in the
// language that the bot speaks to them. It is read once an event.
type preference struct {
	library.Settings
	*texts.Texts
}

// settingsWithin is how long settings may take to be read: Discord waits three
// seconds for the first answer.
const settingsWithin = time.Second

// preferences reads what the people of a scope have set.
type preferences struct {
	library interface {
		Settings(ctx context.Context, scope store.Scope) (library.Settings, error)
	}
	texts *texts.Catalog
	log   *slog.Logger
}

// ofAsker is the preference of the scope of an interaction.
func (p *preferences) ofAsker(ctx context.Context, i *wire.Interaction) (preference, error) {
	return p.of(ctx, i.Scope(), p.texts.ForLocale(i.Locale))
}

// of is the preference of a scope. Where it has set no language, t are its texts.
func (p *preferences) of(ctx context.Context, scope store.Scope, t *texts.Texts) (preference, error) {
	ctx, cancel := context.WithTimeout(ctx, settingsWithin)
	defer cancel()
	s, err := p.library.Settings(ctx, scope)
	if err != nil {
		p.log.Warn("settings cannot be read", "error", err)
	}
	return preference{s, p.spoken(s, t)}, err
}

// spoken are the texts that settings ask for, t where they name no language.
func (p *preferences) spoken(s library.Settings, t *texts.Texts) *texts.Texts {
	if s.Language == "" {
		return t
	}
	return p.texts.ForLocale(s.Language)
}

// refused says why somebody may not ask.
func (p preference) refused(r *admit.Refusal) string {
	switch r.Reason {
	case admit.UserRate:
		return fmt.Sprintf(p.SlowDown, relative(r.Again))
	case admit.GuildRate:
		return fmt.Sprintf(p.Crowded, relative(r.Again))
	}
	return p.Unwelcome
}

// relative is a time as Discord shows it to each reader: in 20 seconds.
func relative(at time.Time) string { return fmt.Sprintf("<t:%d:R>", at.Unix()+1) }

// askerOf is who uses a command or a button, and where.
func askerOf(i *wire.Interaction) admit.Asker {
	a := admit.Asker{Person: i.Asker(), Guild: i.Guild, Channel: i.Channel, Parent: i.Place.Parent, Manager: i.Manages()}
	if i.Member != nil {
		a.Roles = i.Member.Roles
	}
	return a
}

// authorOf is who wrote a message, and where.
func authorOf(m *wire.Message) admit.Asker {
	a := admit.Asker{Person: m.Author.ID, Guild: m.Guild, Channel: m.Channel}
	if m.Member != nil {
		a.Roles = m.Member.Roles
	}
	return a
}
