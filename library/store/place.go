package store

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// draftOf creates an empty file beside path, to be renamed to it later.
func draftOf(path string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new-*")
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// publish renames a draft to path. If path exists already, the error is fs.ErrExist.
func publish(draft, path string) error {
	err := os.Link(draft, path)
	switch {
	case err == nil:
		err = os.Remove(draft)
	case errors.Is(err, fs.ErrExist):
		return err
	default: // a disk without links: reserve the name first, then rename
		var f *os.File
		if f, err = os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600); err != nil {
			return err
		}
		err = errors.Join(f.Close(), os.Rename(draft, path))
	}
	if err != nil {
		return err
	}
	return syncFolder(path)
}

// WriteNew writes a file that does not exist yet: beside path first, and under its name once it is
// whole and would survive a loss of power. If path exists, it is left alone, and the error is
// fs.ErrExist. After any error, nothing is left.
func WriteNew(path string, write func(io.Writer) error) error {
	if size(path) >= 0 {
		return fmt.Errorf("%s: %w", path, fs.ErrExist)
	}
	draft, err := draftOf(path)
	if err != nil {
		return explain(path, err)
	}
	defer os.Remove(draft) // fails harmlessly once the draft has been published
	f, err := os.OpenFile(draft, os.O_WRONLY, 0)
	if err != nil {
		return explain(path, err)
	}
	buffered := bufio.NewWriter(explainedWriter{f, path})
	if err = write(buffered); err == nil {
		err = buffered.Flush()
	}
	if err == nil {
		err = explain(path, f.Sync())
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return explain(path, publish(draft, path))
}

// An explainedWriter writes the draft of a file, and explains errors as those of the file.
type explainedWriter struct {
	draft io.Writer
	path  string
}

func (w explainedWriter) Write(p []byte) (int, error) {
	n, err := w.draft.Write(p)
	return n, explain(w.path, err)
}

// syncFile waits until the contents of a file would survive a loss of power.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder does the same for the names in the directory of path.
func syncFolder(path string) error {
	f, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// size returns the size of the file at path in bytes, or -1 if there is none.
func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return -1
	}
	return info.Size()
}
