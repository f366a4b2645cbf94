// Package upkeep has the work of commands that keep a library up to date, and their output.
package upkeep

import (
	"context"
	"errors"
	"slices"
	"time"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/internal/setup"
	"footnote/library"
	"footnote/library/store"
	"footnote/library/subscription"
)

// A Runner runs subscriptions for one command.
type Runner struct {
	Setup   *setup.Setup
	Updater *subscription.Updater
	Scope   store.Scope

	Show     func(library.Added) error           // reports an article that was added
	LeaveOut func(source, reason, hint string)   // reports a file that was skipped
	Note     func(format string, args ...any)    // prints a remark
	Line     func(format string, a ...any) error // prints a line of the result; nil if JSON is printed at the end
	Progress func(what string) term.Bar

	Gone   []Gone
	Synced []Synced

	far      far                 // progress of all sources
	expected map[string]expected // by the name of a subscription
}

// Gone is a page or a file that no longer exists, in JSON.
type Gone struct {
	Item    string `json:"item"`
	Reason  string `json:"reason"`
	Removed bool   `json:"removed"` // its articles were removed too
}

// Synced is the report on one page, site or folder, in JSON.
type Synced struct {
	Name string `json:"name"`
	subscription.Report
}

// Begin creates the subscription that a source and the flags call for, and runs it. ok is false
// if the source is only to be added once.
func (r *Runner) Begin(ctx context.Context, source string, w setup.SubscriptionOptions) (s store.Subscription, ok bool, err error) {
	if s, ok, err = r.Setup.Subscription(ctx, source, w); !ok || err != nil {
		return s, ok, err
	}
	s.Scope = r.Scope
	if s, err = r.Updater.Subscribe(ctx, s); err != nil {
		return s, true, err
	}
	err = r.Run(ctx, s, subscription.Options{Again: true})
	if errors.As(err, new(*fetch.Error)) || errors.As(err, new(*doc.Error)) {
		err = errors.Join(err, r.Updater.Forget(ctx, s))
	}
	return s, true, err
}

// Took records the articles that were read from a single address, which may have a
// subscription.
func (r *Runner) Took(ctx context.Context, source string, added []library.Added) error {
	if len(added) == 0 || !setup.IsAddress(source) {
		return nil
	}
	return r.Updater.Took(ctx, r.Scope, source, added)
}

// Run runs a subscription and prints a report.
func (r *Runner) Run(ctx context.Context, s store.Subscription, o subscription.Options) error {
	bar, end := r.follow(s, &o)
	defer end()
	var failed error
	o.Tell = func(e subscription.Event) { failed = errors.Join(failed, r.tell(e)) }
	report, err := r.Updater.Run(ctx, s, o)
	bar.End()
	if err == nil && (!o.News || report.Read+report.Gone+report.Removed > 0) {
		r.Synced = append(r.Synced, Synced{fetch.Redacted(s.Name), report})
		r.Note("%s: %s", fetch.Redacted(s.Name), report)
		if report.Gone > 0 {
			r.Note("the articles of what is gone stay; --prune deletes them")
		}
	}
	return errors.Join(failed, err)
}

// tell prints the outcome for one page or file.
func (r *Runner) tell(e subscription.Event) error {
	switch e.Outcome {
	case subscription.Read:
		return r.Show(*e.Added)
	case subscription.Gone, subscription.Removed:
		item := fetch.Redacted(e.Item)
		r.Gone = append(r.Gone, Gone{item, e.Reason, e.Outcome == subscription.Removed})
		if r.Line == nil {
			return nil
		}
		return r.Line("%s  %s  %s", e.Outcome, item, e.Reason)
	case subscription.LeftOut, subscription.Failed:
		r.LeaveOut(e.Item, e.Reason, e.Hint)
		return nil
	}
	if r.Note("%s %s", e.Item, e.Reason); e.Hint != "" {
		r.Note("%s", e.Hint)
	}
	return nil
}

const (
	// settle is how long a watched file must not be written before it is read.
	settle = time.Second
	// lookEvery is the time between two scans of a small folder. A large or remote folder is
	// scanned less often.
	lookEvery = 2 * time.Second
	share     = 10 // scanning takes at most a tenth of the time
)

// Watch reads changes in folders until it is interrupted. problem handles errors that concern
// one folder alone and may return them; an error that it returns ends the watch.
func (r *Runner) Watch(ctx context.Context, folders []store.Subscription, problem func(error) error) error {
	r.Note("watching; Ctrl-C ends it")
	for {
		began := time.Now()
		for _, s := range folders {
			err := r.Run(ctx, s, subscription.Options{News: true, Settle: settle})
			if ctx.Err() != nil {
				return nil
			}
			if err = problem(err); err != nil {
				return err
			}
		}
		select {
		case <-time.After(max(lookEvery, share*time.Since(began))):
		case <-ctx.Done():
			return nil
		}
	}
}

// An UnknownError means that no subscription has that name.
type UnknownError struct{ Name string }

func (e *UnknownError) Error() string { return e.Name + " is not kept up to date" }

// Named returns the subscriptions with those names, or all if there are no names. With begin, a
// folder without a subscription gets one; any other unknown name is an [*UnknownError].
func (r *Runner) Named(ctx context.Context, names []string, begin bool) (chosen []store.Subscription, err error) {
	all, err := r.Updater.Library.Store.Subscriptions(ctx, r.Scope)
	if err != nil || len(names) == 0 {
		return all, err
	}
	for _, name := range names {
		i := slices.IndexFunc(all, func(s store.Subscription) bool { return s.Name == setup.SubscriptionName(name) })
		switch {
		case i >= 0:
			chosen = append(chosen, all[i])
			continue
		case !begin || setup.IsAddress(name):
			return nil, &UnknownError{name}
		}
		s, _, err := r.Setup.Subscription(ctx, name, setup.SubscriptionOptions{Watch: true})
		if err != nil {
			return nil, err
		}
		s.Scope = r.Scope
		if s, err = r.Updater.Subscribe(ctx, s); err != nil {
			return nil, err
		}
		chosen = append(chosen, s)
	}
	return chosen, nil
}

// Stop ends a subscription. Its articles stay.
func (r *Runner) Stop(ctx context.Context, s store.Subscription) error {
	_, err := r.Updater.Library.Store.Unsubscribe(ctx, s.Scope, s.Name)
	if err == nil {
		r.Note("%s is no longer kept up to date; its articles stay", fetch.Redacted(s.Name))
	}
	return err
}

// Subscription is a subscription of the library, in JSON.
type Subscription struct {
	Name  string    `json:"name"`
	Kind  string    `json:"kind"`
	Every string    `json:"every,omitempty"`
	Due   time.Time `json:"due,omitzero"`
	Last  time.Time `json:"last,omitzero"`
	Fault string    `json:"fault,omitempty"`
}

// List returns the subscriptions for JSON output. If Line is set, it prints them for people.
func (r *Runner) List(all []store.Subscription) (listed []Subscription, err error) {
	listed = []Subscription{}
	for _, s := range all {
		one := Subscription{fetch.Redacted(s.Name), string(s.Kind), "", s.Due, s.Ended, s.Fault}
		if s.Every > 0 {
			one.Every = s.Every.String()
		}
		if listed = append(listed, one); r.Line == nil {
			continue
		}
		format, told := "%s  %s", []any{one.Kind, one.Name}
		if one.Every != "" {
			format, told = format+"  every %s", append(told, one.Every)
		}
		if s.Fault != "" {
			format, told = format+"  %s", append(told, s.Fault)
		}
		if err := r.Line(format, told...); err != nil {
			return nil, err
		}
	}
	return listed, nil
}
