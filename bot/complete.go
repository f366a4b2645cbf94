package bot

import (
	"context"
	"errors"
	"strings"

	"footnote/bot/markdown"
	"footnote/bot/texts"
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
func (b *Bot) complete(ctx context.Context, i *interaction) {
	given := choicesGiven{Choices: []choice{}}
	if name, typed := i.focused(); name == optionArticle && b.stopping.Err() == nil {
		given.Choices = b.choices(ctx, i, typed)
	}
	b.acknowledge(ctx, i, response{respondChoices, given})
}

func (b *Bot) choices(ctx context.Context, i *interaction, typed string) []choice {
	ctx, cancel := context.WithTimeout(ctx, 2*settingsWithin)
	defer cancel()
	found := []choice{}
	house, err := b.manners(ctx, i.scope(), texts.ForLocale(i.Locale))
	if err != nil || !b.welcome(ctx, i.origin(), house.Settings) { // titles tell something too
		return found
	}
	all, err := b.titles(ctx, i)
	if err != nil {
		b.Log.Info("no articles to offer", "error", err)
		return found
	}
	if strings.TrimSpace(typed) != "" {
		all = library.Find(all, func(c choice) (id, title string) { return c.Value, c.Name }, b.analyser.Fold, typed).All()
	}
	for _, one := range all[:min(len(all), maxChoices)] {
		one.Name = markdown.Short(strings.Join(strings.Fields(one.Name), " "), maxChoice)
		found = append(found, one)
	}
	return found
}

// titles are those of a scope's articles, with their ids: of what is kept, which
// need not be loaded for that, or of the standing ones.
func (b *Bot) titles(ctx context.Context, i *interaction) ([]choice, error) {
	var all []choice
	if b.Library != nil {
		kept, err := b.Library.List(ctx, i.scope())
		if err != nil {
			return nil, err
		}
		for _, k := range kept {
			all = append(all, choice{k.Title, k.ID})
		}
		if len(all) > 0 {
			return all, nil
		}
	}
	d, err := b.desk(ctx, i.scope(), "")
	if err != nil && !errors.Is(err, errNoArticles) {
		return nil, err
	}
	for _, a := range d.articles {
		all = append(all, choice{a.Title, a.ID})
	}
	return all, nil
}
