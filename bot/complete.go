package bot

import (
	"context"
	"errors"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
)

// What Discord takes of choices.
// docs.discord.com/developers/interactions/application-commands#autocomplete
const (
	maxChoices = 25
	maxChoice  = 100 // characters of a name
)

// complete offers the articles that may be meant by what was typed so far. Nothing
// is offered where that cannot be said in time.
func (b *Bot) complete(ctx context.Context, i *wire.Interaction) {
	given := []wire.Choice{}
	if name, typed := i.Focused(); name == wire.OptionArticle && b.stopping.Err() == nil {
		given = b.choices(ctx, i, typed)
	}
	b.send.Choose(ctx, i, given)
}

func (b *Bot) choices(ctx context.Context, i *wire.Interaction, typed string) []wire.Choice {
	ctx, cancel := context.WithTimeout(ctx, 2*settingsWithin)
	defer cancel()
	found := []wire.Choice{}
	house, err := b.manners(ctx, i.Scope(), texts.ForLocale(i.Locale))
	if err != nil || !b.welcome(ctx, originOf(i), house.Settings) { // titles tell something too
		return found
	}
	all, err := b.titles(ctx, i)
	if err != nil {
		b.Log.Info("no articles to offer", "error", err)
		return found
	}
	if strings.TrimSpace(typed) != "" {
		all = library.Find(all, func(c wire.Choice) (id, title string) { return c.Value, c.Name }, b.analyser.Fold, typed).All()
	}
	for _, one := range all[:min(len(all), maxChoices)] {
		one.Name = markdown.Short(strings.Join(strings.Fields(one.Name), " "), maxChoice)
		found = append(found, one)
	}
	return found
}

// titles are those of a scope's articles, with their ids: of what is kept, which
// need not be loaded for that, or of the standing ones.
func (b *Bot) titles(ctx context.Context, i *wire.Interaction) ([]wire.Choice, error) {
	var all []wire.Choice
	if b.Library != nil {
		kept, err := b.Library.List(ctx, i.Scope())
		if err != nil {
			return nil, err
		}
		for _, k := range kept {
			all = append(all, wire.Choice{Name: k.Title, Value: k.ID})
		}
		if len(all) > 0 {
			return all, nil
		}
	}
	d, err := b.desk(ctx, i.Scope(), "")
	if err != nil && !errors.Is(err, errNoArticles) {
		return nil, err
	}
	for _, a := range d.articles {
		all = append(all, wire.Choice{Name: a.Title, Value: a.ID})
	}
	return all, nil
}
