package corpus

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"unicode/utf8"
)

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

// Read reads an article from r, but no PDF. The ending of source (.md, .docx, …)
// says what format it has; without one the text itself tells.
// What the text itself is to blame for is a [*ReadError].
func Read(r io.Reader, source string) (*Article, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, openError(source, err)
	}
	return new(Reader).Read(context.Background(), File{Source: source, Data: raw})
}

// build repairs and splits a parsed document.
func build(doc document, source string) (*Article, error) {
	a := &Article{Source: source}
	var lexicon lexicon
	doubtful, err := repair(&doc, a, &lexicon)
	if err != nil {
		return nil, err
	}
	doc.outline()
	a.Title = doc.title
	a.Author, a.Published = oneLine(doc.author), oneLine(doc.published)
	a.Repairs.Punctuation = widenPunctuation(doc.blocks)
	layout := doc.assemble(a)
	if strings.TrimSpace(a.Text) == "" {
		return nil, &ReadError{Reason: "holds nothing but white space"}
	}
	if err := a.split(layout, &lexicon); err != nil {
		return nil, err
	}
	a.inspect(doubtful)
	if len(a.Passages) == 0 {
		return nil, &ReadError{Reason: "holds headings but no text"}
	}
	if a.Title == "" {
		a.Title = titleFromSource(source)
	}
	a.ID = idOf(a.Text)
	return a, nil
}

// maxLine bounds what a file says of itself. What is longer is no name and no
// date.
const maxLine = 200

// oneLine is what a file says of itself, fit to be shown: without breaks and
// without what nobody sees. It is empty where it is no line.
func oneLine(s string) string {
	if len(s) > 8*maxLine {
		return ""
	}
	s, _ = removeInvisible(strings.Join(strings.Fields(s), " "))
	if utf8.RuneCountInString(s) > maxLine {
		return ""
	}
	return s
}

func titleFromSource(source string) string {
	if source == Stdin {
		return "standard input"
	}
	base := filepath.Base(source)
	return strings.TrimSuffix(base, filepath.Ext(base))
}
