package store

import (
	"errors"
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
