// Package archive finds files in folders and in zip archives, and opens the
// archives that are one document, such as DOCX and EPUB: their entries, and the
// tokens of XML in them. Whatever an archive claims, it is read within limits.
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

// A Zip is a zip archive, read within limits. Bytes are counted as they come out of
// it, so neither lying sizes nor entries that share their bytes get further.
type Zip struct {
	entries []*zip.File
	byName  map[string]*zip.File // the first of a name, in lower case
	left    int64                // bytes that may still be unpacked

	claimed [][2]int64 // where the bytes of the files are that were unpacked
}

// What an archive may hold.
const (
	// maxEntries bounds the files of an archive. Novels in parts have some thousand
	// chapters, and books of pictures as many pictures.
	maxEntries = 20_000

	// maxDirectory bounds the bytes of an archive that are read before its entries
	// can be counted: those of maxEntries with names of two hundred bytes.
	maxDirectory = 5 << 20

	// maxUnpacked bounds all that comes out of one archive.
	maxUnpacked = 64 << 20
)

var errDirectory = errors.New("the archive's directory is too long")

// A limitedReaderAt gives no more than left bytes while a directory is read: that
// is held in memory whole before its entries can be counted.
type limitedReaderAt struct {
	io.ReaderAt
	left int // no limit where negative
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

// Open reads the directory of a zip of that size.
func Open(r io.ReaderAt, size int64) (*Zip, error) {
	ration := &limitedReaderAt{r, maxDirectory}
	z, err := zip.NewReader(ration, size)
	ration.left = -1
	switch {
	case errors.Is(err, errDirectory), err == nil && len(z.File) > maxEntries:
		return nil, &doc.Error{Reason: fmt.Sprintf("is a zip archive with more than %d files", maxEntries), Hint: "split it into several archives"}
	case errors.Is(err, zip.ErrInsecurePath): // names are checked where they are used
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

// Find returns the entry of that name, or nil. Names of parts of a document are
// compared without regard to case, as the programs that write them do.
func (a *Zip) Find(name string) *zip.File { return a.byName[strings.ToLower(name)] }

// open begins to read an entry. The reader ends in a [*doc.Error] where the entry
// is too large, or the whole archive is.
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

// Read returns what an entry holds.
func (a *Zip) Read(e *zip.File) ([]byte, error) {
	in, err := a.open(e)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(in)
}

// IsZip reports data that begins like a zip archive.
func IsZip(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06"))
}

// A Kind says what an archive is, as in "is a spreadsheet".
type Kind string

// Kinds of archives. A Bundle is one that is not one document.
const (
	DOCX         Kind = "DOCX"
	EPUB         Kind = "EPUB"
	Spreadsheet  Kind = "a spreadsheet"
	Presentation Kind = "a presentation"
	OpenDocument Kind = "an OpenDocument file"
	Bundle       Kind = "a zip archive"
)

// Kind goes by the names of the files in it.
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

// entryName is the name of an entry as a path with slashes. Names without the
// mark of UTF-8 are in the encoding of the machine that packed them: with Chinese
// characters, GBK.
func entryName(e *zip.File) string {
	name := e.Name
	if e.NonUTF8 && !utf8.ValidString(name) {
		if decoded, ok := repair.GBK(name); ok {
			name = decoded
		}
	}
	return strings.ReplaceAll(strings.ToValidUTF8(name, "\uFFFD"), `\`, "/")
}
