package setup

import (
	"context"
	"os"
	"time"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library/access"
	"footnote/rag"
	"footnote/rag/index"
)

// A Standing answers from the source of the settings for as long as a program runs. Each
// question sees the articles added and removed until then. Articles that a Discord server
// restricts to channels or roles are left out, because the asker is in no channel and has no
// role. Files are read once. It is safe for concurrent use.
type Standing struct {
	setup   *Setup
	writing *rag.Writing
	done    func()

	lock    chan struct{} // held while the articles are refreshed
	source  *Source       // nil until the first question
	looked  time.Time     // when it was last checked whether there is a library
	kept    *index.Index  // the whole library; nil for files
	version uint64        // of kept, from which index was made
	reached *index.Index  // the unrestricted articles of kept
	index   *index.Index  // the index that answers
	made    index.Embedder
	engine  *rag.Engine
	parts   map[string]*rag.Engine // engines for single articles, by ID
}

const (
	// lookAgain is the shortest time between two checks whether an empty library has articles
	// by now: opening it takes a moment.
	lookAgain = 2 * time.Second
	// maxParts is the maximum number of engines for single articles that are kept.
	maxParts = 32
)

// NewStanding returns a Standing without reading any article yet. It returns an error if the
// settings are invalid. The caller closes it.
func NewStanding(s *Setup) (*Standing, error) {
	if _, err := s.scope(); err != nil {
		return nil, err
	}
	for _, path := range s.Articles {
		if path == Builtin || path == doc.Stdin {
			continue
		}
		if _, err := os.Stat(path); err != nil {
			return nil, doc.OpenError(path, err)
		}
	}
	writing, done, err := s.writing()
	if err != nil {
		return nil, err
	}
	return &Standing{setup: s, writing: writing, done: done, lock: make(chan struct{}, 1)}, nil
}

// Close releases its resources.
func (o *Standing) Close() {
	o.lock <- struct{}{}
	defer func() { <-o.lock }()
	o.drop()
	o.done()
}

// Engine returns an engine for the articles as they are now. With an ID, the engine answers
// from that article alone, and is nil if it does not exist. The first call reads all articles.
func (o *Standing) Engine(ctx context.Context, id string) (*rag.Engine, error) {
	if err := o.acquire(ctx); err != nil {
		return nil, err
	}
	defer func() { <-o.lock }()
	if err := o.refresh(ctx); err != nil {
		return nil, err
	}
	if id == "" {
		return o.engine, nil
	}
	if e := o.parts[id]; e != nil {
		return e, nil
	}
	part, err := o.index.Part(ctx, id)
	if part == nil || err != nil {
		return nil, err
	}
	e, err := o.setup.newEngine(part, o.made, rag.Options{Writing: o.writing})
	if err != nil {
		return nil, err
	}
	if len(o.parts) >= maxParts {
		clear(o.parts)
	}
	o.parts[id] = e.Engine
	return e.Engine, nil
}

// Article returns one of the articles with its text, or nil if it does not exist.
func (o *Standing) Article(ctx context.Context, id string) (*corpus.Article, error) {
	if err := o.acquire(ctx); err != nil {
		return nil, err
	}
	defer func() { <-o.lock }()
	if err := o.refresh(ctx); err != nil {
		return nil, err
	}
	a, found := o.index.Article(id)
	if !found {
		return nil, nil
	}
	return o.index.Whole(ctx, a)
}

func (o *Standing) acquire(ctx context.Context) error {
	select {
	case o.lock <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// refresh brings the articles up to date.
func (o *Standing) refresh(ctx context.Context) error {
	if o.engine != nil && o.source.library == nil && len(o.setup.Articles) == 0 {
		if err := o.lookForLibrary(ctx); err != nil {
			return err
		}
	}
	if o.engine != nil && o.source.library != nil {
		x, err := o.source.library.Index(ctx, o.source.scope)
		if err != nil {
			return err
		}
		if len(x.Articles()) == 0 { // all were removed: another source may answer
			o.drop()
		} else if reached, err := o.source.library.Reached(ctx, access.Outside(o.source.scope)); err != nil {
			return err
		} else if x == o.kept && x.Version() == o.version && reached == o.reached {
			return nil
		}
	} else if o.engine != nil {
		return nil
	}
	return o.load(ctx)
}

// load reads the articles. If it fails, the next question tries again.
func (o *Standing) load(ctx context.Context) (err error) {
	if o.source == nil {
		if o.source, err = o.setup.Source(ctx); err != nil {
			return err
		}
		o.looked, o.source.outside = time.Now(), true
	}
	x, embedder, err := o.source.Index(ctx)
	if err != nil {
		return err
	}
	if o.source.library != nil {
		if o.kept, err = o.source.library.Index(ctx, o.source.scope); err != nil {
			return err
		}
		o.version = o.kept.Version()
		if o.reached, err = o.source.library.Reached(ctx, access.Outside(o.source.scope)); err != nil {
			return err
		}
	}
	with := rag.Options{Writing: o.writing, Fixed: o.source.fixed.Fixed()}
	if o.source.library != nil && o.source.only == "" {
		with.Fixed = o.source.library.Fixed.In(o.source.scope)
	}
	e, err := o.setup.newEngine(x, embedder, with)
	if err != nil {
		return err
	}
	o.index, o.made, o.engine, o.parts = x, embedder, e.Engine, map[string]*rag.Engine{}
	return nil
}

// lookForLibrary checks whether the library, for which the built-in article stands in, has
// articles by now.
func (o *Standing) lookForLibrary(ctx context.Context) error {
	if time.Since(o.looked) < lookAgain {
		return nil
	}
	source, err := o.setup.Source(ctx)
	if err != nil {
		return err
	}
	o.looked = time.Now()
	if source.library == nil {
		source.Close()
		return nil
	}
	o.drop()
	o.source = source
	o.source.outside = true
	return nil
}

// drop closes and forgets the source.
func (o *Standing) drop() {
	if o.source != nil {
		o.source.Close()
	}
	o.source, o.kept, o.reached, o.index, o.engine, o.parts = nil, nil, nil, nil, nil, nil
}
