package env

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/netip"
	"net/url"
	"os"
	"strings"

	"github.com/joho/godotenv"
)

// A file of variables, NAME=value.
type file struct {
	path      string // as a person calls it; empty where there is none
	named     bool   // by a person, not merely found
	variables map[string]string
}

// maxFile is how many bytes one has at most.
const maxFile = 1 << 20

// readFile reads the file. That one which is merely looked for is not there, or
// is a directory, is no error; any other is a [*FileError].
func readFile(path string, named bool) (file, error) {
	f, err := os.Open(path)
	if err != nil {
		if !named && errors.Is(err, fs.ErrNotExist) {
			return file{}, nil
		}
		return file{}, &FileError{path, plain(err)}
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		if !named {
			return file{}, nil
		}
		return file{}, &FileError{path, errors.New("is a directory")}
	}
	raw, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	switch {
	case err != nil:
		return file{}, &FileError{path, plain(err)}
	case len(raw) > maxFile:
		return file{}, &FileError{path, fmt.Errorf("has more than %d bytes", maxFile)}
	}
	variables, err := godotenv.UnmarshalBytes(raw)
	if err != nil {
		return file{}, &FileError{path, fmt.Errorf("line %d is not NAME=value", badLine(string(raw)))}
	}
	return file{path, named, variables}, nil
}

// A FileError is a file that cannot be read. It never holds a line of it.
type FileError struct {
	Path string
	Err  error
}

func (e *FileError) Error() string { return e.Path + ": " + e.Err.Error() }
func (e *FileError) Unwrap() error { return e.Err }

// plain is the cause of an error of a file, which names the path again.
func plain(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return errors.New(strings.ToLower(at.Err.Error()))
	}
	return err
}

// badLine is the number of the line that cannot be read, as the parser does not
// tell it: the first one after the longest beginning that can be. A value may
// have several lines.
func badLine(text string) int {
	const most = 1000 // each beginning is parsed anew
	bad, n, end := 1, 0, 0
	for line := range strings.Lines(text) {
		n++
		end += len(line)
		if _, err := godotenv.Unmarshal(text[:end]); err == nil {
			bad = n + 1
		}
		if n == most {
			break
		}
	}
	return bad
}

// isLoopback reports an address that is on this machine beyond doubt. A user
// name or password in it is doubt enough.
func isLoopback(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	if strings.EqualFold(u.Hostname(), "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(u.Hostname())
	return err == nil && ip.Zone() == "" && ip.IsLoopback()
}

// Bare is an address without what may be secret in it: only how and where.
func Bare(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "(no address)"
	}
	return u.Scheme + "://" + u.Host
}
