package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
)

// lockName is the file in a data directory that the process serving it has locked.
const lockName = "serve.lock"

// Serve is [Lock] for the directory of the file at a place. For a PostgreSQL address, which
// several processes may serve, it does nothing.
func Serve(place string) (unlock func() error, err error) {
	if IsAddress(place) {
		return func() error { return nil }, nil
	}
	return Lock(filepath.Dir(place))
}

// Lock reserves the data directory dir for one process, until unlock is called or the process
// ends in any way. If another process has it, the error is an [*OpenError] of kind [Locked],
// which names that process.
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
	_ = os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o600) // only for the error message of others, so a full disk does not matter
	return lock.Unlock, nil
}

// holder names the process whose number is in a lock file, if it can be read.
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
