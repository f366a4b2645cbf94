package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library/store"
)

// maxTries is how often an addition may be begun: one that ends the program
// each time must not do so for ever. Where many processes come and go, more of their
// ends have nothing to do with it.
const maxTries, maxTriesShared = 3, 10

// maxWasted is how long the files of one archive that are no articles may take
// to find out: others wait for their turn.
const maxWasted = time.Minute

// work adds what was promised and ends the promise, unless ctx ends before.
func (l *Library) work(ctx context.Context, a *Addition) {
	working, ok := a.begin(ctx)
	if !ok {
		return
	}
	err := l.add(working, a)
	if ctx.Err() != nil {
		return
	}
	stage := StageDone
	switch {
	case err != nil && errors.Is(context.Cause(working), errCancelled), // not where it was done already
		errors.Is(err, store.ErrNoJob): // another process has cancelled it
		stage, err = StageCancelled, nil
	case err != nil:
		stage = StageFailed
	}
	if finishErr := l.Store.Finish(ctx, a.ID); finishErr != nil {
		l.Log.Warn("an addition cannot be ended", "error", finishErr)
		stage, err = StageFailed, cmp.Or(err, finishErr)
	}
	a.tell(func(p *Progress) { p.Stage, p.Err = stage, err })
	p, _ := a.now()
	l.Log.Info("addition", "stage", string(p.Stage), "articles", len(p.Added), "skipped", len(p.Skipped), "since", time.Since(a.At).Round(time.Millisecond))
}

// add reads the files of an addition, one or those of an db. A panic in
// there ends this one.
func (l *Library) add(ctx context.Context, a *Addition) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			l.Log.Error("panic", "event", "addition", "reason", fmt.Sprint(reason), "stack", string(debug.Stack()))
			err = errors.New("reading it failed")
		}
	}()
	tries, err := l.Store.Begin(ctx, a.ID)
	if err != nil {
		return err
	}
	most := maxTries
	if l.queue.sharing() != nil {
		most = maxTriesShared
	}
	if tries > most {
		return errors.New("reading it ended the program several times")
	}
	f, err := l.file(ctx, a)
	if err != nil {
		return err
	}
	wasted := time.Duration(0)
	one := func(f doc.File, problem error) error {
		began := time.Now()
		if problem == nil {
			problem = l.addOne(ctx, a, f)
		}
		var unfit *doc.Error
		if !errors.As(problem, &unfit) {
			return problem
		}
		a.tell(func(p *Progress) { p.Skipped = append(slices.Clone(p.Skipped), problem) })
		if wasted += time.Since(began); wasted > maxWasted {
			return errors.New("too much of it takes long and is no article")
		}
		return nil
	}
	if err := corpus.Unpack(ctx, f, one); err != nil {
		return err
	}
	p, _ := a.now()
	if len(p.Added) == 0 && len(p.Skipped) > 0 {
		return p.Skipped[0]
	}
	return nil
}

// file is what is to be read: kept since it was promised, or fetched now.
func (l *Library) file(ctx context.Context, a *Addition) (doc.File, error) {
	data, err := l.Store.JobData(ctx, a.ID)
	if err != nil {
		return doc.File{}, err
	}
	if data != nil {
		return doc.File{Name: a.Name, Source: a.Source, Type: a.Type, Charset: a.Charset, Data: data}, nil
	}
	if l.Web == nil {
		return doc.File{}, errors.New("addresses are not fetched here")
	}
	a.tell(func(p *Progress) { p.Stage = StageFetching })
	return l.Web.Fetch(ctx, a.Source)
}

func (l *Library) addOne(ctx context.Context, a *Addition, f doc.File) error {
	a.tell(func(p *Progress) { p.Stage, p.Name, p.Done, p.Total = StageReading, f.Name, 0, 0 })
	added, err := l.Add(ctx, a.Scope, f, Origin{Key: f.Source, By: a.By, Job: a.ID}, func(done, total int) {
		a.tell(func(p *Progress) { p.Done, p.Total = done, total })
	})
	if err != nil {
		return err
	}
	a.tell(func(p *Progress) { p.Added = append(slices.Clone(p.Added), added) })
	return nil
}
