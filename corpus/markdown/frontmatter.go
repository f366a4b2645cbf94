package markdown

import (
	"strings"

	"footnote/corpus/doc"
)

var (
	frontMatter = doc.Pattern(`(?s)\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\z)`)
	frontField  = doc.Pattern(`(?m)^(title|authors?|date|published):[ \t]*(.*(?:\n[ \t]*- .*)*)$`)
	frontItem   = doc.Pattern(`(?m)^[ \t]*- `)
)

// readFrontMatter takes title, author and date from the fields that a Markdown
// file may begin with, and returns the rest of the file.
func readFrontMatter(source string) (doc.Document, string) {
	var d doc.Document
	m := frontMatter().FindStringSubmatch(source)
	if m == nil {
		return d, source
	}
	for _, field := range frontField().FindAllStringSubmatch(m[1], -1) {
		values := strings.Join(frontValues(field[2]), "、")
		switch field[1] {
		case "title":
			d.Title = strings.Join(frontValues(field[2]), " ")
		case "author", "authors":
			d.Author = values
		case "date", "published":
			d.Published = doc.Day(values)
		}
	}
	return d, source[len(m[0]):]
}

// frontValues are one value, those of [a, b], or those of lines that begin with
// a dash, each without its quotation marks.
func frontValues(text string) []string {
	text = strings.TrimSpace(text)
	all := []string{text}
	switch {
	case strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]"):
		all = strings.Split(text[1:len(text)-1], ",")
	case strings.HasPrefix(text, "- "):
		all = frontItem().Split(text, -1)[1:]
	}
	for i, v := range all {
		v = strings.TrimSpace(v)
		if len(v) > 1 && (v[0] == '"' || v[0] == '\'') && v[len(v)-1] == v[0] {
			v = v[1 : len(v)-1]
		}
		all[i] = v
	}
	return all
}
