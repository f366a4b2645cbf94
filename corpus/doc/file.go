package doc

import (
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// Stdin is the path that means standard input.
const Stdin = "-"

// A File is a file to read, with what is known about it.
type File struct {
	Name    string // base name; its ending tells the format if Type does not
	Source  string // a path or an address, for display
	Type    string // media type without parameters, if a server named one
	Charset string // character set that the server declared; may be empty
	Data    []byte
}

// ReadAll reads r to its end and returns a file with that source. If it is too large, the error
// is an [*Error].
func ReadAll(r io.Reader, source string) (File, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return File{}, OpenError(source, err)
	}
	if len(raw) > MaxBytes {
		return File{}, TooLarge(source)
	}
	return File{Name: filepath.Base(source), Source: source, Data: raw}, nil
}

// Open reads the file at path. [Stdin] has no special meaning here. If the file is at fault,
// the error is an [*Error].
func Open(path string) (File, error) {
	f, err := os.Open(path)
	if err != nil {
		return File{}, OpenError(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return File{}, OpenError(path, err)
	}
	if info.IsDir() {
		return File{}, &Error{path, "is a directory", "name a file in it"}
	}
	if info.Mode().IsRegular() && info.Size() > MaxBytes {
		return File{}, TooLarge(path)
	}
	return ReadAll(f, path)
}

// Place returns where f came from, as far as that is known.
func (f File) Place() string {
	if f.Source != "" {
		return f.Source
	}
	return f.Name
}

// Ending returns the ending of the name, in lower case and with its dot. The query of an
// address does not belong to the name.
func (f File) Ending() string {
	name := f.Name
	if name == "" {
		name = f.Source
	}
	if u, err := url.Parse(name); err == nil && IsWebAddress(u) {
		name = u.Path
	}
	return strings.ToLower(filepath.Ext(name))
}

// IsWebAddress reports whether u is an HTTP or HTTPS address with a host.
func IsWebAddress(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
