package setup

import (
	"context"
	"fmt"
	"slices"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/library"
	"footnote/library/access"
	"footnote/library/answers"
	"footnote/library/store"
	"footnote/rag/index"
)

// Builtin stands for the built-in article in Settings.Articles.
const Builtin = "built-in"

// A Source is where the articles come from: files, or a library. Everything that reads articles
// uses it.
type Source struct {
	setup   *Setup
	files   []string         // paths, [doc.Stdin] or Builtin; empty for a library
	library *library.Library // nil for files
	scope   store.Scope
	only    string        // names the one article to use; empty means all
	outside bool          // use only the library's unrestricted articles
	fixed   *answers.Page // of the scope, if all its articles are asked; may be nil
}

// Source returns what Settings.Articles names or, if it is empty, the library or, if the local
// library is empty, the built-in article. A library that cannot be read is an error, because
// another article would answer otherwise. The caller closes the source.
func (s *Setup) Source(ctx context.Context) (*Source, error) {
	if len(s.Articles) > 0 {
		return &Source{setup: s, files: s.Articles, only: s.Only}, nil
	}
	scope, err := s.scope()
	if err != nil {
		return nil, err
	}
	l, fixed, err := s.libraryToAsk(ctx, scope)
	switch {
	case err != nil:
		return nil, err
	case l != nil:
		return &Source{setup: s, library: l, scope: scope, only: s.Only, fixed: fixed}, nil
	case scope != store.Local:
		return nil, &Error{Kind: NoArticles, Scope: scope}
	}
	return &Source{setup: s, files: []string{Builtin}, only: s.Only, fixed: fixed}, nil
}

// Close closes the source.
func (o *Source) Close() {
	if o.library != nil {
		o.library.Store.Close()
	}
}

// String describes the source.
func (o *Source) String() string {
	switch {
	case o.library != nil && o.scope == store.Local:
		return "your library"
	case o.library != nil:
		return "the library of " + string(o.scope)
	case len(o.files) == 1 && o.files[0] == Builtin:
		return "the built-in article"
	}
	return "--article"
}

// Articles returns all articles, or the one that Settings.Only names.
func (o *Source) Articles(ctx context.Context) (all []*corpus.Article, err error) {
	if o.library != nil {
		all, err = o.library.Articles(ctx, o.scope)
	} else {
		all, err = o.setup.readFiles(ctx, o.files)
	}
	if err != nil {
		return nil, err
	}
	return o.chosen(ctx, all)
}

// Index returns the index of those articles and the embedder, which is nil if only words are
// matched.
func (o *Source) Index(ctx context.Context) (*index.Index, index.Embedder, error) {
	if o.library == nil {
		articles, err := o.Articles(ctx)
		if err != nil {
			return nil, nil, err
		}
		return o.setup.index(ctx, articles)
	}
	progress := o.setup.Progress("embedding")
	defer progress.End()
	o.library.Embedded = progress.Show
	x, err := o.library.Index(ctx, o.scope)
	if err == nil {
		err = o.renew(ctx, progress.Show)
	}
	if err == nil && o.outside {
		x, err = o.library.Reached(ctx, access.Outside(o.scope))
	}
	if err != nil || o.only == "" {
		return x, o.library.Embedder, err
	}
	one, err := o.chosen(ctx, x.Articles())
	if err != nil {
		return nil, nil, err
	}
	part, err := x.Part(ctx, one[0].ID)
	return part, o.library.Embedder, err
}

// renewedAtOnce is how many articles with vectors of an older version a command that answers
// one question renews. That takes a moment, and a few commands renew a whole library.
const renewedAtOnce = 20

// renew replaces vectors made by an older version of the program. If that fails, the old ones
// are used.
func (o *Source) renew(ctx context.Context, progress func(done, total int)) error {
	most := renewedAtOnce
	if o.setup.RenewAll {
		most = -1
	}
	err := o.library.Renew(ctx, o.scope, most, progress)
	if err == nil || ctx.Err() != nil {
		return err
	}
	o.setup.warn(fmt.Sprintf("vectors of an older version could not be renewed and are used as they are: %v", err))
	return nil
}

// chosen returns the one article to use, or all.
func (o *Source) chosen(ctx context.Context, all []*corpus.Article) ([]*corpus.Article, error) {
	if o.only == "" {
		return all, nil
	}
	identity := func(a *corpus.Article) Identity {
		return Identity{a.ID, a.Title, a.Source, Key(doc.File{Source: a.Source})}
	}
	if o.library != nil {
		var err error
		if identity, err = storedIdentity(ctx, o.library, o.scope); err != nil {
			return nil, err
		}
	}
	one, err := Named(all, identity, o.only)
	return []*corpus.Article{one}, err
}

// storedIdentity returns a function that identifies the articles of a library. Its keys are the
// stored ones: a path may be relative to the folder where the article was added.
func storedIdentity(ctx context.Context, l *library.Library, scope store.Scope) (func(*corpus.Article) Identity, error) {
	stored, err := l.List(ctx, scope)
	if err != nil {
		return nil, err
	}
	keys := make(map[string]string, len(stored))
	for _, s := range stored {
		keys[s.ID] = s.Key
	}
	return func(a *corpus.Article) Identity { return Identity{a.ID, a.Title, a.Source, keys[a.ID]} }, nil
}

// index returns an index of articles and the embedder, which may be nil.
func (s *Setup) index(ctx context.Context, articles []*corpus.Article) (*index.Index, index.Embedder, error) {
	x := index.New(articles)
	embedder, err := s.embed(ctx, x)
	return x, embedder, err
}

// readFiles reads files. It skips repeated texts.
func (s *Setup) readFiles(ctx context.Context, paths []string) ([]*corpus.Article, error) {
	reader, done, err := s.reader()
	if err != nil {
		return nil, err
	}
	defer done()
	var all []*corpus.Article
	for i, path := range paths {
		if path == doc.Stdin && slices.Contains(paths[:i], path) {
			return nil, &Error{Kind: StdinTwice}
		}
		article, err := s.read(ctx, reader, path)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(all, func(b *corpus.Article) bool { return b.ID == article.ID }); i >= 0 {
			s.warn(fmt.Sprintf("%s is the same text as %s; it is read once", path, all[i].Source))
			continue
		}
		all = append(all, article)
	}
	return all, nil
}

func (s *Settings) read(ctx context.Context, reader *corpus.Reader, path string) (*corpus.Article, error) {
	var f doc.File
	var err error
	switch path {
	case Builtin:
		return corpus.Builtin()
	case doc.Stdin:
		f, err = doc.ReadAll(s.Stdin, path)
	default:
		f, err = doc.Open(path)
	}
	if err != nil {
		return nil, err
	}
	return reader.Read(ctx, f)
}
