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

// reader reads files of every format; done ends it.
func (s *Setup) reader() (r *corpus.Reader, done func()) {
	p := pdf.New(s.pdfCache())
	p.Prepare = s.CompilePDF
	return &corpus.Reader{PDF: p}, func() { p.Close() }
}

// preparedReader is reader with its PDF engine compiled in the background, before
// there is a PDF. ctx ends that.
func (s *Setup) preparedReader(ctx context.Context) (r *corpus.Reader, done func()) {
	p := pdf.New(s.pdfCache())
	p.Prepare = s.CompilePDF
	var background sync.WaitGroup
	background.Go(func() { _ = p.Ready(ctx) }) // CompilePDF says what fails
	return &corpus.Reader{PDF: p}, func() {
		p.Close()
		background.Wait()
	}
}

// pdfCache is where the compiled PDF engine is kept, empty for nowhere: among the
// user's caches, whatever the data folder is, so that it is compiled once. A
// service may have no such place, only a data folder. The engine is machine code,
// so it is not looked for in a folder that somebody else may have named.
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
