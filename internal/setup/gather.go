package setup

import (
	"context"
	"path/filepath"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// Gather gives take what a source names: a file, those of a folder or of an
// archive, standard input, or what is at an address. alone says that the source is
// that one file; problem is why one of several cannot be read. An error of take
// ends it and is returned. What the source is to blame for is a
// [*doc.Error] or a [*fetch.Error].
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
	return corpus.Gather(ctx, source, func(f doc.File, problem error) error {
		alone := f.Source == source
		if alone && problem != nil {
			return problem
		}
		return take(f, alone, problem)
	})
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
	return corpus.Unpack(ctx, whole, func(f doc.File, problem error) error {
		return take(f, f.Source == whole.Source && problem == nil, problem)
	})
}

// Key is what a later version of a file takes the place of: the file at the same
// path, from wherever it is named. Standard input is never the same.
func Key(f doc.File) string {
	if f.Source == doc.Stdin {
		return ""
	}
	if path, err := filepath.Abs(f.Source); err == nil {
		return path
	}
	return f.Source
}
