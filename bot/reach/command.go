package reach

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"footnote/bot/render"
	"footnote/bot/render/markdown"
	"footnote/bot/subject"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/access"
	"footnote/library/store"
)

// A Library stores who has access to which article. [library.Library] implements it.
type Library interface {
	Restricted(ctx context.Context, scope store.Scope) ([]store.Summary, error)
	ChangeAccess(ctx context.Context, scope store.Scope, id string, change func(access.Rule) (access.Rule, error)) (access.Rule, error)
}

// A Handler handles /settings articles.
type Handler struct {
	Send     *wire.Sender
	Subjects *subject.Finder
	Library  Library
	Log      *slog.Logger
}

// Command changes or lists who has access to which article, for the server's managers. Only
// the person who asks sees the answer, because it has titles.
func (h *Handler) Command(ctx context.Context, i *wire.Interaction, t *texts.Texts, name string) {
	if !i.Manages() {
		h.Send.Respond(ctx, i, wire.Text(t.ManageOnly, wire.Ephemeral))
		return
	}
	h.Send.Privately(ctx, i, func(ctx context.Context, r wire.Reply) {
		if name == wire.CommandArticlesList {
			h.list(ctx, i, t, r)
			return
		}
		said, err := h.change(ctx, i, t, name)
		if err != nil {
			h.Send.Fail(ctx, r, t, "who reaches an article cannot be changed", err)
			return
		}
		h.Send.DeliverParts(ctx, r, markdown.Pages(said, wire.MaxContent))
	})
}

// change changes who has access to an article and returns what to say about that.
func (h *Handler) change(ctx context.Context, i *wire.Interaction, t *texts.Texts, name string) (said string, err error) {
	wanted, channel, role := i.Text(wire.OptionArticle), i.Text(wire.OptionChannel), i.Text(wire.OptionRole)
	if role == i.Guild && role != "" { // the @everyone role has the server's id
		return t.EveryoneNoRole, nil
	}
	about, err := h.Subjects.Named(ctx, Deciding(i), wanted)
	switch {
	case errors.Is(err, subject.ErrNoArticles):
		return render.NoArticles(t, i.Scope()), nil
	case subject.IsUnnamed(err):
		return subject.Unclear(t, t.NoArticleKept, wanted, err), nil
	case err != nil:
		return "", err
	case about.Only == nil:
		return render.NoSuchArticle(t.NoArticleKept, wanted), nil
	}
	rule, err := h.Library.ChangeAccess(ctx, i.Scope(), about.Only.ID, func(before access.Rule) (access.Rule, error) {
		if name == wire.CommandArticlesRelease {
			return before.Without(channel, role), nil
		}
		return before.With(channel, role)
	})
	var others *library.NotFoundError // a standing article, which is not this server's own
	switch {
	case errors.Is(err, access.ErrNothing):
		return t.NameWhoReaches, nil
	case errors.Is(err, access.ErrTooMany):
		return fmt.Sprintf(t.TooManyReach, access.Most), nil
	case errors.As(err, &others):
		return render.NoSuchArticle(t.NoArticleKept, wanted), nil
	case err != nil:
		return "", err
	}
	h.Log.InfoContext(ctx, "who reaches an article was changed", "article", about.Only.ID, "channels", len(rule.Channels), "roles", len(rule.Roles))
	if rule.IsOpen() {
		return fmt.Sprintf(t.NowOpen, render.Title(about.Only.Title)), nil
	}
	return fmt.Sprintf(t.NowRestricted, render.Title(about.Only.Title)) + "\n" + strings.Join(lines(t, rule, h.known(ctx, i.Guild)), "\n"), nil
}

// list shows the restricted articles and who has access to each.
func (h *Handler) list(ctx context.Context, i *wire.Interaction, t *texts.Texts, r wire.Reply) {
	all, err := h.Library.Restricted(ctx, i.Scope())
	if err != nil {
		h.Send.Fail(ctx, r, t, "who reaches the articles cannot be read", err)
		return
	}
	if len(all) == 0 {
		h.Send.Deliver(ctx, r, wire.Text(t.NoneRestricted, 0))
		return
	}
	known := h.known(ctx, i.Guild)
	said := []string{fmt.Sprintf(t.RestrictedOnes, len(all))}
	for _, one := range all {
		said = append(said, "- **"+render.Title(one.Title)+"**")
		for _, line := range lines(t, access.Read(one.Access), known) {
			said = append(said, "  "+line)
		}
	}
	h.Send.DeliverParts(ctx, r, markdown.Pages(strings.Join(said, "\n"), wire.MaxContent))
}

// Setting returns the line of /settings show about a server's rules.
func (h *Handler) Setting(ctx context.Context, guild string, t *texts.Texts, rules access.Rules) string {
	value := t.NoRestricted
	if len(rules) > 0 {
		value = fmt.Sprintf(t.SomeRestricted, len(rules))
		known := h.known(ctx, guild)
		for _, r := range rules {
			if known.lack(r.Channels, known.channels) || known.lack(r.Roles, known.roles) {
				value += t.GoneInRules
				break
			}
		}
	}
	return fmt.Sprintf(t.Setting, t.Names["reach"], value)
}

// lines returns who has access to an article, as a list. The channels and roles in it are
// mentions that ping nobody.
func lines(t *texts.Texts, r access.Rule, known known) (all []string) {
	if r.IsClosed() {
		return []string{"- ⚠️ " + t.ReachedByNone}
	}
	for _, part := range []struct {
		ids              []string
		sign, text, gone string
		there            map[string]bool
	}{
		{r.Channels, "<#", t.ReachedIn, t.GoneChannels, known.channels},
		{r.Roles, "<@&", t.ReachedBy, t.GoneRoles, known.roles},
	} {
		if len(part.ids) == 0 {
			continue
		}
		var shown []string
		for _, id := range part.ids {
			shown = append(shown, part.sign+id+">")
		}
		all = append(all, "- "+fmt.Sprintf(part.text, strings.Join(shown, " ")))
		if known.lack(part.ids, part.there) {
			all = append(all, "- ⚠️ "+part.gone)
		}
	}
	return all
}
