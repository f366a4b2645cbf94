package doc

import (
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// Stdin is the path that stands for standard input.
const Stdin = "-"

// A File is something to read: its bytes, with what is known of them.
type File struct {
	Name    string // base name, whose ending says the format where Type does not
	Source  string // where it came from, as people see it: a path or an address
	Type    string // media type without parameters, where a server named one
	Charset string // character set that the server declared; empty where it did not
	Data    []byte
}

// ReadAll is what r has, as a file of that source.
// What is too large is an [*Error].
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

// Open is the file at path; [Stdin] is not special here.
// What the file itself is to blame for is an [*Error].
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

// Place is where f came from, as well as that is known.
func (f File) Place() string {
	if f.Source != "" {
		return f.Source
	}
	return f.Name
}

// Ending is that of the name, in lower case and with its dot. The query of an
// address is not part of a name.
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

// IsWebAddress reports an address of HTTP or HTTPS with a host.
func IsWebAddress(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
