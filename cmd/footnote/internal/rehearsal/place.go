package rehearsal

import (
	"bytes"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/rag"
)

// A Place is the position of a sentence.
type Place struct {
	File      string `json:"file"`               // as the reader knows it; relative to the folder, with slashes, if there is one
	Line      int    `json:"line,omitempty"`     // from 1; 0 if the file has no lines, such as a PDF
	At        string `json:"position,omitempty"` // the position in a file without lines: "p. 3", "slide 2"
	Section   string `json:"section,omitempty"`  // the heading above it
	Below     int    `json:"below,omitempty"`    // number of lines below that heading
	Quotation string `json:"quotation"`
}

// Files locates sentences in the files that articles were read from.
type Files struct {
	folder string // file names are relative to it; empty keeps them whole
	known  map[string]*lines
}

// NewFiles returns Files that name files relative to folder, or as they are if folder is empty.
func NewFiles(folder string) *Files { return &Files{folder, map[string]*lines{}} }

// Name returns the file name of an article.
func (f *Files) Name(a *corpus.Article) string {
	if f.folder == "" {
		return a.Source
	}
	name, err := filepath.Rel(f.folder, a.Source)
	if err != nil {
		return a.Source
	}
	return filepath.ToSlash(name)
}

// Of returns the place of a footnote.
func (f *Files) Of(n rag.Footnote) Place { return f.place(n.Article, n.Passage, n.Span) }

func (f *Files) place(a *corpus.Article, passage int, s corpus.Span) Place {
	section := a.Sections[a.Passages[passage].Section]
	p := Place{File: f.Name(a), Line: f.lines(a).find(a.Text[:s.Start], a.Quote(s)), At: a.At(s.Start).String(), Section: section.Title, Quotation: a.Quote(s)}
	if heading := f.heading(a, section); heading > 0 && p.Line > heading {
		p.Below = p.Line - heading
	}
	return p
}

// heading returns the line of a section's heading, or 0.
func (f *Files) heading(a *corpus.Article, s corpus.Section) int {
	return f.lines(a).find(a.Text[:s.Span.Start], s.Title)
}

// under returns the line at which a sentence would be now, by its distance from its heading, or
// 0 if the heading is gone.
func (f *Files) under(a *corpus.Article, p Place) int {
	for i, s := range a.Sections {
		heading := 0
		if s.Title == p.Section {
			heading = f.heading(a, s)
		}
		if heading == 0 {
			continue
		}
		last := f.lines(a).count
		if i+1 < len(a.Sections) {
			if next := f.heading(a, a.Sections[i+1]); next > 0 {
				last = next - 1
			}
		}
		return max(heading, min(heading+p.Below, last))
	}
	return 0
}

func (f *Files) lines(a *corpus.Article) *lines {
	l := f.known[a.Source]
	if l == nil {
		l = readLines(a.Source)
		f.known[a.Source] = l
	}
	return l
}

// lines holds the letters of a text file, and the line of each of their bytes.
type lines struct {
	letters string
	at      []int32
	count   int
}

// unseen matches the parts of a file that readers do not see: targets of links and pictures,
// footnote marks, tags.
var unseen = regexp.MustCompile(`(?s)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\]\[[^\]\n]*\]|\[\^[^\]\n]+\]|<!--.*?-->|</?[A-Za-z][^<>]*>`)

// readLines reads a text file. For any other file it returns no lines.
func readLines(path string) *lines {
	raw, err := os.ReadFile(path)
	if err != nil || !utf8.Valid(raw) || bytes.IndexByte(raw, 0) >= 0 {
		return &lines{}
	}
	text := unseen.ReplaceAllFunc(raw, func(part []byte) []byte {
		return append([]byte{' '}, bytes.Repeat([]byte{'\n'}, bytes.Count(part, []byte{'\n'}))...)
	})
	var l lines
	var out strings.Builder
	for line := range strings.Lines(string(text)) {
		l.count++
		for _, r := range html.UnescapeString(line) {
			if unicode.IsLetter(r) || unicode.IsNumber(r) {
				n, _ := out.WriteRune(r)
				for range n {
					l.at = append(l.at, int32(l.count))
				}
			}
		}
	}
	l.letters = out.String()
	return &l
}

// find returns the line on which a sentence begins, or 0. If several have the same words, it
// chooses the one with as many of them before it as in the article's text. If markup interrupts
// the sentence in the file, the first half of the sentence is enough.
func (l *lines) find(before, sentence string) int {
	wanted := []rune(letters(sentence))
	line := l.findLetters(before, string(wanted))
	if half := len(wanted) / 2; line == 0 && half >= fewestLetters {
		line = l.findLetters(before, string(wanted[:half]))
	}
	return line
}

// fewestLetters is how many letters it takes to tell a sentence from others.
const fewestLetters = 10

func (l *lines) findLetters(before, wanted string) int {
	if wanted == "" || l.letters == "" {
		return 0
	}
	skip, from, found := strings.Count(letters(before), wanted), 0, -1
	for n := 0; n <= skip; n++ {
		i := strings.Index(l.letters[from:], wanted)
		if i < 0 {
			break
		}
		found = from + i
		from = found + len(wanted)
	}
	if found < 0 {
		return 0
	}
	return int(l.at[found])
}
