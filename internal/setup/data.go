package setup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"footnote/library/store"
)

// Folder returns the data folder. It is empty if a database server keeps the data, or if there
// is no suitable place.
func (s *Settings) Folder() string {
	if store.IsAddress(s.Data) {
		return ""
	}
	if s.Data != "" {
		return s.Data
	}
	data, err := dataHome()
	if err != nil {
		return ""
	}
	return filepath.Join(data, "footnote")
}

// dataHome returns the user's directory for persistent program data: that of the XDG Base
// Directory Specification, or the system's equivalent.
func dataHome() (string, error) {
	switch runtime.GOOS {
	case "windows":
		return os.UserCacheDir() // on Windows it is not only for caches
	case "darwin", "ios":
		return os.UserConfigDir()
	}
	if home := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(home) {
		return home, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "share"), err
}

// DatabaseName is the name of the database file in the data folder.
const DatabaseName = "footnote.db"

// Database returns the path of the database file, or the address of a database server with its
// password. It is empty if there is no suitable place. A file that an earlier version kept in
// the cache directory is moved.
func (s *Setup) Database() string {
	if store.IsAddress(s.Data) {
		return s.Data
	}
	folder := s.Folder()
	if folder == "" {
		return ""
	}
	path := filepath.Join(folder, DatabaseName)
	if s.Data == "" {
		if err := moveFromCaches(path); err != nil {
			s.warn(err.Error())
		}
	}
	return path
}

// moveFromCaches moves a database from the user's cache directory, where earlier versions kept
// it. It moves the accompanying files first: without its write-ahead log, a database would lack
// the latest changes.
func moveFromCaches(path string) error {
	caches, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	old := filepath.Join(caches, "footnote", DatabaseName)
	if exists(path) || !exists(old) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil // opening the database will fail and report it
	}
	for _, companion := range []string{"-wal", "-shm", ""} {
		if err := os.Rename(old+companion, path+companion); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s could not be moved to %s: %w", old, path, err)
		}
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
