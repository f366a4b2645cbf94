package setup

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/pdf"
)

// A Paper is a file together with the reader that draws its pages if it is a PDF. The file is
// one at a path, or the original kept with an article of the library.
type Paper struct {
	doc.File
	Drawer *pdf.Reader

	setup   *Setup
	article *corpus.Article // of the library; nil for a path
	reader  *corpus.Reader  // for a path
	done    func()
}

// OpenPaper opens the file at a path or, if there is none, the original of the library's
// article with that name. The caller closes it.
func OpenPaper(ctx context.Context, s *Setup, name string) (*Paper, error) {
	f, err := doc.Open(name)
	if _, missing := os.Stat(name); errors.Is(missing, fs.ErrNotExist) {
		p, found, failed := kept(ctx, s, name)
		if found || failed != nil {
			return p, failed
		}
	}
	if err != nil {
		return nil, err
	}
	reader, done, err := s.reader()
	if err != nil {
		return nil, err
	}
	drawer, _ := reader.PDF.(*pdf.Reader)
	return &Paper{f, drawer, s, nil, reader, done}, nil
}

// kept returns the original of the library's article with a name, if there is one.
func kept(ctx context.Context, s *Setup, name string) (p *Paper, found bool, err error) {
	l, err := s.LibraryToRead(ctx, false)
	if l == nil || err != nil {
		return nil, false, err
	}
	defer l.Close()
	all, err := l.Articles(ctx, l.Scope)
	if err != nil {
		return nil, false, err
	}
	identity, err := storedIdentity(ctx, l.Library, l.Scope)
	if err != nil {
		return nil, false, err
	}
	a, err := Named(all, identity, name)
	var unclear *UnclearError
	if errors.As(err, &unclear) && len(unclear.Matches) == 0 {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	if a.PageCount() == 0 {
		return nil, false, &doc.Error{Source: a.Title, Reason: "has no pages that can be shown", Hint: "only the pages of a PDF and pictures can"}
	}
	data, there, err := l.Original(ctx, l.Scope, a.ID)
	if err == nil && !there {
		err = &doc.Error{Source: a.Title, Reason: "was added without its file, so its pages cannot be shown", Hint: "footnote library add --keep-original, with the file, keeps it"}
	}
	if err != nil {
		return nil, false, err
	}
	drawer := pdfReader(s)
	return &Paper{doc.File{Name: a.Title + ".pdf", Source: a.Title, Data: data}, drawer, s, a, nil, func() { drawer.Close() }}, true, nil
}

// Article returns the article that was read from the file.
func (p *Paper) Article(ctx context.Context) (*corpus.Article, error) {
	if p.article != nil {
		return p.article, nil
	}
	return p.reader.Read(ctx, p.File)
}

// Engine returns an engine for that article alone.
func (p *Paper) Engine(ctx context.Context, a *corpus.Article) (*Engine, error) {
	if p.article == nil {
		return p.setup.Engine(ctx, a)
	}
	p.setup.Articles, p.setup.Only = nil, a.ID
	return p.setup.Engine(ctx)
}

// Close releases the file's resources.
func (p *Paper) Close() { p.done() }
