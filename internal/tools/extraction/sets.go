package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A set is a number of pages with the text that should be read from each.
type set struct {
	name  string
	pages []page
}

// A page has the text of its article, or pieces that are part of the article and pieces
// that are not.
type page struct {
	name          string
	data          []byte
	text          string
	with, without []string
}

// half returns the half of its set that the page belongs to: "tuned" if Footnote's rules were
// tuned on it, else "kept".
func (p page) half() string {
	h := fnv.New32a()
	h.Write([]byte(p.name))
	if h.Sum32()&1 == 0 {
		return "tuned"
	}
	return "kept"
}

// load reads the sets in a folder, or only the one called name.
func load(folder, name string) ([]set, error) {
	var sets []set
	for _, s := range []struct {
		name, folder string
		read         func(string) ([]page, error)
	}{
		{"benchmark", "article-extraction-benchmark", benchmark},
		{"trafilatura", "trafilatura", trafilatura},
		{"mozilla", "readability", mozilla},
	} {
		if name != "" && name != s.name {
			continue
		}
		pages, err := s.read(filepath.Join(folder, s.folder))
		if err != nil {
			return nil, fmt.Errorf("read the set %s: %w", s.name, err)
		}
		sets = append(sets, set{s.name, pages})
	}
	if len(sets) == 0 {
		return nil, fmt.Errorf("there is no set %q; the sets are benchmark, trafilatura and mozilla", name)
	}
	return sets, nil
}

func benchmark(folder string) ([]page, error) {
	var truth map[string]struct{ ArticleBody string }
	if err := readJSON(filepath.Join(folder, "ground-truth.json"), &truth); err != nil {
		return nil, err
	}
	var pages []page
	for _, name := range slices.Sorted(maps.Keys(truth)) {
		packed, err := os.ReadFile(filepath.Join(folder, "html", name+".html.gz"))
		if err != nil {
			return nil, err
		}
		unpacked, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(unpacked)
		if err != nil {
			return nil, err
		}
		pages = append(pages, page{name: name, data: data, text: truth[name].ArticleBody})
	}
	return pages, nil
}

func trafilatura(folder string) ([]page, error) {
	var truth map[string]struct {
		File          string
		With, Without []string
	}
	if err := readJSON(filepath.Join(folder, "tests", "evaldata.json"), &truth); err != nil {
		return nil, err
	}
	var pages []page
	for _, address := range slices.Sorted(maps.Keys(truth)) {
		t := truth[address]
		data, err := os.ReadFile(filepath.Join(folder, "tests", "cache", t.File))
		if os.IsNotExist(err) {
			data, err = os.ReadFile(filepath.Join(folder, "tests", "eval", t.File))
		}
		if err != nil {
			return nil, err
		}
		pages = append(pages, page{name: t.File, data: data, with: t.With, without: t.Without})
	}
	return pages, nil
}

func mozilla(folder string) ([]page, error) {
	tests := filepath.Join(folder, "test", "test-pages")
	entries, err := os.ReadDir(tests)
	if err != nil {
		return nil, err
	}
	var pages []page
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(tests, e.Name(), "source.html"))
		if err != nil {
			return nil, err
		}
		expected, err := os.ReadFile(filepath.Join(tests, e.Name(), "expected.html"))
		if err != nil {
			return nil, err
		}
		text, err := textOf(expected)
		if err != nil {
			return nil, err
		}
		pages = append(pages, page{name: e.Name(), data: data, text: text})
	}
	return pages, nil
}

// textOf returns all text of a page. Block elements begin on a new line.
func textOf(source []byte) (string, error) {
	root, err := html.Parse(bytes.NewReader(source))
	if err != nil {
		return "", err
	}
	var text bytes.Buffer
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.DataAtom != atom.Script && n.Parent.DataAtom != atom.Style {
			text.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && !isInline(n.DataAtom) {
			text.WriteByte('\n')
		}
	}
	return text.String(), nil
}

func isInline(a atom.Atom) bool {
	switch a {
	case atom.A, atom.Abbr, atom.B, atom.Code, atom.Em, atom.I, atom.Mark, atom.S, atom.Small, atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.U, atom.Font, atom.Time:
		return true
	}
	return false
}

func readJSON(path string, to any) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, to)
}
