package upkeep

import (
	"context"
	"errors"
	"fmt"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus/fetch"
	"footnote/internal/setup"
	"footnote/library/store"
	"footnote/library/subscription"
)

// A far counts the files and pages of all sources that a command has read.
type far struct {
	done, total  int
	uncounted    int // sources whose total is not known
	files, pages bool
}

// onlyPages reports whether everything that was read came from the web.
func (f far) onlyPages() bool { return f.pages && !f.files }

// An expected is the number of files of a source, if it is known before the source is read.
type expected struct {
	files int
	known bool
}

// Expect counts the files of the sources that will be added, as far as that is possible before
// they are read.
func (r *Runner) Expect(ctx context.Context, sources []string) {
	r.expected = map[string]expected{}
	for _, source := range sources {
		n, known := r.Setup.Count(ctx, source)
		r.expected[setup.SubscriptionName(source)] = expected{n, known}
		r.far.total += n
		if !known {
			r.far.uncounted++
		}
	}
}

// Uncounted sets the number of sources whose files were not counted.
func (r *Runner) Uncounted(sources int) { r.far.uncounted = sources }

// count returns a function to be called with the progress of a subscription. It adds that to the
// progress of all sources.
func (r *Runner) count(name string) func(done, total int) {
	one, before := r.expected[name], 0
	return func(done, total int) {
		r.far.done, before = r.far.done+done-before, done
		r.far.total, one.files = r.far.total+total-one.files, total
		if !one.known {
			r.far.uncounted, one.known = r.far.uncounted-1, true
		}
	}
}

// Files shows how many files of a source have been read. The caller calls next after each file
// and end after the last.
func (r *Runner) Files(source string) (next, end func()) {
	bar := r.Progress(fetch.Redacted(source) + ": reading").Begin()
	one := r.expected[setup.SubscriptionName(source)]
	if one.files > 1 {
		bar.Show(0, one.files)
	}
	r.far.files = true
	done := 0
	return func() {
		done++
		r.far.done++
		if one.known && done > one.files { // an archive in a folder counts once, but has several files
			one.files++
			r.far.total++
		}
		bar.Show(done, one.files)
	}, bar.End
}

// follow shows the progress of a subscription, and of the article that is being embedded. The
// caller calls end when done.
func (r *Runner) follow(s store.Subscription, o *subscription.Options) (bar term.Bar, end func()) {
	bar = r.Progress(fetch.Redacted(s.Name) + ": reading")
	if !o.News { // not one of the repeated looks of a watch
		bar.Begin()
	}
	count := r.count(s.Name)
	r.far.files, r.far.pages = r.far.files || s.Kind == store.Folder, r.far.pages || s.Kind != store.Folder
	var one *term.Bar
	next := func() {
		if one != nil {
			one.End()
			one = nil
		}
	}
	o.Progress = func(done, total int) {
		next()
		count(done, total)
		bar.Show(done, total)
	}
	o.Passages = func(item string, done, total int) {
		if one == nil {
			begun := r.Progress(fetch.Redacted(item) + ": embedding")
			one = &begun
		}
		one.Show(done, total)
	}
	return bar, func() {
		next()
		bar.End()
	}
}

// Kept returns err. If Ctrl-C interrupted the run, it returns a failure that says what has been
// kept.
func (r *Runner) Kept(err error) error {
	if !errors.Is(err, context.Canceled) {
		return err
	}
	if r.far.done == 0 {
		return err
	}
	f := &term.Failure{Status: statusInterrupted, Code: "interrupted", Hint: "what was read is kept; the same command goes on from there"}
	known := r.far.uncounted == 0 && r.far.total > 1
	switch {
	case known && r.far.onlyPages():
		f.Err = fmt.Errorf("interrupted after %d of %d pages", r.far.done, r.far.total)
	case known:
		f.Err = fmt.Errorf("interrupted after %d of %d files", r.far.done, r.far.total)
	case r.far.done == 1 && r.far.onlyPages():
		f.Err = errors.New("interrupted after one page")
	case r.far.done == 1:
		f.Err = errors.New("interrupted after one file")
	case r.far.onlyPages():
		f.Err = fmt.Errorf("interrupted after %d pages", r.far.done)
	default:
		f.Err = fmt.Errorf("interrupted after %d files", r.far.done)
	}
	return f
}

const statusInterrupted = 130
