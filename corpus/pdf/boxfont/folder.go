package boxfont

import (
	"bytes"
	"io"
	"io/fs"
	"time"
)

// Parent is the directory in which PDFium expects the folder of fonts.
const Parent = "/usr/share"

// Folder returns the file system of [Parent]. It contains a folder with the font and nothing
// else. PDFium lists no folder without a parent.
func Folder() fs.FS { return FolderOf(fileName, TrueType()) }

// FolderOf is [Folder] with another font in place of the box. name is the name of its file.
func FolderOf(name string, data []byte) fs.FS { return folder{name, data} }

const (
	fonts    = "fonts"
	fileName = "box.ttf"
)

// A folder is the file system with the folder of fonts and one file.
type folder struct {
	file string
	data []byte
}

func (f folder) Open(name string) (fs.File, error) {
	switch name {
	case ".", fonts:
		return &openFolder{folder: f, name: name}, nil
	case fonts + "/" + f.file:
		return openFile{bytes.NewReader(f.data), f.info()}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

func (f folder) info() info { return info{f.file, int64(len(f.data)), 0o444} }

// An openFile can be read at any position, as PDFium does.
type openFile struct {
	*bytes.Reader
	info
}

func (f openFile) Size() int64                { return f.info.Size() }
func (f openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (openFile) Close() error                 { return nil }

type openFolder struct {
	folder
	name   string
	listed bool
}

func (f *openFolder) Stat() (fs.FileInfo, error) {
	return info{f.name, 0, fs.ModeDir | 0o555}, nil
}
func (*openFolder) Close() error { return nil }
func (*openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: fonts, Err: fs.ErrInvalid}
}

func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if f.listed && n > 0 {
		return nil, io.EOF
	}
	if f.listed {
		return nil, nil
	}
	f.listed = true
	if f.name == fonts {
		return []fs.DirEntry{fs.FileInfoToDirEntry(f.info())}, nil
	}
	return []fs.DirEntry{fs.FileInfoToDirEntry(info{fonts, 0, fs.ModeDir | 0o555})}, nil
}

// An info describes a file or a folder.
type info struct {
	name string
	size int64
	mode fs.FileMode
}

func (i info) Name() string      { return i.name }
func (i info) Size() int64       { return i.size }
func (i info) Mode() fs.FileMode { return i.mode }
func (info) ModTime() time.Time  { return time.Time{} }
func (i info) IsDir() bool       { return i.mode.IsDir() }
func (info) Sys() any            { return nil }
