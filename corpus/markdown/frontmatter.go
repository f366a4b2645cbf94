package markdown

import (
	"cmp"
	"strings"

	"footnote/corpus/doc"
)

var (
	frontMatter = doc.Pattern(`(?s)\A(?:---[ \t]*\n(.*?\n)?(?:---|\.\.\.)|\+\+\+[ \t]*\n(.*?\n)?\+\+\+)[ \t]*(?:\n|\z)`)
	frontField  = doc.Pattern(`(?mi)^(title|authors?|creators?|by|date|pub(?:lish(?:ed)?)?_?date|published(?:_?at|_?on)?|created(?:_?at)?)[ \t]*[:=][ \t]*(.*(?:\n[ \t]*- .*|\n[ \t]+name:.*)*)$`)
	frontItem   = doc.Pattern(`(?m)^[ \t]*- `)
	frontName   = doc.Pattern(`(?m)^[ \t]*name:`)
)

// readFrontMatter reads title, author and date from the YAML or TOML front matter of a Markdown
// file, if it has one, and returns them and the rest of the file. The date of publication has
// precedence over that of creation.
func readFrontMatter(source string) (doc.Document, string) {
	var d doc.Document
	m := frontMatter().FindStringSubmatch(source)
	if m == nil {
		return d, source
	}
	created := ""
	for _, field := range frontField().FindAllStringSubmatch(m[1]+m[2], -1) {
		values := strings.Join(frontValues(field[2]), "、")
		switch name := strings.ToLower(field[1]); {
		case name == "title":
			d.Title = strings.Join(frontValues(field[2]), " ")
		case name == "author", name == "authors", d.Author == "" && (name == "by" || strings.HasPrefix(name, "creator")):
			d.Author = values
		case strings.HasPrefix(name, "created"):
			created = doc.Day(values)
		case d.Published == "":
			d.Published = doc.Day(values)
		}
	}
	d.Published = cmp.Or(d.Published, created)
	return d, source[len(m[0]):]
}

// frontValues returns a single value, the values in [a, b], or those of lines that begin with a
// dash, without their quotation marks.
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
		v = strings.TrimSpace(frontName().ReplaceAllString(v, ""))
		if len(v) > 1 && (v[0] == '"' || v[0] == '\'') && v[len(v)-1] == v[0] {
			v = v[1 : len(v)-1]
		}
		all[i] = v
	}
	return all
}
