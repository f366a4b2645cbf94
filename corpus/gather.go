package corpus

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const (
	// maxFolders bounds folders within folders.
	maxFolders = 16
	// maxFiles bounds the files of a folder that are looked at, which is ten times
	// the articles that one server is meant to have.
	maxFiles = 10_000
)

// A Yield takes what was found, one at a time: a file, or with err, always a
// [*ReadError] whose Source is the file's, why one is left out. Then the file has
// its Name and Source only. What it returns ends the search, unless it is nil.
type Yield func(f File, err error) error

// Gather finds the files at path: the one there; those of a folder, in the order
// of their names, folders within it included; those of a zip archive, unless it
// is a DOCX or an EPUB. In folders and archives only files of a kind that can be
// read are found. Hidden ones are passed over in silence; links, files of other
// kinds and files that are too large are told to yield.
// An error is that of path itself, of yield, or of a cancelled ctx.
func Gather(ctx context.Context, path string, yield Yield) error {
	info, err := os.Stat(path)
	if err != nil {
		return openError(path, err)
	}
	if !info.IsDir() {
		return gatherFile(ctx, path, yield)
	}
	files := 0
	return filepath.WalkDir(path, func(at string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case err != nil:
			return leave(at, openError(at, err), yield)
		case at == path:
			return nil
		case strings.HasPrefix(d.Name(), "."):
			return passOver(d)
		case d.IsDir() && folders(path, at) >= maxFolders:
			if err := leave(at, &ReadError{Reason: fmt.Sprintf("is more than %d folders deep", maxFolders)}, yield); err != nil {
				return err
			}
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		if files++; files > maxFiles {
			return &ReadError{path, fmt.Sprintf("has more than %d files", maxFiles), "add its folders one by one"}
		}
		if err := unreadable(d.Name(), d.Type()); err != nil {
			return leave(at, err, yield)
		}
		return gatherFile(ctx, at, yield)
	})
}

// leave tells yield of a file that is left out.
func leave(path string, why error, yield Yield) error {
	var bad *ReadError
	if errors.As(why, &bad) {
		bad.Source = path
	}
	return yield(File{Name: filepath.Base(path), Source: path}, why)
}

func passOver(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// folders counts the folders between path and the folder at.
func folders(path, at string) int {
	inside, err := filepath.Rel(path, at)
	if err != nil {
		return maxFolders
	}
	return strings.Count(inside, string(filepath.Separator)) + 1
}

// unreadable says why a file of a folder or an archive is left out, or nothing.
func unreadable(name string, mode fs.FileMode) error {
	ending := strings.ToLower(filepath.Ext(name))
	_, known := endingFormats[ending]
	switch {
	case mode&fs.ModeSymlink != 0:
		return &ReadError{Reason: "is a link", Hint: "name what it points to"}
	case mode&fs.ModeType != 0:
		return &ReadError{Reason: "is not a file"}
	case !known && ending != ".zip":
		return &ReadError{Reason: "is of a kind that is not read", Hint: "kinds that are: .txt .md .html .pdf .docx .epub .zip"}
	}
	return nil
}

// gatherFile gives a file, or what an archive has in it.
func gatherFile(ctx context.Context, path string, yield Yield) error {
	f, err := os.Open(path)
	if err != nil {
		return leave(path, openError(path, err), yield)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return leave(path, openError(path, err), yield)
	}
	if !info.Mode().IsRegular() {
		return leave(path, &ReadError{Reason: "is not a file"}, yield)
	}
	opened := File{Name: filepath.Base(path), Source: path}
	start := make([]byte, len("PK\x03\x04"))
	if n, _ := f.ReadAt(start, 0); signature(start[:n]) == "archive" {
		if a, err := openArchive(f, info.Size()); err != nil {
			return leave(path, err, yield)
		} else if a.kind() == bundle {
			return a.unpack(ctx, opened.Source, yield)
		}
	}
	if info.Size() > MaxBytes {
		return leave(path, tooLarge(path), yield)
	}
	opened.Data, err = io.ReadAll(io.LimitReader(f, MaxBytes+1)) // it may have grown
	if err == nil && len(opened.Data) > MaxBytes {
		err = tooLarge(path)
	}
	if err != nil {
		return leave(path, openError(path, err), yield)
	}
	return yield(opened, nil)
}
