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

// exported is one line of an export.
type exported struct {
	Article *corpus.Article `json:"article"`
	Key     string          `json:"key,omitempty"`
	Added   time.Time       `json:"added"`
	Model   string          `json:"model,omitempty"` // the embedder's, if there are vectors
	Vectors []byte          `json:"vectors,omitempty"`
	Access  string          `json:"access,omitempty"` // who may see it, see [store.Summary]
}

// Export writes the articles of a scope, each as one line of JSON, with the vectors of the
// current embedder.
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
		if !found { // it was removed in the meantime
			continue
		}
		if err := out.Encode(exported{r.Article, r.Key, r.Added, r.Model, r.Vectors, r.Access}); err != nil {
			return written, fmt.Errorf("write the export: %w", err)
		}
		written++
	}
	return written, nil
}

// An ImportError reports an invalid line of an import.
type ImportError struct {
	Line int // from 1
	Err  error
}

func (e *ImportError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }
func (e *ImportError) Unwrap() error { return e.Err }

// maxLine is the maximum length of an imported line in bytes: an article of maximum size,
// escaped, with its vectors.
const maxLine = 256 << 20

// Import adds to a scope what Export wrote, and calls progress after each article. Vectors of
// another embedder are computed anew. On an invalid line Import returns an [*ImportError]; the
// articles before that line stay.
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
			err = errors.New("contains no article")
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

// take adds one exported article.
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
	outcome, err := l.Store.Put(ctx, scope, store.Record{Article: e.Article, Key: e.Key, Added: e.Added, Model: e.Model, Vectors: e.Vectors, Access: e.Access}, 0)
	return Added{e.Article, outcome}, err
}
