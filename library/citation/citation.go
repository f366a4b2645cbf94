// Package citation records which sentences answers cite, and finds out when those change.
//
// For each answer that others can see, a [Recorder] stores for 30 days where it was posted and
// the sentences it cites, but neither the question nor its asker. A [Checker] notes when a later
// version of an article lacks or alters such a sentence, or the article is removed. [Changes]
// returns the old sentence and the new one.
package citation

import (
	"bytes"
	"context"
	"log/slog"
	"sync"
	"time"

	"footnote/internal/clock"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
)

// A Recorder stores the citations of answers. It is safe for concurrent use.
type Recorder struct {
	Library *library.Library
	Log     *slog.Logger

	mu    sync.Mutex
	shown []store.ShownAnswer // not stored yet
}

// A Place says where an answer was posted.
type Place struct {
	Scope   store.Scope
	Channel string
	Message string // the message that can be edited later; empty if there is none
	Locale  string // of the texts around the answer
	Answer  [16]byte
}

const (
	// mostCited is how many sentences of an answer are stored, and longest the maximum length
	// of each in bytes. Anything longer is not a sentence.
	mostCited, longest = 20, 4000
	// mostWaiting is how many answers wait to be stored while the database fails.
	mostWaiting = 5000
)

// Note records where an answer was posted and what it cites, to be stored soon. Answers that cite
// no stored article are ignored.
func (r *Recorder) Note(ctx context.Context, at Place, all []rag.Footnote) {
	s := store.ShownAnswer{Scope: at.Scope, At: time.Now(), Message: at.Message, Resting: store.Resting{Locale: at.Locale, Answer: at.Answer[:]}}
	if at.Message != "" {
		s.Channel = at.Channel
	}
	cited, err := r.cited(ctx, at.Scope, all)
	if err != nil {
		r.Log.WarnContext(ctx, "what an answer rests on cannot be kept", "error", err)
		return
	}
	if s.Cited = cited; len(cited) == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.shown) < mostWaiting {
		r.shown = append(r.shown, s)
	}
}

// Publish records where a private answer was made public.
func (r *Recorder) Publish(ctx context.Context, at Place) {
	if err := r.publish(ctx, at); err != nil {
		r.Log.WarnContext(ctx, "it cannot be kept where an answer stands", "error", err)
	}
}

func (r *Recorder) publish(ctx context.Context, at Place) error {
	if at.Message == "" {
		return nil
	}
	if err := r.Flush(ctx); err != nil {
		return err
	}
	all, err := r.Library.Store.ShownIn(ctx, at.Scope, time.Now().Add(-store.ShownAge))
	if err != nil {
		return err
	}
	for _, s := range all {
		if bytes.Equal(s.Answer, at.Answer[:]) && s.Message == "" {
			_, err := r.Library.Store.ChangeShown(ctx, s.Number, func(kept *store.ShownAnswer) bool {
				kept.Channel, kept.Message, kept.Pending = at.Channel, at.Message, !kept.Changed.IsZero()
				return true
			})
			return err
		}
	}
	return nil
}

// cited returns the sentences of footnotes, with the scopes of their articles.
func (r *Recorder) cited(ctx context.Context, scope store.Scope, all []rag.Footnote) (cited []store.Cited, err error) {
	var ids []string
	for _, f := range all {
		ids = append(ids, f.Article.ID)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	scopes := []store.Scope{scope}
	if r.Library.Fallback != "" {
		scopes = append(scopes, r.Library.Fallback)
	}
	homes, err := r.Library.Store.Homes(ctx, scopes, ids)
	if err != nil {
		return nil, err
	}
	for _, f := range all {
		if c, found := homes[f.Article.ID]; found && len(cited) < mostCited && len(f.Quote) <= longest {
			c.Number, c.Sentence = f.Number, f.Quote
			cited = append(cited, c)
		}
	}
	return cited, nil
}

const (
	// keepEvery is how often answers are stored. A killed program loses at most that much.
	keepEvery = 5 * time.Second
	// keepWithin bounds how long storing may take when the program ends.
	keepWithin = 2 * time.Second
)

// Run stores what was noted, every five seconds until ctx ends.
func (r *Recorder) Run(ctx context.Context) {
	for clock.Sleep(ctx, keepEvery) == nil {
		if err := r.Flush(ctx); err != nil && ctx.Err() == nil {
			r.Log.WarnContext(ctx, "what answers rest on cannot be kept", "error", err)
		}
	}
}

// Finish stores what is left when the program ends, even if ctx has ended.
func (r *Recorder) Finish(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keepWithin)
	defer cancel()
	if err := r.Flush(ctx); err != nil {
		r.Log.WarnContext(ctx, "what the last answers rest on could not be kept", "error", err)
	}
}

// Flush stores what was noted now. What cannot be stored is tried again later.
func (r *Recorder) Flush(ctx context.Context) error {
	r.mu.Lock()
	shown := r.shown
	r.shown = nil
	r.mu.Unlock()
	if len(shown) == 0 {
		return nil
	}
	err := r.Library.Store.KeepShown(ctx, shown)
	if err == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.shown = append(shown, r.shown...)
	return err
}
