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

// Folder is where what is kept is, empty where there is no place for it, or where a
// server keeps it.
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

// dataHome is the user's directory for what programs keep, which nothing cleans
// up: that of the XDG Base Directory Specification, or the system's own.
func dataHome() (string, error) {
	switch runtime.GOOS {
	case "windows":
		return os.UserCacheDir() // which is not for caches alone there
	case "darwin", "ios":
		return os.UserConfigDir()
	}
	if home := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(home) {
		return home, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "share"), err
}

// DatabaseName is the file in the folder that everything is kept in.
const DatabaseName = "footnote.db"

// Database is the path of that file or the address of a server, with its password;
// empty where there is no place for it. Where an earlier version kept the file among
// the caches, it is moved.
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

// moveFromCaches moves a database from the user's cache directory, where it was
// once. What belongs to it goes first: a database without its log would lack what
// was written last.
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
		return nil // whoever opens it says so
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
