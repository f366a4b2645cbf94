package corpus

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// An archive is a zip, read within limits. Bytes are counted as they come out of
// it, so neither lying sizes nor entries that share their bytes get further.
type archive struct {
	entries []*zip.File
	left    int64 // bytes that may still be unpacked

	claimed [][2]int64 // where the bytes of the files are that were unpacked
}

var (
	errDirectory = errors.New("the archive's directory is too long")
	errPassword  = &ReadError{Reason: "is an archive with a password", Hint: "save it without one"}
	errEntries   = &ReadError{Reason: fmt.Sprintf("is a zip archive with more than %d files", maxEntries), Hint: "split it into several archives"}
	errUnpacked  = &ReadError{Reason: fmt.Sprintf("unpacks to more than %d MiB", maxUnpacked>>20), Hint: "split it into several archives"}
)

// A rationed reader gives no more than left bytes while a directory is read: it
// would be held whole before its entries can be counted.
type rationed struct {
	io.ReaderAt
	left int // no limit where negative
}

func (r *rationed) ReadAt(p []byte, offset int64) (int, error) {
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

// openArchive reads the directory of a zip of that size.
func openArchive(r io.ReaderAt, size int64) (*archive, error) {
	ration := &rationed{r, maxDirectory}
	z, err := zip.NewReader(ration, size)
	ration.left = -1
	switch {
	case errors.Is(err, errDirectory), err == nil && len(z.File) > maxEntries:
		return nil, errEntries.copy()
	case errors.Is(err, zip.ErrInsecurePath): // names are checked where they are used
	case err != nil:
		return nil, &ReadError{Reason: "is no zip archive, which a DOCX and an EPUB are, too, or a damaged one", Hint: "save or download it again"}
	}
	return &archive{entries: z.File, left: maxUnpacked}, nil
}

// copy keeps one error from being given the source of another.
func (e ReadError) copy() *ReadError { return &e }

// find returns the entry of that name, or nil. Names of parts of a document are
// compared without regard to case, as the programs that write them do.
func (a *archive) find(name string) *zip.File {
	i := slices.IndexFunc(a.entries, func(e *zip.File) bool { return strings.EqualFold(e.Name, name) })
	if i < 0 {
		return nil
	}
	return a.entries[i]
}

// open begins to read an entry. The reader ends in a [*ReadError] where the
// entry is too large, or the whole archive is.
func (a *archive) open(e *zip.File) (io.ReadCloser, error) {
	if e.Flags&1 != 0 {
		return nil, errPassword.copy()
	}
	in, err := e.Open()
	if err != nil {
		return nil, broken(e.Name, err)
	}
	return &entryReader{ReadCloser: in, archive: a, name: e.Name}, nil
}

func broken(name string, err error) error {
	return &ReadError{Reason: fmt.Sprintf("has a part, %.100q, that cannot be unpacked: %v", name, err), Hint: "save or download it again"}
}

type entryReader struct {
	io.ReadCloser
	*archive
	name string
	read int64
}

func (r *entryReader) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	r.read += int64(n)
	r.left -= int64(n)
	switch {
	case r.left < 0:
		return 0, errUnpacked.copy()
	case r.read > MaxBytes:
		return 0, &ReadError{Reason: fmt.Sprintf("has a part, %.100q, that is larger than %d MiB", r.name, MaxBytes>>20), Hint: "split it into several articles"}
	case err != nil && err != io.EOF:
		return n, broken(r.name, err)
	}
	return n, err
}

// read returns what an entry holds.
func (a *archive) read(e *zip.File) ([]byte, error) {
	in, err := a.open(e)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(in)
}

// bundle is the kind of an archive that is not one document.
const bundle = "a zip archive"

// kind is "DOCX" or "EPUB", or in words what else the archive is.
func (a *archive) kind() string {
	has := func(prefix string) bool {
		return slices.ContainsFunc(a.entries, func(e *zip.File) bool { return strings.HasPrefix(e.Name, prefix) })
	}
	office := has("[Content_Types].xml")
	switch {
	case office && has("word/"):
		return "DOCX"
	case has("META-INF/container.xml"):
		return "EPUB"
	case office && has("xl/"):
		return "a spreadsheet"
	case office && has("ppt/"):
		return "a presentation"
	case has("META-INF/manifest.xml") && has("content.xml"):
		return "an OpenDocument file"
	}
	return bundle
}

const hintFormats = "save it as DOCX, plain text, Markdown or HTML"

func parseArchive(ctx context.Context, f File) (document, error) {
	a, err := openArchive(bytes.NewReader(f.Data), int64(len(f.Data)))
	if kind := foreign(f.Data); err != nil && kind != "" && signature(f.Data) == "" {
		return document{}, &ReadError{Reason: "is " + kind + ", not what its name says", Hint: hintFormats}
	}
	if err != nil {
		return document{}, err
	}
	switch kind := a.kind(); kind {
	case "DOCX":
		return parseDOCX(ctx, a)
	case "EPUB":
		return parseEPUB(ctx, a)
	case bundle:
		return document{}, &ReadError{Reason: "is a zip archive, not one article", Hint: "unpack it and name a file in it"}
	default:
		return document{}, &ReadError{Reason: "is " + kind + ", not a text", Hint: hintFormats}
	}
}

// entryName is the name of an entry as a path with slashes. Names without the
// mark of UTF-8 are in the encoding of the machine that packed them: with Chinese
// characters, GBK.
func entryName(e *zip.File) string {
	name := e.Name
	if e.NonUTF8 && !utf8.ValidString(name) {
		if decoded, err := simplifiedchinese.GBK.NewDecoder().String(name); err == nil {
			name = decoded
		}
	}
	return strings.ReplaceAll(strings.ToValidUTF8(name, "\uFFFD"), `\`, "/")
}
