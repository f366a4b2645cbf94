// Package subscription keeps a library up to date with pages, web sites and folders. It adds new
// documents, replaces changed ones, and reports those that are gone; it deletes the latter only if
// that was asked for.
//
// The state of each page or file is stored as an item, so that an interrupted run can go on, and
// only what has changed is read again.
package subscription

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"footnote/corpus/fetch"
	"footnote/library"
	"footnote/library/store"
)

// A Web fetches addresses. It is safe for concurrent use.
type Web interface {
	Get(ctx context.Context, r fetch.Request) (fetch.Page, error)
	// Pause returns how long the site of an address asks to wait between two requests.
	Pause(address string) time.Duration
}

// An Updater keeps the scopes of a library up to date. It is safe for concurrent use.
type Updater struct {
	Library *library.Library
	Web     Web          // for the scopes of Discord; nil if addresses are not accepted
	Own     Web          // for the command line's own scope; nil means Web
	Log     *slog.Logger // for scheduled runs, which require it
}

// Options are the options of one run.
type Options struct {
	Prune bool // deletes the articles of pages and files that are gone, even if the subscription does not say so
	Again bool // reads again what could not be read, or was removed from the library
	News  bool // reports only what was not reported before
	// Settle leaves files to the next run that were written less than this ago.
	Settle time.Duration

	Progress func(done, total int)              // may be nil
	Tell     func(Event)                        // may be nil
	Passages func(item string, done, total int) // is told which article gets its vectors, and of how many passages it has them; may be nil
}

// An Event is the outcome of one page or file.
type Event struct {
	Outcome Outcome
	Item    string         // the address or path
	Added   *library.Added // the article, if there is one
	Reason  string         // for other outcomes, in words that follow the item
	Hint    string         // what to do about it; may be empty
}

// An Outcome says what became of a page or file.
type Outcome string

// The outcomes.
const (
	Read    Outcome = "read"     // it was new or had changed; see Added
	Gone    Outcome = "gone"     // it no longer exists; its article stays
	Removed Outcome = "removed"  // it no longer exists, and its article was deleted
	LeftOut Outcome = "left out" // it is not an article, or may not be read; an earlier version stays
	Failed  Outcome = "failed"   // it could not be fetched; the next run tries again
	Waiting Outcome = "waiting"  // the site asks to come back later
	Kept    Outcome = "kept"     // nothing is treated as gone, for the given reason
)

// A Report counts the outcomes of a run.
type Report struct {
	Read      int `json:"read"`      // pages and files that were new or had changed
	Unchanged int `json:"unchanged"` // pages and files that had not changed
	Gone      int `json:"gone"`
	Removed   int `json:"removed"`
	LeftOut   int `json:"left_out"`
	Failed    int `json:"failed"`
}

// String returns the first two counts, and those others that are not 0.
func (r Report) String() string {
	line := fmt.Sprintf("%d read, %d unchanged", r.Read, r.Unchanged)
	for _, one := range []struct {
		what string
		n    int
	}{{"gone", r.Gone}, {"removed", r.Removed}, {"left out", r.LeftOut}, {"failed", r.Failed}} {
		if one.n > 0 {
			line += fmt.Sprintf(", %d %s", one.n, one.what)
		}
	}
	return line
}

// A StoppedError means that a run was cut short; the next run goes on from there.
type StoppedError struct {
	Name string // of the subscription
	Err  error
	Wait time.Duration // for which another run is of no use; 0 if unknown
}

// Error returns the reason, without the address that it occurred at, because it ends the whole run.
func (e *StoppedError) Error() string { return e.Err.Error() + "; nothing more is asked for now" }

// goesOnWithin is the maximum age of an interrupted run for the next one to continue it.
const goesOnWithin = 24 * time.Hour

// Run looks at all items of a subscription and reads those that are new or have changed. It
// continues an earlier run that was interrupted. It returns a [*StoppedError] if a later run may
// do better, a [*fetch.Error] or [*doc.Error] if the page, site or folder itself cannot be read, or
// an error of the library. What was read before an error is stored.
func (u *Updater) Run(ctx context.Context, s store.Subscription, o Options) (Report, error) {
	r, err := u.begin(ctx, s, o)
	if err != nil {
		return Report{}, err
	}
	switch s.Kind {
	case store.Page:
		err = r.page(ctx)
	case store.Sitemap:
		err = r.sitemap(ctx)
	case store.Links:
		err = r.links(ctx)
	case store.Folder:
		err = r.folder(ctx)
	}
	return r.Report, r.end(ctx, err)
}

// A run is the state of one run of a subscription.
type run struct {
	*Updater
	Report
	s     store.Subscription
	o     Options
	items map[string]store.Item
	kept  map[string]string // the keys of the scope's articles by id
	users users
	site  *visitor
	done  int // how many items were looked at
}

func (u *Updater) begin(ctx context.Context, s store.Subscription, o Options) (*run, error) {
	r := &run{Updater: u, s: s, o: o, items: map[string]store.Item{}, kept: map[string]string{}}
	r.site = &visitor{web: u.Web, name: s.Name, pause: s.Pause, tell: r.tell}
	if s.Scope == store.Local && u.Own != nil {
		r.site.web = u.Own
	}
	items, err := u.Library.Store.Items(ctx, s.ID)
	if err != nil {
		return nil, err
	}
	for _, i := range items {
		r.items[i.Name] = i
	}
	articles, err := u.Library.List(ctx, s.Scope)
	if err != nil {
		return nil, err
	}
	for _, a := range articles {
		r.kept[a.ID] = a.Key
	}
	if s.Kind == store.Folder || !s.Ended.After(s.Begun) && time.Since(s.Begun) < goesOnWithin {
		return r, nil // every run looks at all of a folder
	}
	r.s.Begun = time.Now()
	return r, u.Library.Store.SaveSubscription(ctx, r.s)
}

// soonest is how long to wait before a failed run is tried again.
const soonest = 15 * time.Minute

// end records how a run ended. An interrupted run is left as it is, to be continued.
func (r *run) end(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if r.s.Kind == store.Folder && r.o.News && err == nil && r.Report == (Report{Unchanged: r.Unchanged}) {
		return nil // nothing has changed, so nothing is written
	}
	r.s.Due, r.s.Fault = time.Time{}, ""
	if r.s.Every > 0 {
		r.s.Due = time.Now().Add(r.s.Every)
	}
	var stopped *StoppedError
	if err == nil {
		r.s.Ended = time.Now()
	} else {
		r.s.Fault = err.Error()
	}
	if r.s.Every > 0 && errors.As(err, &stopped) {
		r.s.Due = time.Now().Add(max(soonest, stopped.Wait))
	}
	return errors.Join(err, r.Library.Store.SaveSubscription(ctx, r.s))
}

func (r *run) tell(e Event) {
	if r.o.Tell != nil {
		r.o.Tell(e)
	}
}

// progress reports that another item was looked at.
func (r *run) progress(total int) {
	if r.done++; r.o.Progress != nil {
		r.o.Progress(r.done, max(r.done, total))
	}
}

// over reports whether this run looked at an item before it was interrupted.
func (r *run) over(i store.Item) bool {
	return r.s.Kind != store.Folder && i.Checked.After(r.s.Begun) && i.Fault == ""
}

// save stores items.
func (r *run) save(ctx context.Context, items ...store.Item) error {
	for _, i := range items {
		r.items[i.Name] = i
	}
	return r.Library.Store.SaveItems(ctx, r.s.ID, items...)
}
