package library

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"footnote/corpus"
	"footnote/library/store"
)

// exported is a line of an export.
type exported struct {
	Article *corpus.Article `json:"article"`
	Key     string          `json:"key,omitempty"`
	Added   time.Time       `json:"added"`
	Model   string          `json:"model,omitempty"` // that made the vectors
	Vectors []byte          `json:"vectors,omitempty"`
}

// Export writes the articles of a scope, each as a line of JSON, with the
// vectors of the embedder that is set up.
func (l *Library) Export(ctx context.Context, scope store.Scope, w io.Writer) (written int, err error) {
	all, err := l.List(ctx, scope)
	if err != nil {
		return 0, err
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for _, s := range all {
		r, found, err := l.Store.Article(ctx, scope, s.ID, l.model())
		if err != nil {
			return written, err
		}
		if !found { // it was removed meanwhile
			continue
		}
		if err := out.Encode(exported{r.Article, r.Key, r.Added, r.Model, r.Vectors}); err != nil {
			return written, fmt.Errorf("write the export: %w", err)
		}
		written++
	}
	return written, nil
}

// An ImportError says what is wrong with a line of an import.
type ImportError struct {
	Line int // from 1
	Err  error
}

func (e *ImportError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }
func (e *ImportError) Unwrap() error { return e.Err }

// maxLine is the longest line of an import: an article of the largest size,
// escaped, with its vectors.
const maxLine = 256 << 20

// Import keeps what Export wrote in a scope, each article by itself, and tells
// progress of each. Vectors of another embedder are made anew. A line that is
// none is an [*ImportError]; those before it are kept.
func (l *Library) Import(ctx context.Context, scope store.Scope, r io.Reader, progress func(Added)) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	for n := 1; lines.Scan(); n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		var e exported
		err := json.Unmarshal(lines.Bytes(), &e)
		if err == nil && e.Article == nil {
			err = errors.New("holds no article")
		}
		if err == nil {
			err = e.Article.Check()
		}
		if err != nil {
			return &ImportError{n, err}
		}
		added, err := l.take(ctx, scope, e)
		if err != nil {
			return &ImportError{n, err}
		}
		progress(added)
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read the import: %w", err)
	}
	return nil
}

// take keeps an article that was exported.
func (l *Library) take(ctx context.Context, scope store.Scope, e exported) (Added, error) {
	old, err := l.admit(ctx, scope, e.Article, e.Key)
	if err != nil {
		return Added{}, err
	}
	if e.Model != l.model() || len(e.Vectors) == 0 {
		v, err := l.embed(ctx, scope, e.Article, old, nil)
		if err != nil {
			return Added{}, err
		}
		e.Model, e.Vectors = v.Model, v.Data
	}
	outcome, err := l.Store.Put(ctx, scope, store.Record{Article: e.Article, Key: e.Key, Added: e.Added, Model: e.Model, Vectors: e.Vectors}, 0)
	return Added{e.Article, outcome}, err
}
