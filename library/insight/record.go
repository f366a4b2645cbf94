package insight

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"sync"
	"time"

	"footnote/internal/clock"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
)

// The kinds of tallies: answers by tier, and answers by cited article.
const (
	tallyTier    = "tier"
	tallyArticle = store.TallyArticle
)

// other is the key for anything but questions about the articles.
const other = "other"

// A Recorder counts the outcomes of questions, and stores questions if the scope's settings say
// so. It is safe for concurrent use.
type Recorder struct {
	Library *library.Library
	Log     *slog.Logger

	mu      sync.Mutex
	counted map[store.Tally]int64 // keys have no amount; counts not stored yet
}

// An Asking is a question that is being answered.
type Asking struct {
	Scope   store.Scope
	Text    string
	By      [16]byte // the code of who asks
	Answer  [16]byte // the code by which votes refer to the answer
	Contact []byte   // who asks, encrypted; stored only if askers are told of later answers
	Only    bool     // the question is about a single article
	Aside   bool     // the question is about files that came with it; nothing is counted or stored
	Keep    bool     // the scope's settings have questions stored
	Others  bool     // it may follow up on somebody else's question, whose words are not stored with it

	generation int64
}

// Begin records the generation of the articles that a question is about to be asked.
func (r *Recorder) Begin(ctx context.Context, q *Asking) {
	if !q.Keep || q.Aside {
		return
	}
	var err error
	if q.generation, err = r.Library.Store.Generation(ctx, q.Scope); err != nil {
		q.generation = 0 // then it is asked again once without need
	}
}

// End counts the outcome of a question and stores the question if the settings say so. outcome is
// a word for how it was answered.
func (r *Recorder) End(ctx context.Context, q Asking, a rag.Answer, outcome string) {
	if q.Aside {
		return
	}
	r.count(q.Scope, a)
	if !q.Keep {
		return
	}
	t := TraceOf(q.Text, a)
	t.Only = q.Only
	if q.Others {
		t.Continues, t.Understood = t.Understood != "", ""
	}
	kept := store.Asked{At: time.Now(), By: q.By, Question: q.Text, Outcome: outcome, Answer: q.Answer, Checked: q.generation}
	if t.isGap() {
		kept.Contact = q.Contact
	}
	if a.Intent != "" {
		kept.Trace, _ = json.Marshal(t) // fails on NaN only; without a trace, the outcome implies the tier
	}
	if err := r.Library.Asked(ctx, q.Scope, kept); err != nil {
		r.Log.WarnContext(ctx, "a question could not be kept", "error", err)
	}
}

// mostCounted is how many different counts wait to be stored while the database fails.
const mostCounted = 20_000

// count counts an answer in a server. Questions in direct messages are not counted, because only
// the asker could see the counts.
func (r *Recorder) count(scope store.Scope, a rag.Answer) {
	if a.Intent == "" || !strings.HasPrefix(string(scope), string(store.Guild(""))) {
		return
	}
	keys := map[store.Tally]bool{}
	day := time.Now().UTC().Format(time.DateOnly)
	if !ofArticles(a.Intent) || a.Tier == "" {
		keys[store.Tally{Scope: scope, Day: day, Kind: tallyTier, Key: other}] = true
	} else {
		keys[store.Tally{Scope: scope, Day: day, Kind: tallyTier, Key: string(a.Tier)}] = true
		for _, f := range a.Footnotes {
			keys[store.Tally{Scope: scope, Day: day, Kind: tallyArticle, Key: f.Article.ID}] = true
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.counted == nil {
		r.counted = map[store.Tally]int64{}
	}
	for k := range keys {
		if len(r.counted) < mostCounted || r.counted[k] > 0 {
			r.counted[k]++
		}
	}
}

const (
	// keepEvery is how often counts are stored. A killed program loses at most that much.
	keepEvery = 5 * time.Second
	// keepWithin bounds how long storing may take when the program ends.
	keepWithin = 2 * time.Second
)

// Run stores the counts every five seconds until ctx ends.
func (r *Recorder) Run(ctx context.Context) {
	for clock.Sleep(ctx, keepEvery) == nil {
		if err := r.Flush(ctx); err != nil && ctx.Err() == nil {
			r.Log.WarnContext(ctx, "counts cannot be kept", "error", err)
		}
	}
}

// Finish stores what is left when the program ends, even if ctx has ended.
func (r *Recorder) Finish(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keepWithin)
	defer cancel()
	if err := r.Flush(ctx); err != nil {
		r.Log.WarnContext(ctx, "the last counts could not be kept", "error", err)
	}
}

// Flush stores the counts now. What cannot be stored is tried again later.
func (r *Recorder) Flush(ctx context.Context) error {
	r.mu.Lock()
	counted := r.counted
	r.counted = nil
	r.mu.Unlock()
	var all []store.Tally
	for t, amount := range counted {
		t.Amount = amount
		all = append(all, t)
	}
	if len(all) == 0 {
		return nil
	}
	err := r.Library.Store.AddTallies(ctx, all)
	if err == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.counted == nil {
		r.counted = map[store.Tally]int64{}
	}
	for t, amount := range counted {
		r.counted[t] += amount
	}
	return err
}
