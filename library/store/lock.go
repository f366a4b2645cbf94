package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
)

// lockName is the file in a data directory that is locked by who serves it.
const lockName = "serve.lock"

// Serve is [Lock] for the folder of the file at a place. What a server keeps several
// programs may serve.
func Serve(place string) (unlock func() error, err error) {
	if IsAddress(place) {
		return func() error { return nil }, nil
	}
	return Lock(filepath.Dir(place))
}

// Lock holds the data directory dir for one program that serves it, until unlock
// or the end of the program, whatever that end is. Where another has it the error
// is an [*OpenError] of kind [Locked], which names its process.
func Lock(dir string) (unlock func() error, err error) {
	path := filepath.Join(dir, lockName)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, explain(path, err)
	}
	lock := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR))
	switch held, err := lock.TryLock(); {
	case err != nil:
		return nil, explain(path, err)
	case !held:
		return nil, &OpenError{path, "another footnote serves this directory" + holder(path), "end it first, or choose another directory", Locked}
	}
	_ = os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o600) // a courtesy to who reads it; a full disk is no reason
	return lock.Unlock, nil
}

// holder names the process that wrote itself into a lock, as far as it can be
// read.
func holder(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	process, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil {
		return ""
	}
	return fmt.Sprintf(" (process %d)", process)
}
