package doc

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

// An Error says why a file is not an article. It is about the file: errors of
// other kinds are about the program or its surroundings.
type Error struct {
	Source string // path, address, or "standard input"; empty where only the caller knows it
	Reason string // what is wrong, with its position where it has one: "is empty"
	Hint   string // what to do about it; may be empty
}

func (e *Error) Error() string { return e.Source + ": " + e.Reason }

// OpenError makes an [*Error] of what the system says of the file at path.
func OpenError(path string, err error) error {
	switch {
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

// TooLarge is the error of a file with more than [MaxBytes].
func TooLarge(source string) error {
	return &Error{source, fmt.Sprintf("is larger than %d MiB", MaxBytes>>20), "split it into several articles"}
}

// TooManyCharacters is the error of a file with more than [MaxCharacters].
func TooManyCharacters() error {
	return &Error{Reason: fmt.Sprintf("holds more than %d million characters", MaxCharacters/1_000_000), Hint: "split it into several articles"}
}

// TooManyParagraphs is the error of a file with more than [MaxParagraphs].
func TooManyParagraphs() error {
	return &Error{Reason: fmt.Sprintf("has more than %d lines or paragraphs", MaxParagraphs), Hint: "split it into several articles"}
}
