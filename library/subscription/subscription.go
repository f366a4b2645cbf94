// Package subscription keeps a library up to date with pages, web sites and folders:
// what is new is added, what has changed takes the place of the old, and what is gone
// is told of, and deleted only where that was asked for.
//
// What was looked at is kept item by item, so that a run that broke off goes on, and
// that only what has changed is read anew.
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

// A Web gets what is at addresses. It is safe for concurrent use.
type Web interface {
	Get(ctx context.Context, r fetch.Request) (fetch.Page, error)
	// Pause is how long the site of an address asks to wait between two requests.
	Pause(address string) time.Duration
}

// An Updater keeps the scopes of a library up to date. It is safe for concurrent use.
type Updater struct {
	Library *library.Library
	Web     Web          // for the scopes of Discord; nil takes no addresses
	Own     Web          // for the command line's own scope; nil is Web
	Log     *slog.Logger // of what is done by itself; must be there for that
}

// Options are those of one run.
type Options struct {
	Prune bool // deletes the articles of what is gone, also where the subscription does not
	Again bool // reads once more what was read and is no longer in the library, or could not be read
	News  bool // tells only of what was not told of before
	// Settle leaves files for the next run that were written so shortly ago.
	Settle time.Duration

	Progress func(done, total int) // may be nil
	Tell     func(Event)           // may be nil
}

// An Event is what came of one page or file.
type Event struct {
	Outcome Outcome
	Item    string         // its address or path
	Added   *library.Added // the article, where there is one
	Reason  string         // of the others, in words that follow the item
	Hint    string         // what to do about it; may be empty
}

// An Outcome is what came of a page or file.
type Outcome string

// The outcomes.
const (
	Read    Outcome = "read"     // it was new or has changed; Added says what came of it
	Gone    Outcome = "gone"     // its article stays
	Removed Outcome = "removed"  // it is gone, and so is its article
	LeftOut Outcome = "left out" // it is no article, or may not be read; one read before stays
	Failed  Outcome = "failed"   // it could not be got now; the next run tries again
	Waiting Outcome = "waiting"  // its site asks to come back later
	Kept    Outcome = "kept"     // nothing is taken to be gone, and why
)

// A Report counts what came of a run.
type Report struct {
	Read      int `json:"read"`      // pages and files that were read, as they are new or have changed
	Unchanged int `json:"unchanged"` // those that are as they were
	Gone      int `json:"gone"`
	Removed   int `json:"removed"`
	LeftOut   int `json:"left_out"`
	Failed    int `json:"failed"`
}

// String is the counts that are not 0, and the first two.
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

// A StoppedError is that a run did not come to its end, but the next one goes on.
type StoppedError struct {
	Name string // of the subscription
	Err  error
	Wait time.Duration // until then a run is of no use; 0 is not known
}

// Error says why. It hides that this was about one address: it ends the run.
func (e *StoppedError) Error() string { return e.Err.Error() + "; nothing more is asked for now" }

// goesOnWithin is how old a run that broke off may be for the next one to go on with it.
const goesOnWithin = 24 * time.Hour

// Run looks at all items of a subscription and reads what is new or has changed. A run
// that broke off before is gone on with. The error is a [*StoppedError] where a later one
// may do better, a [*fetch.Error] or a [*doc.Error] where the whole cannot be read, or one
// of the library; until then, everything is kept.
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

// A run is one run of a subscription.
type run struct {
	*Updater
	Report
	s     store.Subscription
	o     Options
	items map[string]store.Item
	kept  map[string]string // keys of the articles of the scope, by their ids
	users users
	site  *visitor
	done  int // items that were looked at
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
		return r, nil // a folder is looked at whole each time
	}
	r.s.Begun = time.Now()
	return r, u.Library.Store.SaveSubscription(ctx, r.s)
}

// soonest is how long a run that failed is not tried again by itself.
const soonest = 15 * time.Minute

// end keeps how a run ended. One that was interrupted stays as it is, and goes on.
func (r *run) end(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if r.s.Kind == store.Folder && r.o.News && err == nil && r.Report == (Report{Unchanged: r.Unchanged}) {
		return nil // nothing to write, each time anew
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

// progress tells that one item more was looked at.
func (r *run) progress(total int) {
	if r.done++; r.o.Progress != nil {
		r.o.Progress(r.done, max(r.done, total))
	}
}

// over reports that this run has looked at an item already, before it broke off.
func (r *run) over(i store.Item) bool {
	return r.s.Kind != store.Folder && i.Checked.After(r.s.Begun) && i.Fault == ""
}

// save keeps items.
func (r *run) save(ctx context.Context, items ...store.Item) error {
	for _, i := range items {
		r.items[i.Name] = i
	}
	return r.Library.Store.SaveItems(ctx, r.s.ID, items...)
}
