package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"footnote/corpus/doc"
)

const (
	// maxFolders is the maximum nesting of folders.
	maxFolders = 16
	// maxFiles is the maximum number of files of a folder that are considered, ten times the
	// number of articles that a server is meant to have.
	maxFiles = 10_000
)

// A Yield is called with each file found, or with the reason why a file is left out. In that
// case err is a [*doc.Error] with the file's Source, and only Name and Source of the file are
// set. If Yield returns an error, the search ends.
type Yield func(f doc.File, err error) error

// A Filter returns why a file with that name is left out, or nil.
type Filter func(name string) error

// Gather finds the files at path: the file itself; the files of a folder and its subfolders, in
// the order of their names; or the files of a zip archive, unless it is one document such as a
// DOCX or an EPUB. In folders and archives, it calls yield for the files that filter allows,
// and reports the others, as well as links and files that are too large. It silently skips
// hidden files. The error is that of path itself, of yield, or of a cancelled ctx.
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

// Files finds the files of a folder and its subfolders that Gather considers, without opening
// them. It calls seen for each with only Name and Source set, and with what the file system
// says of it. Files that are left out are reported as to a Yield.
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
		case isHidden(d.Name()) || d.IsDir() && isInstalled(d.Name()):
			return skip(d)
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

// leaveOut tells yield that a file is left out.
func leaveOut(path string, why error, yield Yield) error {
	var bad *doc.Error
	if errors.As(why, &bad) {
		bad.Source = path
	}
	return yield(doc.File{Name: filepath.Base(path), Source: path}, why)
}

// isInstalled reports whether a folder contains what a tool has installed.
func isInstalled(name string) bool {
	return slices.Contains([]string{"node_modules", "bower_components", "site-packages", "__pycache__"}, name)
}

// skip skips entries that nobody means when they name the folder that contains them.
func skip(d fs.DirEntry) error {
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

// refusal returns why a file of a folder or an archive is left out, or nil.
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

// gatherFile yields a file or, if it is an archive of files, the files in it.
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
