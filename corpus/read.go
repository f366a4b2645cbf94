package corpus

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// MaxBytes is the largest file that is read: about five million Chinese
// characters, far more than one article.
const MaxBytes = 16 << 20

// Stdin is the path that stands for standard input.
const Stdin = "-"

// A ReadError says why a file is not an article.
type ReadError struct {
	Source string // path, or "standard input"
	Reason string // what is wrong, with its position where it has one
	Hint   string // what to do about it; may be empty
}

func (e *ReadError) Error() string { return e.Source + ": " + e.Reason }

//go:embed article.txt
var builtin []byte

// Builtin is the article that comes with the program.
func Builtin() (*Article, error) {
	return Read(bytes.NewReader(builtin), "built-in")
}

// ReadFile reads the article in the file at path; [Stdin] is not special here.
// What the file itself is to blame for is a [*ReadError].
func ReadFile(path string) (*Article, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, openError(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, openError(path, err)
	}
	if info.IsDir() {
		return nil, &ReadError{path, "is a directory", "name a file in it"}
	}
	if info.Mode().IsRegular() && info.Size() > MaxBytes {
		return nil, tooLarge(path)
	}
	return Read(f, path)
}

func openError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &ReadError{path, "no such file", "check the path; it is relative to the directory you are in"}
	case errors.Is(err, fs.ErrPermission):
		return &ReadError{path, "permission denied", "make the file readable for this user"}
	case errors.Is(err, syscall.EISDIR):
		return &ReadError{path, "is a directory", "name a file in it"}
	}
	var inner *fs.PathError
	if errors.As(err, &inner) {
		err = inner.Err
	}
	return &ReadError{Source: path, Reason: err.Error()}
}

func tooLarge(source string) error {
	return &ReadError{source, fmt.Sprintf("is larger than %d MiB", MaxBytes>>20), "split it into several articles"}
}

// Read reads an article from r. The ending of source (.md, .html, …) says what
// format it has; without one the text itself tells.
// What the text itself is to blame for is a [*ReadError].
func Read(r io.Reader, source string) (*Article, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, openError(source, err)
	}
	a, err := parse(raw, source)
	var bad *ReadError
	if errors.As(err, &bad) && bad.Source == "" {
		bad.Source = source
	}
	return a, err
}

func parse(raw []byte, source string) (*Article, error) {
	if len(raw) > MaxBytes {
		return nil, tooLarge(source)
	}
	if len(raw) == 0 {
		return nil, &ReadError{source, "is empty", ""}
	}
	if kind := foreign(raw); kind != "" {
		return nil, &ReadError{source, "is " + kind + ", not text", "save it as plain text, Markdown or HTML"}
	}
	format := formatOf(source, raw)
	text, err := decode(raw, format.declared(raw))
	if err != nil {
		return nil, err
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	doc, err := format.parse(text)
	if err != nil {
		return nil, err
	}
	return build(doc, source)
}

// foreign names the kind of file that raw is, where that is certain and it is
// not text. Files it does not know are told by their bytes in decode.
func foreign(raw []byte) string {
	kind, _, _ := strings.Cut(http.DetectContentType(raw), ";")
	switch {
	case kind == "application/pdf":
		return "a PDF"
	case kind == "application/zip":
		return "a zip archive (DOCX and EPUB are, too)"
	case strings.HasPrefix(kind, "text/"), kind == "application/octet-stream":
		return ""
	}
	return "a file of type " + kind
}

// build repairs and splits a parsed document.
func build(doc document, source string) (*Article, error) {
	a := &Article{Source: source}
	doubtful, err := repair(&doc, a)
	if err != nil {
		return nil, err
	}
	doc.outline()
	a.Title = doc.title
	a.Repairs.Punctuation = widenPunctuation(doc.blocks)
	layout := doc.assemble(a)
	if strings.TrimSpace(a.Text) == "" {
		return nil, &ReadError{source, "holds nothing but white space", ""}
	}
	if err := a.split(layout); err != nil {
		return nil, err
	}
	a.inspect(doubtful)
	if len(a.Passages) == 0 {
		return nil, &ReadError{source, "holds headings but no text", ""}
	}
	if a.Title == "" {
		a.Title = titleFromSource(source)
	}
	a.ID = idOf(a.Text)
	return a, nil
}

func titleFromSource(source string) string {
	if source == Stdin {
		return "standard input"
	}
	base := filepath.Base(source)
	return strings.TrimSuffix(base, filepath.Ext(base))
}
