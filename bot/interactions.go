package bot

import (
	"context"

	"footnote/bot/admit"
	"footnote/bot/answers"
	"footnote/bot/inflight"
	"footnote/bot/insights"
	"footnote/bot/reach"
	"footnote/bot/wire"
	"footnote/internal/request"
)

// interactions answers commands, buttons and autocompletions.
type interactions struct {
	send         *wire.Sender
	journal      *inflight.Journal
	policy       *admit.Policy
	preferences  *preferences
	turns        *turns
	ask          *questions
	searcher     *searcher
	libraries    *libraries
	settings     *settings
	reach        *reach.Handler
	privacy      *privacy
	insights     *insights.Handler
	answers      *answers.Handler
	buttons      *buttons
	autocomplete *autocomplete
	life         *lifetime
}

// answer answers one interaction. Whatever takes time is acknowledged first, before it waits in any
// queue.
func (h *interactions) answer(ctx context.Context, i *wire.Interaction) {
	if i.ID == "" || i.Token == "" || i.Asker() == "" {
		return
	}
	ctx = request.With(ctx, i.ID)
	if i.Type == wire.InteractionAutocomplete {
		h.autocomplete.complete(ctx, i)
		return
	}
	ctx, end, first := h.journal.Interaction(ctx, i, h.asks(i))
	if first {
		defer end()
		h.act(ctx, i)
	}
}

// asks reports whether an interaction is a question, which must not be lost.
func (h *interactions) asks(i *wire.Interaction) bool {
	if i.Type == wire.InteractionComponent {
		return h.buttons.asks(i)
	}
	name, _ := i.Command()
	return name == wire.CommandAsk || name == wire.CommandSearch || name == wire.CommandCheck
}

// act handles a new interaction, or resumes one.
func (h *interactions) act(ctx context.Context, i *wire.Interaction) {
	p, err := h.preferences.ofAsker(ctx, i)
	i.Texts = p.Texts
	switch {
	case h.life.stopping.Err() != nil:
		h.send.Respond(ctx, i, wire.Text(p.Stopping, wire.Ephemeral))
	case err != nil:
		h.send.Respond(ctx, i, wire.Text(p.Failed, wire.Ephemeral))
	case i.Type == wire.InteractionComponent:
		h.buttons.press(ctx, i, p)
	case i.Type == wire.InteractionWindow:
		h.buttons.submitted(ctx, i, p)
	case i.Type == wire.InteractionCommand:
		h.command(ctx, i, p)
	}
}

// command runs a command.
func (h *interactions) command(ctx context.Context, i *wire.Interaction, p preference) {
	name, _ := i.Command()
	if (name == wire.CommandSearch || name == wire.CommandCheck || name == wire.CommandArticle) && h.ask.desk.Bars(ctx, i, p.Settings) {
		h.send.Respond(ctx, i, wire.Text(p.ApprovedOnly, wire.Ephemeral))
		return
	}
	switch name {
	case wire.CommandHelp:
		h.send.Respond(ctx, i, wire.Text(p.Help, wire.Ephemeral))
	case wire.CommandPolicy:
		h.privacy.policy(ctx, i, p)
	case wire.CommandExport:
		h.privacy.export(ctx, i, p.Texts)
	case wire.CommandDelete:
		h.privacy.confirm(ctx, i, p.Texts)
	case wire.CommandArticle:
		if !h.policy.Welcome(ctx, askerOf(i), p.Settings) {
			h.send.Respond(ctx, i, wire.Text(p.Unwelcome, wire.Ephemeral))
			return
		}
		h.libraries.articles.Describe(ctx, i, p.Texts, p.nothing(i.Scope()))
	case wire.CommandAsk:
		h.ask.command(ctx, i, p)
	case wire.CommandSearch:
		h.turns.ofInteraction(ctx, i, p, wire.Ephemeral, func(ctx context.Context, r wire.Reply, _ func()) { h.searcher.search(ctx, i, p, r) })
	case wire.CommandCheck:
		h.turns.ofInteraction(ctx, i, p, wire.Ephemeral, func(ctx context.Context, r wire.Reply, _ func()) { h.searcher.check(ctx, i, p, r) })
	case wire.CommandLibraryAdd, wire.CommandLibraryList, wire.CommandLibraryInfo, wire.CommandLibraryRemove, wire.CommandAdd:
		h.libraries.command(ctx, i, p.Texts, name)
	case wire.CommandInsights:
		h.insights.Command(ctx, i, p.Texts)
	case wire.CommandAnswersAdd, wire.CommandAnswersList, wire.CommandAnswersRemove:
		h.answers.Command(ctx, i, p.Texts, name)
	case wire.CommandSettingsShow, wire.CommandSettingsSet, wire.CommandSettingsReset:
		h.settings.command(ctx, i, p, name)
	case wire.CommandArticlesAllow, wire.CommandArticlesRelease, wire.CommandArticlesList:
		h.reach.Command(ctx, i, p.Texts, name)
	default:
		h.send.Respond(ctx, i, wire.Text(p.Stale, wire.Ephemeral)) // a command of another version
	}
}
