package doc

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
)

// An Error says why a file cannot be read as an article. The file is at fault; other errors are
// about the program or its environment.
type Error struct {
	Source string // path, address, or "standard input"; empty if only the caller knows it
	Reason string // what is wrong, with the position if there is one, such as "is empty"
	Hint   string // what to do about it; may be empty
}

func (e *Error) Error() string { return e.Source + ": " + e.Reason }

// OpenError turns an error of opening or reading the file at path into an [*Error].
func OpenError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist) && strings.Contains(path, "://"):
		return &Error{path, "is an address, not a file", "footnote library add reads addresses that begin with http:// or https://"}
	case errors.Is(err, fs.ErrNotExist):
		return &Error{path, "no such file", "check the path; it is relative to the directory you are in"}
	case errors.Is(err, fs.ErrPermission):
		return &Error{path, "permission denied", "make the file readable for this user"}
	case errors.Is(err, syscall.EISDIR):
		return &Error{path, "is a directory", "name a file in it"}
	}
	var inner *fs.PathError
	if errors.As(err, &inner) {
		err = inner.Err
	}
	return &Error{Source: path, Reason: err.Error()}
}

// TooLarge returns the error for a file of more than [MaxBytes].
func TooLarge(source string) error {
	return &Error{source, fmt.Sprintf("is larger than %d MiB", MaxBytes>>20), "split it into several articles"}
}

// TooManyCharacters returns the error for a file of more than [MaxCharacters].
func TooManyCharacters() error {
	return &Error{Reason: fmt.Sprintf("holds more than %d million characters", MaxCharacters/1_000_000), Hint: "split it into several articles"}
}

// TooManyParagraphs returns the error for a file of more than [MaxParagraphs].
func TooManyParagraphs() error {
	return &Error{Reason: fmt.Sprintf("has more than %d lines or paragraphs", MaxParagraphs), Hint: "split it into several articles"}
}
