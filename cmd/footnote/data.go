package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"footnote/corpus/fetch"
)

// folder is where what is kept is, empty where there is no place for it.
func (a *app) folder() string {
	if a.Data != "" {
		return a.Data
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

const databaseName = "footnote.db"

// database is the file that everything is kept in; empty where there is no
// place for it. Where an earlier version kept it among the caches, it is moved.
func (a *app) database() string {
	folder := a.folder()
	if folder == "" {
		return ""
	}
	path := filepath.Join(folder, databaseName)
	if a.Data == "" {
		a.moveOld(path)
	}
	return path
}

// moveOld moves a database from the user's cache directory, where it was once.
// What belongs to it goes first: a database without its log would lack what was
// written last.
func (a *app) moveOld(path string) {
	caches, err := os.UserCacheDir()
	if err != nil {
		return
	}
	old := filepath.Join(caches, "footnote", databaseName)
	if exists(path) || !exists(old) {
		return
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return // whoever opens it says so
	}
	for _, companion := range []string{"-wal", "-shm", ""} {
		if err := os.Rename(old+companion, path+companion); err != nil && !errors.Is(err, fs.ErrNotExist) {
			a.note("%s could not be moved to %s: %v", old, path, err)
			return
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// agent is how the program calls itself to servers.
func (a *app) agent() string {
	name := "Footnote/" + strings.Trim(programVersion(), "()")
	if a.Contact != "" {
		name += " (+" + a.Contact + ")"
	}
	return name
}

// web fetches addresses of the network.
func (a *app) web() (*fetch.Fetcher, error) { return fetch.New(fetch.Options{UserAgent: a.agent()}) }
