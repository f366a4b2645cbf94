// Package samples makes sample files for Footnote: six articles, each in a different format, short
// ones in ten more formats, and questions that they answer. It also makes hostile files, which try
// to harm the program that reads them.
package samples

import (
	"embed"
	"fmt"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

//go:embed text
var texts embed.FS

// These are the files in [Folder].
const (
	Observatory = "觀測站.txt"
	Bridge      = "青石渡橋.pdf"
	Tea         = "茶叶合作社.docx"
	Seeds       = "種子庫.epub"
	Reservoir   = "蓄水池.html"
	Railway     = "機車.md"
)

// Folder returns files by name: a text in GB18030, a PDF of three pages, a Word document, an EPUB
// book, a saved page of a news site, and Markdown.
func Folder() map[string][]byte {
	observatory, err := simplifiedchinese.GB18030.NewEncoder().String(text("observatory.txt"))
	if err != nil {
		panic(fmt.Sprintf("samples: %v", err)) // the text is part of the program
	}
	var pages [][]string
	for page := range strings.SplitSeq(text("bridge.txt"), "=====\n") {
		pages = append(pages, strings.Split(strings.TrimSpace(page), "\n"))
	}
	return map[string][]byte{
		Observatory: []byte(observatory),
		Bridge:      PDF("青石渡橋耐震補強紀要", "橋樑工程小組", pages),
		Tea:         docx("云脚茶叶合作社年度报告", "云脚茶叶合作社", "2025-01-18", lines("tea.txt")),
		Seeds:       epub("種子庫裡的冬天", "霜谷種子庫", "2024-11-02", lines("seeds.txt")),
		Reservoir:   []byte(newsPage(lines("reservoir.txt"))),
		Railway:     []byte(text("railway.md")),
	}
}

func text(name string) string {
	raw, err := texts.ReadFile("text/" + name)
	if err != nil {
		panic(fmt.Sprintf("samples: %v", err)) // the file is part of the program
	}
	return string(raw)
}

// A line is a paragraph of a text with its mark: "#" for a title, "##" a heading, "|" a table row,
// "1." a list item, "^1" a footnote.
type line struct{ mark, text string }

func lines(name string) []line {
	var all []line
	for raw := range strings.Lines(text(name)) {
		l := line{"", strings.TrimSpace(raw)}
		for _, mark := range []string{"## ", "# ", "|", "1.", "^1 "} {
			if rest, found := strings.CutPrefix(l.text, mark); found {
				l = line{strings.TrimSpace(mark), rest}
				break
			}
		}
		all = append(all, l)
	}
	return all
}
