package bot

import (
	"context"
	"errors"
	"log/slog"
	"strings"

	"footnote/bot/admit"
	"footnote/bot/answers"
	"footnote/bot/approval"
	"footnote/bot/reach"
	"footnote/bot/render/markdown"
	"footnote/bot/subject"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/access"
	"footnote/library/store"
)

// Discord's limits on choices.
// docs.discord.com/developers/interactions/application-commands#autocomplete
const (
	maxChoices = 25
	maxChoice  = 100 // characters of a name
)

// autocomplete offers the articles, or the questions with a fixed answer, that match what has been
// typed so far.
type autocomplete struct {
	send        *wire.Sender
	subjects    *subject.Finder
	preferences *preferences
	policy      *admit.Policy
	desk        *approval.Desk
	library     interface {
		List(ctx context.Context, scope store.Scope) ([]store.Summary, error)
	}
	answers *answers.Handler
	life    *lifetime
	log     *slog.Logger
}

// complete offers an empty list if nothing matches or if the matches cannot be found in time.
func (h *autocomplete) complete(ctx context.Context, i *wire.Interaction) {
	offered := []wire.Choice{}
	if name, typed := i.Focused(); (name == wire.OptionArticle || name == wire.OptionQuestion) && h.life.stopping.Err() == nil {
		offered = h.choices(ctx, i, name, typed)
	}
	h.send.Choose(ctx, i, offered)
}

func (h *autocomplete) choices(ctx context.Context, i *wire.Interaction, name, typed string) []wire.Choice {
	ctx, cancel := context.WithTimeout(ctx, 2*settingsWithin)
	defer cancel()
	found := []wire.Choice{}
	p, err := h.preferences.ofAsker(ctx, i)
	if err != nil || !h.policy.Welcome(ctx, askerOf(i), p.Settings) || h.desk.Bars(ctx, i, p.Settings) { // titles reveal something too
		return found
	}
	if name == wire.OptionQuestion {
		if found, err = h.answers.Choices(ctx, i.Scope(), typed); err != nil {
			h.log.InfoContext(ctx, "no questions to offer", "error", err)
		}
		return found
	}
	all, err := h.titles(ctx, completing(i))
	if err != nil {
		h.log.InfoContext(ctx, "no articles to offer", "error", err)
		return found
	}
	if strings.TrimSpace(typed) != "" {
		all = library.Find(all, func(c wire.Choice) (id, title string) { return c.Value, c.Name }, h.subjects.Fold, typed).All()
	}
	for _, one := range all[:min(len(all), maxChoices)] {
		one.Name = markdown.Short(strings.Join(strings.Fields(one.Name), " "), maxChoice)
		found = append(found, one)
	}
	return found
}

// completing returns the viewer who fills in a command. A command that manages articles offers all
// of them.
func completing(i *wire.Interaction) access.Viewer {
	switch name, _ := i.Command(); name {
	case wire.CommandAsk, wire.CommandSearch, wire.CommandArticle:
		return reach.Alone(i)
	}
	return reach.Deciding(i)
}

// titles returns the titles and ids of the articles that somebody may see: those of the library,
// which need not be loaded for that, or, if it is empty, those that answer instead.
func (h *autocomplete) titles(ctx context.Context, who access.Viewer) ([]wire.Choice, error) {
	kept, err := h.library.List(ctx, who.Scope)
	if err != nil {
		return nil, err
	}
	var all []wire.Choice
	for _, k := range kept {
		if access.Read(k.Access).Allows(who) {
			all = append(all, wire.Choice{Name: k.Title, Value: k.ID})
		}
	}
	if len(kept) > 0 {
		return all, nil
	}
	standing, err := h.subjects.Named(ctx, who, "")
	if err != nil && !errors.Is(err, subject.ErrNoArticles) {
		return nil, err
	}
	for _, a := range standing.Articles {
		all = append(all, wire.Choice{Name: a.Title, Value: a.ID})
	}
	return all, nil
}
