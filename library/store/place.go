package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// draftOf makes an empty file beside path, which is to take its place.
func draftOf(path string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".new-*")
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// publish gives a draft its name. The error is fs.ErrExist where something has
// that name already.
func publish(draft, path string) error {
	err := os.Link(draft, path)
	switch {
	case err == nil:
		err = os.Remove(draft)
	case errors.Is(err, fs.ErrExist):
		return err
	default: // a disk without links: the name is taken first, then filled
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

// syncFile waits until what is in a file would survive a loss of power.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder does the same for the names in the folder of path.
func syncFolder(path string) error {
	f, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// size is that of the file at path, -1 where there is none.
func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return -1
	}
	return info.Size()
}
