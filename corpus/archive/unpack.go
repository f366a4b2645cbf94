package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"footnote/corpus/doc"
)

// Unpack yields the files in f if f is a zip archive of files, as [Gather] does for one on
// disk, and otherwise f itself. It does not open archives within the archive.
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

// unpack yields the readable entries. source is the location of the archive.
func (a *Zip) unpack(ctx context.Context, source string, filter Filter, yield Yield) error {
	for _, e := range a.entries {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		name := entryName(e)
		if strings.HasSuffix(name, "/") || !isMeant(name) {
			continue
		}
		f := doc.File{Name: path.Base(name), Source: within(source, displayName(name))}
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

// within returns the location of an entry. If the name in an address does not show that it is
// an archive, the name of the entry must not be appended to it: together they would look like
// the address of a page.
func within(source, name string) string {
	if u, err := url.Parse(source); err == nil && doc.IsWebAddress(u) && (u.RawQuery != "" || !strings.EqualFold(path.Ext(u.Path), ".zip")) {
		return source + "#" + name
	}
	return source + "/" + name
}

// displayName returns a name in a form that can be shown in a line: visible, and not too long.
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

// claim records the position of e's bytes in the archive. It refuses entries that share bytes
// with others, by which a small archive could unpack to a huge one.
func (a *Zip) claim(e *zip.File) error {
	start, err := e.DataOffset()
	if err != nil {
		return broken(e.Name, err)
	}
	// If an entry declares a wrong size, no more than that size is read.
	end := start + int64(min(e.CompressedSize64, maxUnpacked))
	for _, other := range a.claimed {
		if start < other[1] && other[0] < end {
			return &doc.Error{Reason: "shares its bytes with another file of the archive"}
		}
	}
	a.claimed = append(a.claimed, [2]int64{start, end})
	return nil
}

// isMeant reports whether a file was not added by a tool and is not in a folder that was.
func isMeant(name string) bool {
	folders := strings.Split(name, "/")
	return !isHidden(name) && !slices.ContainsFunc(folders[:len(folders)-1], isInstalled)
}

// isHidden reports whether a name begins with a dot, or is in such a folder or in the one that
// macOS adds.
func isHidden(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == "__MACOSX" || strings.HasPrefix(part, ".") && strings.Trim(part, ".") != "" {
			return true
		}
	}
	return false
}
