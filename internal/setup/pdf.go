package setup

import (
	"context"
	"os"
	"path/filepath"
	"sync"

	"footnote/corpus"
	"footnote/corpus/pdf"
	"footnote/library/store"
)

// reader returns a reader for files of every format. It keeps what it reads from pictures in
// the local library. The caller calls done when finished.
func (s *Setup) reader() (r *corpus.Reader, done func(), err error) {
	r, closePDF, err := plainReader(s)
	if err != nil || !r.Sees() {
		return r, closePDF, err
	}
	late := &lateEye{Eye: r.Eye, setup: s}
	r.Eye = late
	return r, func() {
		closePDF()
		late.close()
	}, nil
}

// plainReader returns a reader for files of every format. The caller calls done when finished.
func plainReader(s *Setup) (r *corpus.Reader, done func(), err error) {
	eye, err := newEye(&s.Settings, s.warn)
	if err != nil {
		return nil, nil, err
	}
	p := pdfReader(s)
	return &corpus.Reader{PDF: p, Eye: eye, SeenMost: s.Vision.Pages}, func() { p.Close() }, nil
}

func pdfReader(s *Setup) *pdf.Reader {
	p := pdf.New(s.pdfCache())
	p.Prepare, p.Font = s.CompilePDF, chineseFont
	return p
}

// preparedReader returns a PDF reader whose engine is compiled in the background, before the
// first PDF arrives. The end of ctx stops the compilation.
func (s *Setup) preparedReader(ctx context.Context) (p *pdf.Reader, done func()) {
	p = pdfReader(s)
	var background sync.WaitGroup
	background.Go(func() { _ = p.Ready(ctx) }) // CompilePDF reports failures
	return p, func() {
		p.Close()
		background.Wait()
	}
}

// pdfCache returns the folder for the compiled PDF engine, or "" if there is none. It is in the
// user's cache directory, whatever the data folder is, so that the engine is compiled once. A
// service may have only a data folder and no cache directory. The engine is machine code, so it
// is not looked for in a folder that somebody else may have named.
func (s *Settings) pdfCache() string {
	if caches, err := os.UserCacheDir(); err == nil {
		folder := filepath.Join(caches, "footnote", "pdf")
		if os.MkdirAll(folder, 0o700) == nil {
			return folder
		}
	}
	if s.Data != "" && !s.Untrusted && !store.IsAddress(s.Data) {
		return filepath.Join(s.Data, "pdf")
	}
	return ""
}
