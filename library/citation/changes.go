package citation

import (
	"context"
	"time"

	"footnote/corpus"
	"footnote/library"
	"footnote/library/access"
	"footnote/library/store"
)

// A Change says what has become of a sentence that an answer cites.
type Change struct {
	Number int             // of the footnote
	Kind   store.Aging     // [store.Stands] if the sentence is back
	Title  string          // the article's current title; empty if it was removed
	Old    string          // the cited sentence; empty if it was erased with its article
	New    *corpus.Article // the article with the most similar sentence; nil if there is none
	Span   corpus.Span     // of that sentence, in New
}

// Changes returns the current changes behind the answer in a message, limited to articles that
// the viewer may see. It reports false if no citations of that answer are stored any more.
func Changes(ctx context.Context, l *library.Library, who access.Viewer, message string) (all []Change, found bool, err error) {
	s, found, err := l.Store.ShownAs(ctx, who.Scope, message)
	if err != nil || !found || time.Since(s.At) > store.ShownAge {
		return nil, false, err
	}
	n := newNow(l)
	for _, c := range s.Cited {
		if _, err := n.renew(ctx, &c); err != nil { // changes since the last check
			return nil, false, err
		}
		one := Change{Number: c.Number, Kind: c.Change, Old: c.Sentence}
		switch {
		case c.Change == store.Stands:
			continue
		case c.Change == store.Erased:
			all = append(all, one)
			continue
		}
		reached, err := n.fill(ctx, who, c, &one)
		if err != nil {
			return nil, false, err
		}
		if reached {
			all = append(all, one)
		}
	}
	return all, true, nil
}

// fill sets what the article's current version has in place of a changed sentence, and reports
// whether the viewer may see it. If another scope's articles stand in for the scope's own, every
// viewer counts as an outsider to them.
func (n *now) fill(ctx context.Context, who access.Viewer, c store.Cited, one *Change) (reached bool, err error) {
	at, err := n.standing(ctx, c.Home)
	if err != nil {
		return false, err
	}
	later := c.Article
	if id := at.keys[c.Key]; c.Key != "" && id != "" {
		later = id
	}
	if c.Home != who.Scope {
		who = access.Outside(who.Scope)
	}
	if !at.ids[later] && !who.All && !who.Manager || !at.rules[later].Allows(who) { // the rule of an article that is gone is unknown
		return false, nil
	}
	one.Kind = store.Gone
	v, err := n.version(ctx, c.Home, later)
	if err != nil || v == nil || !at.ids[later] {
		return true, err
	}
	one.Title = v.article.Title
	if v.has(c.Sentence) {
		one.Kind = store.Stands
		return true, nil
	}
	if span, found := v.nearest(c.Sentence); found {
		one.Kind, one.New, one.Span = store.Altered, v.article, span
	}
	return true, nil
}
