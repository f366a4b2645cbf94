// Package archive finds files in folders and zip archives, and opens archives that are one
// document, such as DOCX and EPUB: their entries, and the XML tokens in them. Whatever an
// archive declares, it is read within limits.
package archive

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

// A Zip is a zip archive, read within limits. Bytes are counted as they are unpacked, so
// neither wrong sizes nor entries that share bytes can exceed the limits.
type Zip struct {
	entries []*zip.File
	byName  map[string]*zip.File // the first entry of each name, which is in lower case
	left    int64                // bytes that may still be unpacked

	claimed [][2]int64 // the positions of the files that were unpacked
	lost    loss
}

// The limits of an archive.
const (
	// maxEntries is the maximum number of files in an archive. Serial novels have some thousand
	// chapters, and picture books as many pictures.
	maxEntries = 20_000

	// maxDirectory is the maximum number of bytes read before the entries can be counted: enough
	// for maxEntries with names of two hundred bytes.
	maxDirectory = 5 << 20

	// maxUnpacked is the maximum total size of everything unpacked from one archive, in bytes.
	maxUnpacked = 64 << 20
)

var errDirectory = errors.New("the archive's directory is too long")

// A limitedReaderAt returns at most left bytes while a directory is read, as the whole
// directory is held in memory before its entries can be counted.
type limitedReaderAt struct {
	io.ReaderAt
	left int // negative for no limit
}

func (r *limitedReaderAt) ReadAt(p []byte, offset int64) (int, error) {
	n, err := r.ReaderAt.ReadAt(p, offset)
	if r.left < 0 {
		return n, err
	}
	if r.left -= n; r.left < 0 {
		r.left = 0
		return 0, errDirectory
	}
	return n, err
}

// Open reads the directory of a zip archive of that size.
func Open(r io.ReaderAt, size int64) (*Zip, error) {
	ration := &limitedReaderAt{r, maxDirectory}
	z, err := zip.NewReader(ration, size)
	ration.left = -1
	switch {
	case errors.Is(err, errDirectory), err == nil && len(z.File) > maxEntries:
		return nil, &doc.Error{Reason: fmt.Sprintf("is a zip archive with more than %d files", maxEntries), Hint: "split it into several archives"}
	case errors.Is(err, zip.ErrInsecurePath): // names are checked when they are used
	case err != nil:
		return nil, &doc.Error{Reason: "is no zip archive, which DOCX, XLSX, PPTX, ODT and EPUB are, too, or a damaged one", Hint: "save or download it again"}
	}
	byName := make(map[string]*zip.File, len(z.File))
	for _, e := range z.File {
		if name := strings.ToLower(e.Name); byName[name] == nil {
			byName[name] = e
		}
	}
	return &Zip{entries: z.File, byName: byName, left: maxUnpacked}, nil
}

// Find returns the entry with that name, or nil. It ignores case, like the programs that write
// such documents.
func (a *Zip) Find(name string) *zip.File { return a.byName[strings.ToLower(name)] }

// open opens an entry. The reader fails with a [*doc.Error] if the entry, or the archive as a
// whole, is too large.
func (a *Zip) open(e *zip.File) (io.ReadCloser, error) {
	if e.Flags&1 != 0 {
		return nil, &doc.Error{Reason: "is an archive with a password", Hint: "save it without one"}
	}
	in, err := e.Open()
	if err != nil {
		return nil, broken(e.Name, err)
	}
	return &entryReader{ReadCloser: in, Zip: a, name: e.Name}, nil
}

func broken(name string, err error) error {
	return &doc.Error{Reason: fmt.Sprintf("has a part, %.100q, that cannot be unpacked: %v", name, err), Hint: "save or download it again"}
}

type entryReader struct {
	io.ReadCloser
	*Zip
	name string
	read int64
}

func (r *entryReader) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	r.read += int64(n)
	r.left -= int64(n)
	switch {
	case r.left < 0:
		return 0, &doc.Error{Reason: fmt.Sprintf("unpacks to more than %d MiB", maxUnpacked>>20), Hint: "split it into several archives"}
	case r.read > doc.MaxBytes:
		return 0, &doc.Error{Reason: fmt.Sprintf("has a part, %.100q, that is larger than %d MiB", r.name, doc.MaxBytes>>20), Hint: "split it into several articles"}
	case err != nil && err != io.EOF:
		return n, broken(r.name, err)
	}
	return n, err
}

// Read returns the content of an entry.
func (a *Zip) Read(e *zip.File) ([]byte, error) {
	in, err := a.open(e)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(in)
}

// IsZip reports whether data begins like a zip archive.
func IsZip(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06"))
}

// A Kind is the kind of an archive, in words that follow "is".
type Kind string

// The kinds of archives. A Bundle is an archive of several files.
const (
	DOCX         Kind = "DOCX"
	EPUB         Kind = "EPUB"
	Spreadsheet  Kind = "a spreadsheet"
	Presentation Kind = "a presentation"
	OpenDocument Kind = "an OpenDocument file"
	Bundle       Kind = "a zip archive"
)

// Kind returns the kind of the archive, by the names of its files.
func (a *Zip) Kind() Kind {
	has := func(prefix string) bool {
		return slices.ContainsFunc(a.entries, func(e *zip.File) bool { return strings.HasPrefix(e.Name, prefix) })
	}
	office := has("[Content_Types].xml")
	switch {
	case office && has("word/"):
		return DOCX
	case has("META-INF/container.xml"):
		return EPUB
	case office && has("xl/"):
		return Spreadsheet
	case office && has("ppt/"):
		return Presentation
	case has("META-INF/manifest.xml") && has("content.xml"):
		return OpenDocument
	}
	return Bundle
}

// entryName returns the name of an entry as a path with slashes. Names that are not marked as
// UTF-8 are in the encoding of the machine that packed them, which is GBK if they have Chinese
// characters.
func entryName(e *zip.File) string {
	name := e.Name
	if e.NonUTF8 && !utf8.ValidString(name) {
		if decoded, ok := repair.GBK(name); ok {
			name = decoded
		}
	}
	return strings.ReplaceAll(strings.ToValidUTF8(name, "\uFFFD"), `\`, "/")
}
