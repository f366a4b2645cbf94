package insight

import (
	"context"
	"encoding/hex"
	"time"

	"footnote/library/store"
)

// Aged is an answer whose source has changed since it was given.
type Aged struct {
	At       time.Time    `json:"at"`                 // when it was given
	Changed  time.Time    `json:"changed"`            // when the change was first noticed
	Channel  string       `json:"channel,omitempty"`  // where it was posted; empty if only the asker saw it
	Message  string       `json:"message,omitempty"`  // the message with the answer
	Question string       `json:"question,omitempty"` // if questions are kept
	Changes  []AgedSource `json:"changes"`
}

// AgedSource is a changed sentence that such an answer cites.
type AgedSource struct {
	Change   store.Aging `json:"change"`
	ID       string      `json:"id"`                 // of the article's current version
	Title    string      `json:"title"`              // of that version; empty if the article is gone
	Sentence string      `json:"sentence,omitempty"` // as it was cited; empty if it was erased
}

// aged adds the answers whose source has changed to the report.
func (m *maker) aged(ctx context.Context, r *Report) error {
	all, err := m.Store.ShownIn(ctx, m.scope, time.Now().Add(-store.ShownAge))
	if err != nil {
		return err
	}
	var titles, asked map[string]string
	for _, s := range all {
		if s.Changed.IsZero() || s.Changed.Before(m.since) {
			continue
		}
		if titles == nil {
			if titles, err = m.titles(ctx); err != nil {
				return err
			}
			if asked, err = m.asked(ctx); err != nil {
				return err
			}
		}
		one := Aged{At: s.At.UTC(), Changed: s.Changed.UTC(), Channel: s.Channel, Message: s.Message, Question: asked[hex.EncodeToString(s.Answer)], Changes: []AgedSource{}}
		for _, c := range s.Cited {
			if c.Change != store.Stands {
				one.Changes = append(one.Changes, AgedSource{c.Change, c.Article, titles[c.Article], c.Sentence})
			}
		}
		r.Aged = append(r.Aged, one)
	}
	return nil
}

// asked returns the kept questions by the code of their answers.
func (m *maker) asked(ctx context.Context) (map[string]string, error) {
	kept, err := m.Store.Questions(ctx, m.scope)
	if err = undamaged(err); err != nil {
		return nil, err
	}
	asked := map[string]string{}
	for _, k := range kept {
		asked[hex.EncodeToString(k.Answer[:])] = k.Question
	}
	return asked, nil
}
