package setup

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"footnote/corpus/doc"
)

// Gather calls take with each file that a source names: a file, the files of a folder or an
// archive, standard input, or the document at an address. alone says that the source is a
// single file; problem says why one of several files cannot be read. An error of take ends the
// run and is returned. If the source itself is at fault, the error is a [*doc.Error] or a
// [*fetch.Error].
func (s *Settings) Gather(ctx context.Context, source string, take func(f doc.File, alone bool, problem error) error) error {
	switch {
	case source == doc.Stdin:
		f, err := doc.ReadAll(s.Stdin, source)
		if err != nil {
			return err
		}
		return take(f, true, nil)
	case IsAddress(source):
		return s.fetch(ctx, source, take)
	}
	return filesOf(s).Gather(ctx, source, func(f doc.File, problem error) error {
		alone := f.Source == source
		if alone && problem != nil {
			return problem
		}
		return take(f, alone, problem)
	})
}

// Count returns how many files Gather will pass on for a source, counting an archive in a folder
// as one. known is false if that shows only when the source is read, as for an address or an
// archive.
func (s *Settings) Count(ctx context.Context, source string) (files int, known bool) {
	switch info, err := os.Stat(source); {
	case source == doc.Stdin:
		return 1, true
	case IsAddress(source):
		return 0, false
	case err != nil:
		return 0, true
	case !info.IsDir():
		return 1, !strings.EqualFold(filepath.Ext(source), ".zip")
	}
	// Errors are reported when the folder is read.
	_ = filesOf(s).List(ctx, source, func(doc.File, fs.FileInfo, error) error {
		files++
		return nil
	})
	return files, true
}

func (s *Settings) fetch(ctx context.Context, address string, take func(f doc.File, alone bool, problem error) error) error {
	web, err := s.OwnWeb()
	if err != nil {
		return err
	}
	defer web.Close()
	whole, err := web.Fetch(ctx, address)
	if err != nil {
		return err
	}
	return filesOf(s).Unpack(ctx, whole, func(f doc.File, problem error) error {
		return take(f, f.Source == whole.Source && problem == nil, problem)
	})
}

// Key returns the key by which a later version of a file replaces an earlier one: its absolute
// path. Standard input has no key.
func Key(f doc.File) string {
	if f.Source == doc.Stdin {
		return ""
	}
	if path, err := filepath.Abs(f.Source); err == nil {
		return path
	}
	return f.Source
}
