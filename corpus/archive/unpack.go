package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"path"
	"path/filepath"
	"strings"

	"footnote/corpus/doc"
)

// Unpack yields the files in f where f is a zip archive of files, as [Gather] does
// for one on the disk; any other f it yields as it is. Archives within the archive
// are not opened.
func Unpack(ctx context.Context, f doc.File, filter Filter, yield Yield) error {
	if !IsZip(f.Data) {
		return yield(f, nil)
	}
	a, err := Open(bytes.NewReader(f.Data), int64(len(f.Data)))
	if err != nil {
		return leaveOut(f.Place(), err, yield)
	}
	if a.Kind() != Bundle {
		return yield(f, nil)
	}
	return a.unpack(ctx, f.Place(), filter, yield)
}

// unpack yields the entries that can be read; the archive is at source.
func (a *Zip) unpack(ctx context.Context, source string, filter Filter, yield Yield) error {
	for _, e := range a.entries {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		name := entryName(e)
		if strings.HasSuffix(name, "/") || isHidden(name) {
			continue
		}
		f := doc.File{Name: path.Base(name), Source: source + "/" + displayName(name)}
		data, err := a.unpackEntry(e, name, filter)
		var bad *doc.Error
		if errors.As(err, &bad) {
			bad.Source = f.Source
		}
		f.Data = data
		if err := yield(f, err); err != nil || a.left < 0 {
			return err
		}
	}
	return nil
}

// displayName is a name as it may be shown in a line: visible, and not too long.
func displayName(name string) string {
	name, _ = doc.RemoveInvisible(strings.NewReplacer("\n", " ", "\t", " ").Replace(name))
	if r := []rune(name); len(r) > doc.MaxLine {
		return string(r[:doc.MaxLine]) + "…"
	}
	return name
}

func (a *Zip) unpackEntry(e *zip.File, name string, filter Filter) ([]byte, error) {
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return nil, &doc.Error{Reason: "has a path that leads out of the archive"}
	}
	if strings.EqualFold(path.Ext(name), ".zip") {
		return nil, &doc.Error{Reason: "is an archive inside of an archive, which is not opened", Hint: "unpack it and add what is in it"}
	}
	if err := refusal(name, e.Mode(), filter); err != nil {
		return nil, err
	}
	if err := a.claim(e); err != nil {
		return nil, err
	}
	return a.Read(e)
}

// claim notes where the bytes of e are in the archive. Entries that share their
// bytes are refused: so a small archive could unpack to a huge one.
func (a *Zip) claim(e *zip.File) error {
	start, err := e.DataOffset()
	if err != nil {
		return broken(e.Name, err)
	}
	// Of an entry with a false size, no more than that size is read.
	end := start + int64(min(e.CompressedSize64, maxUnpacked))
	for _, other := range a.claimed {
		if start < other[1] && other[0] < end {
			return &doc.Error{Reason: "shares its bytes with another file of the archive"}
		}
	}
	a.claimed = append(a.claimed, [2]int64{start, end})
	return nil
}

// isHidden reports a name that begins with a dot, or is in such a folder, or in
// the one that macOS adds.
func isHidden(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == "__MACOSX" || strings.HasPrefix(part, ".") && strings.Trim(part, ".") != "" {
			return true
		}
	}
	return false
}
