package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"footnote/corpus/doc"
)

const (
	// maxFolders bounds folders within folders.
	maxFolders = 16
	// maxFiles bounds the files of a folder that are looked at, which is ten times
	// the articles that one server is meant to have.
	maxFiles = 10_000
)

// A Yield takes what was found, one at a time: a file, or why one is left out.
// Then err is a [*doc.Error] with the file's Source, and the file has its Name and
// Source only. An error that Yield returns ends the search.
type Yield func(f doc.File, err error) error

// A Filter says why a file of that name is left out; nil lets it pass.
type Filter func(name string) error

// Gather finds the files at path: the one there; those of a folder and the folders
// in it, in the order of their names; those of a zip archive, unless it is one
// document such as a DOCX or an EPUB. In folders and archives, yield gets the files
// that filter lets pass, and is told of the others, of links and of files that are
// too large. Hidden files are passed over in silence.
// An error is that of path itself, of yield, or of a cancelled ctx.
func Gather(ctx context.Context, path string, filter Filter, yield Yield) error {
	info, err := os.Stat(path)
	if err != nil {
		return doc.OpenError(path, err)
	}
	if !info.IsDir() {
		return gatherFile(ctx, path, filter, yield)
	}
	return Files(ctx, path, filter, func(f doc.File, _ fs.FileInfo, err error) error {
		if err != nil {
			return yield(f, err)
		}
		return gatherFile(ctx, f.Source, filter, yield)
	})
}

// Files finds the files of a folder and the folders in it that Gather looks at, and
// opens none: each has its Name and Source only, and what the file system says of it.
// seen is told of those that are left out as Yield is.
func Files(ctx context.Context, path string, filter Filter, seen func(f doc.File, info fs.FileInfo, err error) error) error {
	yield := func(f doc.File, err error) error { return seen(f, nil, err) }
	files := 0
	return filepath.WalkDir(path, func(at string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case err != nil:
			return leaveOut(at, doc.OpenError(at, err), yield)
		case at == path:
			return nil
		case strings.HasPrefix(d.Name(), "."):
			return skipHidden(d)
		case d.IsDir() && folders(path, at) >= maxFolders:
			if err := leaveOut(at, &doc.Error{Reason: fmt.Sprintf("is more than %d folders deep", maxFolders)}, yield); err != nil {
				return err
			}
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		if files++; files > maxFiles {
			return &doc.Error{Source: path, Reason: fmt.Sprintf("has more than %d files", maxFiles), Hint: "add its folders one by one"}
		}
		if err := refusal(d.Name(), d.Type(), filter); err != nil {
			return leaveOut(at, err, yield)
		}
		info, err := d.Info()
		if err != nil {
			return leaveOut(at, doc.OpenError(at, err), yield)
		}
		return seen(doc.File{Name: d.Name(), Source: at}, info, nil)
	})
}

// leaveOut tells yield of a file that is left out.
func leaveOut(path string, why error, yield Yield) error {
	var bad *doc.Error
	if errors.As(why, &bad) {
		bad.Source = path
	}
	return yield(doc.File{Name: filepath.Base(path), Source: path}, why)
}

func skipHidden(d fs.DirEntry) error {
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

// refusal says why a file of a folder or an archive is left out; nil lets it pass.
func refusal(name string, mode fs.FileMode, filter Filter) error {
	switch {
	case mode&fs.ModeSymlink != 0:
		return &doc.Error{Reason: "is a link", Hint: "name what it points to"}
	case mode&fs.ModeType != 0:
		return &doc.Error{Reason: "is not a file"}
	case strings.EqualFold(filepath.Ext(name), ".zip"):
		return nil
	}
	return filter(name)
}

// gatherFile yields a file, or the files in it where it is an archive of files.
func gatherFile(ctx context.Context, path string, filter Filter, yield Yield) error {
	f, err := os.Open(path)
	if err != nil {
		return leaveOut(path, doc.OpenError(path, err), yield)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return leaveOut(path, doc.OpenError(path, err), yield)
	}
	if !info.Mode().IsRegular() {
		return leaveOut(path, &doc.Error{Reason: "is not a file"}, yield)
	}
	start := make([]byte, len("PK\x03\x04"))
	if n, _ := f.ReadAt(start, 0); IsZip(start[:n]) {
		if a, err := Open(f, info.Size()); err != nil {
			return leaveOut(path, err, yield)
		} else if a.Kind() == Bundle {
			return a.unpack(ctx, path, filter, yield)
		}
	}
	if info.Size() > doc.MaxBytes {
		return leaveOut(path, doc.TooLarge(path), yield)
	}
	opened, err := doc.ReadAll(f, path)
	if err != nil {
		return leaveOut(path, err, yield)
	}
	return yield(opened, nil)
}
