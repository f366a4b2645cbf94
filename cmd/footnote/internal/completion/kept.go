package completion

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"footnote/cmd/footnote/internal/env"
	"footnote/cmd/footnote/internal/term"
	"footnote/internal/setup"
	"footnote/library/store"
)

// patience is how long to wait for a database server: the user waits after each Tab.
const patience = time.Second

// A thing is something in the database with an id and a name.
type thing struct{ id, name, about string }

// keptValues returns candidates from the database. It returns none if the database cannot be
// read.
func (p *place) keptValues(ctx context.Context, kind string) offer {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	settings := env.Beside(p.value("env-file"))
	chosen, _ := settings.Lookup(env.ScopeVariable)
	scope := store.Scope(cmp.Or(p.value("scope"), chosen, string(store.Local)))
	l := open(ctx, settings, p.value("data"))
	if l != nil {
		defer l.Close()
	}
	switch kind {
	case ofScope:
		return offer{scopes(ctx, l), noPaths}
	case ofOriginal:
		return offer{p.named(originals(ctx, l, scope)), files}
	case ofSubscription:
		return offer{p.named(subscriptions(ctx, l, scope)), folders}
	case ofFixed:
		return offer{p.named(fixed(ctx, l, scope)), noPaths}
	case ofRemoved:
		return offer{p.named(removed(ctx, l, scope)), noPaths}
	}
	return offer{p.named(articles(ctx, l, scope)), noPaths}
}

// open opens the library that the settings name, or returns nil if it cannot. A settings file
// that was found rather than named does not determine which server is contacted.
func open(ctx context.Context, settings *env.Settings, data string) *store.Library {
	if data == "" {
		found, from := settings.Lookup(env.Data)
		if store.IsAddress(found) && from == env.FromFile && !settings.FileNamed() {
			return nil
		}
		data = found
	}
	if !store.IsAddress(data) {
		s := setup.Settings{Data: data}
		data = filepath.Join(s.Folder(), setup.DatabaseName)
	}
	l, _, err := store.PeekLibrary(ctx, data)
	if err != nil {
		return nil
	}
	return l
}

// Errors are ignored: whatever can be read is offered.

func articles(ctx context.Context, l *store.Library, scope store.Scope) (all []thing) {
	if l == nil {
		return nil
	}
	found, _ := l.List(ctx, scope)
	for _, s := range found {
		all = append(all, thing{s.ID, s.Title, s.Source})
	}
	return all
}

func removed(ctx context.Context, l *store.Library, scope store.Scope) (all []thing) {
	if l == nil {
		return nil
	}
	found, _ := l.Removed(ctx, scope, time.Now())
	for _, r := range found {
		all = append(all, thing{r.ID, r.Title, r.Source})
	}
	return all
}

func originals(ctx context.Context, l *store.Library, scope store.Scope) (all []thing) {
	if l == nil {
		return nil
	}
	kept, _ := l.Originals(ctx, scope)
	return slices.DeleteFunc(articles(ctx, l, scope), func(a thing) bool { _, is := kept[a.id]; return !is })
}

func subscriptions(ctx context.Context, l *store.Library, scope store.Scope) (all []thing) {
	if l == nil {
		return nil
	}
	found, _ := l.Subscriptions(ctx, scope)
	for _, s := range found {
		all = append(all, thing{name: s.Name, about: string(s.Kind)})
	}
	return all
}

func fixed(ctx context.Context, l *store.Library, scope store.Scope) (all []thing) {
	if l == nil {
		return nil
	}
	found, _ := l.Fixed(ctx, scope)
	for _, f := range found {
		all = append(all, thing{f.ID, f.Question, f.Answer})
	}
	return all
}

// scopes returns the beginnings of scopes and the scopes that exist.
func scopes(ctx context.Context, l *store.Library) []candidate {
	all := []candidate{
		{value: string(store.Local), about: "the command line's own"},
		{value: string(store.Guild("")), about: "of a server of Discord", open: true},
		{value: string(store.Person("")), about: "of a person's direct messages", open: true},
	}
	if l == nil {
		return all
	}
	found, _ := l.Scopes(ctx)
	for _, scope := range found {
		if scope != store.Local {
			all = append(all, candidate{value: string(scope)})
		}
	}
	return all
}

// named returns candidates for things by name, or by id where the name would not do: where
// several things share it, where it would be taken for a flag, or where it has control
// characters. If the typed word begins an id, the id is offered. Things already on the command
// line are left out.
func (p *place) named(things []thing) (all []candidate) {
	often := map[string]int{}
	for _, t := range things {
		often[plain(t.name)]++
	}
	for _, t := range things {
		name := plain(t.name)
		clear := name != "" && often[name] == 1 && term.Line(name) == name && (p.plain || p.before != "" || !strings.HasPrefix(name, "-"))
		begun := t.id != "" && p.word != "" && strings.HasPrefix(t.id, strings.ToLower(p.word))
		if slices.Contains(p.arguments, name) || slices.Contains(p.arguments, t.id) {
			continue
		}
		if clear {
			all = append(all, candidate{value: name, about: strings.TrimSpace(t.id + "  " + t.about)})
		}
		if t.id != "" && (begun || !clear) {
			all = append(all, candidate{value: t.id, about: t.name})
		}
	}
	return all
}

// plain collapses white space, so that a name fits on one line. The commands still find the
// article by it.
func plain(name string) string { return strings.Join(strings.Fields(name), " ") }
