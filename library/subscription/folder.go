package subscription

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"footnote/corpus/doc"
	"footnote/library/store"
)

// coarse is the coarsest resolution of file times. A file that was written less than this before
// it was looked at may have been written again without a change of its time.
const coarse = 2 * time.Second

// A seen holds what the file system says about a folder.
type seen struct {
	files   []found
	unknown []string // paths that could not be read, with everything below them
}

type found struct {
	doc.File
	size    int64
	written time.Time
}

// folder looks at all files of a folder, and reads those that are new or have changed.
func (r *run) folder(ctx context.Context) error {
	all, err := r.look(ctx)
	if err != nil {
		if len(r.items) > 0 && ctx.Err() == nil {
			r.tell(Event{Outcome: Kept, Item: r.s.Name, Reason: "cannot be read, so no file is taken to be gone"})
		}
		return err
	}
	there := map[string]bool{}
	for _, f := range all.files {
		there[f.Source] = true
		if err := r.file(ctx, f); err != nil {
			return err
		}
		r.progress(len(all.files))
	}
	var missing []store.Item
	for _, i := range r.items {
		if !there[i.Name] && !slices.ContainsFunc(all.unknown, func(path string) bool {
			return i.Name == path || strings.HasPrefix(i.Name, path+string(filepath.Separator))
		}) {
			missing = append(missing, i)
		}
	}
	if len(all.files) == 0 && len(missing) > 0 {
		if !r.o.News {
			r.tell(Event{Outcome: Kept, Item: r.s.Name, Reason: "is empty now, as a disk is that is not mounted, so no file is taken to be gone", Hint: "footnote library remove deletes articles"})
		}
		return nil
	}
	slices.SortFunc(missing, func(a, b store.Item) int { return cmp.Compare(a.Name, b.Name) })
	for _, i := range missing {
		if err := r.vanished(ctx, i, "is not there any more"); err != nil {
			return err
		}
	}
	return nil
}

// look lists the files of the folder, and reports files of kinds that cannot be read.
func (r *run) look(ctx context.Context) (all seen, err error) {
	info, err := os.Stat(r.s.Name)
	switch {
	case err != nil:
		return all, doc.OpenError(r.s.Name, err)
	case !info.IsDir():
		return all, &doc.Error{Source: r.s.Name, Reason: "is not a folder", Hint: "footnote library add adds a file"}
	}
	err = r.Library.Reader.Files().List(ctx, r.s.Name, func(f doc.File, info fs.FileInfo, problem error) error {
		if problem == nil {
			all.files = append(all.files, found{f, info.Size(), info.ModTime()})
			return nil
		}
		if f.Source == r.s.Name {
			return problem
		}
		all.unknown = append(all.unknown, f.Source)
		return r.unread(ctx, f.Source, problem)
	})
	return all, err
}

// unread records why a file was not read.
func (r *run) unread(ctx context.Context, path string, problem error) error {
	var bad *doc.Error
	if !errors.As(problem, &bad) {
		return problem
	}
	i := r.items[path]
	r.leaveOut(bad, i.Fault)
	if i.Fault == bad.Reason {
		return nil
	}
	i.Name, i.Fault = path, bad.Reason
	return r.save(ctx, i)
}

// file reads a file that is new or has changed.
func (r *run) file(ctx context.Context, f found) error {
	i := r.items[f.Source]
	i.Name = f.Source
	if age := time.Since(f.written); age >= 0 && age < r.o.Settle {
		return nil // it may be half written; the next run is soon
	}
	again := len(i.Hash) == 0 || i.Gone != "" || r.o.Again && r.lost(i)
	if !again && i.Size == f.size && i.Written.Equal(f.written) && i.Checked.Sub(f.written) > coarse {
		r.Unchanged++
		return nil
	}
	looked := time.Now()
	sum, err := hashOf(ctx, f.Source)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // the next run notices that it is gone
	}
	if err != nil {
		return r.unread(ctx, f.Source, err)
	}
	i.Size, i.Written, i.Checked, i.Gone = f.size, f.written.UTC(), looked, ""
	if bytes.Equal(sum, i.Hash) && !again {
		if r.Unchanged++; len(i.Articles) > 0 {
			i.Fault = "" // the file is readable again
		}
		return r.save(ctx, i)
	}
	i.Hash = sum
	if err := r.read(ctx, &i, func(take func(doc.File, error) error) error {
		return r.Library.Reader.Files().Gather(ctx, f.Source, take)
	}); err != nil {
		return err
	}
	return r.save(ctx, i)
}

// hashOf returns the SHA-256 of a file.
func hashOf(ctx context.Context, path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, opened(path, err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, &reader{ctx, f}); err != nil {
		return nil, opened(path, err)
	}
	return h.Sum(nil), nil
}

// opened returns errors for a missing file or a cancelled context unchanged, and turns any other
// into a [*doc.Error].
func opened(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, context.Canceled) {
		return err
	}
	return doc.OpenError(path, err)
}

// A reader stops reading when its context ends.
type reader struct {
	ctx context.Context
	io.Reader
}

func (r *reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
