package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"time"

	"footnote/corpus/doc"
	"footnote/library/store"
)

// maxTries is how often an addition may be started, so that one that crashes the program does not
// do so for ever. With several processes more tries are allowed, because processes that come and
// go interrupt additions without a crash.
const maxTries, maxTriesShared = 3, 10

// maxWasted is how much time may be spent on files of one archive that turn out not to be
// articles, because other additions wait.
const maxWasted = time.Minute

// work does an addition and deletes its job, unless ctx ends first.
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
	case err != nil && errors.Is(context.Cause(working), errCancelled), // but not if the work was done before
		errors.Is(err, store.ErrNoJob): // another process has cancelled it
		stage, err = StageCancelled, nil
	case err != nil:
		stage = StageFailed
	}
	if finishErr := l.Store.Finish(ctx, a.ID); finishErr != nil {
		l.Log.WarnContext(ctx, "an addition cannot be ended", "error", finishErr)
		stage, err = StageFailed, cmp.Or(err, finishErr)
	}
	a.tell(func(p *Progress) { p.Stage, p.Err = stage, err })
	p, _ := a.now()
	took := time.Since(a.At)
	l.told(func(o Observer) { o.Added(string(p.Stage), took) })
	entry := []any{"job", a.ID, "message", a.Message, "stage", string(p.Stage), "articles", len(p.Added), "skipped", len(p.Skipped), "since", took.Round(time.Millisecond)}
	level := slog.LevelInfo
	if p.Err != nil {
		entry = append(entry, "error", p.Err)
		if _, ours := errors.AsType[*store.OpenError](p.Err); ours { // the store is at fault, not the file
			level = slog.LevelWarn
		}
	}
	l.Log.Log(ctx, level, "addition", entry...)
}

// add reads the file of an addition, or the files of an archive. A panic ends this addition
// alone.
func (l *Library) add(ctx context.Context, a *Addition) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			l.Log.ErrorContext(ctx, "panic", "event", "addition", "reason", fmt.Sprint(reason), "stack", string(debug.Stack()))
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
	if err := l.Reader.Files().Unpack(ctx, f, one); err != nil {
		return err
	}
	p, _ := a.now()
	if len(p.Added) == 0 && len(p.Skipped) > 0 {
		return p.Skipped[0]
	}
	return nil
}

// file returns the file to read: the one stored with the job, or one fetched from its address.
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
	a.tell(func(p *Progress) {
		p.Stage, p.Name, p.Done, p.Total, p.Page, p.Pages = StageReading, f.Name, 0, 0, 0, 0
	})
	seeing := func(page, of int) { a.tell(func(p *Progress) { p.Page, p.Pages = page, of }) }
	added, err := l.Add(ctx, a.Scope, f, Origin{Key: f.Source, By: a.By, Job: a.ID, Seeing: seeing}, func(done, total int) {
		a.tell(func(p *Progress) { p.Done, p.Total = done, total })
	})
	if err != nil {
		return err
	}
	a.tell(func(p *Progress) { p.Added = append(slices.Clone(p.Added), added) })
	return nil
}
