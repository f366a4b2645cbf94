package corpus

import (
	"context"
	"io"
	"os"
	"path/filepath"
)

// A File is something to read: its bytes, with what is known of them.
type File struct {
	Name    string // base name, whose ending says the format where Type does not
	Source  string // where it came from, as people see it: a path or an address
	Type    string // media type without parameters, where a server named one
	Charset string // character set that the server declared; empty where it did not
	Data    []byte
}

// ReadAll is what r has, as a file of that source.
// What is too large is a [*ReadError].
func ReadAll(r io.Reader, source string) (File, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return File{}, openError(source, err)
	}
	if len(raw) > MaxBytes {
		return File{}, tooLarge(source)
	}
	return File{Name: filepath.Base(source), Source: source, Data: raw}, nil
}

// Open is the file at path; [Stdin] is not special here.
// What the file itself is to blame for is a [*ReadError].
func Open(path string) (File, error) {
	f, err := os.Open(path)
	if err != nil {
		return File{}, openError(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return File{}, openError(path, err)
	}
	if info.IsDir() {
		return File{}, &ReadError{path, "is a directory", "name a file in it"}
	}
	if info.Mode().IsRegular() && info.Size() > MaxBytes {
		return File{}, tooLarge(path)
	}
	return ReadAll(f, path)
}

// A Reader reads files of every format. The zero value reads all but PDF.
type Reader struct {
	PDF Paginator // nil: a PDF is a [*ReadError]
}

// A Paginator takes the text out of a PDF. It is safe for concurrent use.
type Paginator interface {
	// Paginate returns the text of each page, in order, with "\n" line ends.
	// What the file is to blame for is a [*ReadError] with an empty Source.
	Paginate(ctx context.Context, pdf []byte) (Paginated, error)
}

// A Paginated document is text page by page.
type Paginated struct {
	Title, Author string   // as the file names them; empty where it does not
	Published     string   // 2006-01-02, or empty
	Pages         []string // "\n" ends a paragraph; one that does not end with it may go on with the next
}
