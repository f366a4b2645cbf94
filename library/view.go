package library

import (
	"context"
	"slices"
	"strings"

	"footnote/library/access"
	"footnote/rag"
	"footnote/rag/index"
)

// A viewed is the part of a scope's answering articles that some viewers may see. It has an
// engine of its own, so that they get nothing that was found or written for others.
type viewed struct {
	index  *index.Index
	engine *rag.Engine // nil until it is needed
}

// maxViews is the maximum number of views that a scope keeps.
const maxViews = 32

// view returns the part of the answering articles that a viewer may see. It is limited to the
// articles of now, because one that is added later may have a rule.
func (s *scopeIndex) view(who access.Viewer) *viewed {
	hidden := s.hidden(who)
	key := strings.Join(hidden, " ")
	if v := s.views[key]; v != nil {
		return v
	}
	if len(s.views) >= maxViews {
		clear(s.views)
	}
	v := &viewed{index: s.answering}
	if len(s.governing) > 0 {
		allowed := map[string]bool{}
		for _, a := range s.answering.Articles() {
			_, is := slices.BinarySearch(hidden, a.ID)
			allowed[a.ID] = !is
		}
		v.index = s.answering.View(allowed)
	}
	s.views[key] = v
	return v
}

// Reached returns an index of the articles of a scope that a viewer may see. It is a different
// index after the access rules have changed.
func (l *indexes) Reached(ctx context.Context, who access.Viewer) (*index.Index, error) {
	s, err := l.open(ctx, who.Scope)
	if err != nil {
		return nil, err
	}
	defer s.unlock()
	if len(s.index.Articles()) == 0 {
		return s.index, nil
	}
	if err := l.choose(ctx, who.Scope, s); err != nil {
		return nil, err
	}
	return s.view(who).index, nil
}

// hidden returns the sorted ids of the articles that a viewer may not see. If another scope's
// articles answer, every viewer counts as an outsider to their rules.
func (s *scopeIndex) hidden(who access.Viewer) (ids []string) {
	if s.foreign {
		who = access.Outside(who.Scope)
	}
	for id, rule := range s.governing {
		if !rule.Allows(who) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// forget drops the engines and views that were made for other articles or rules.
func (s *scopeIndex) forget() {
	clear(s.parts)
	clear(s.views)
}
