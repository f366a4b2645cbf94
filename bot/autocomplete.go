package bot

import (
	"context"
	"errors"
	"log/slog"
	"strings"

	"footnote/bot/admit"
	"footnote/bot/render/markdown"
	"footnote/bot/subject"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
)

// What Discord takes of choices.
// docs.discord.com/developers/interactions/application-commands#autocomplete
const (
	maxChoices = 25
	maxChoice  = 100 // characters of a name
)

// autocomplete offers the articles that may be meant by what was typed so far.
type autocomplete struct {
	send        *wire.Sender
	subjects    *subject.Finder
	preferences *preferences
	policy      *admit.Policy
	library     interface {
		List(ctx context.Context, scope store.Scope) ([]store.Summary, error)
	}
	life *lifetime
	log  *slog.Logger
}

// complete answers with nothing where there is nothing to offer, or where that
// cannot be said in time.
func (h *autocomplete) complete(ctx context.Context, i *wire.Interaction) {
	offered := []wire.Choice{}
	if name, typed := i.Focused(); name == wire.OptionArticle && h.life.stopping.Err() == nil {
		offered = h.choices(ctx, i, typed)
	}
	h.send.Choose(ctx, i, offered)
}

func (h *autocomplete) choices(ctx context.Context, i *wire.Interaction, typed string) []wire.Choice {
	ctx, cancel := context.WithTimeout(ctx, 2*settingsWithin)
	defer cancel()
	found := []wire.Choice{}
	p, err := h.preferences.ofAsker(ctx, i)
	if err != nil || !h.policy.Welcome(ctx, askerOf(i), p.Settings) { // titles tell something too
		return found
	}
	all, err := h.titles(ctx, i.Scope())
	if err != nil {
		h.log.Info("no articles to offer", "error", err)
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

// titles are those of a scope's articles, with their ids: of what is kept, which
// need not be loaded for that, or of those that answer in their place.
func (h *autocomplete) titles(ctx context.Context, scope store.Scope) ([]wire.Choice, error) {
	kept, err := h.library.List(ctx, scope)
	if err != nil {
		return nil, err
	}
	var all []wire.Choice
	for _, k := range kept {
		all = append(all, wire.Choice{Name: k.Title, Value: k.ID})
	}
	if len(all) > 0 {
		return all, nil
	}
	standing, err := h.subjects.Named(ctx, scope, "")
	if err != nil && !errors.Is(err, subject.ErrNoArticles) {
		return nil, err
	}
	for _, a := range standing.Articles {
		all = append(all, wire.Choice{Name: a.Title, Value: a.ID})
	}
	return all, nil
}
