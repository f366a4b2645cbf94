package html

import (
	"strings"

	"footnote/corpus/doc"
)

// maxAttributes bounds the attributes of one tag, because a tokenizer holds them
// all at once, at many times their size.
const maxAttributes = 4_000

// hasHugeTag reports a page with a tag of more attributes than that. What only
// looks like a tag, in a script or a comment, does not count.
func hasHugeTag(page string) bool {
	for {
		i := strings.IndexByte(page, '<')
		if i < 0 || i+1 >= len(page) {
			return false
		}
		page = page[i+1:]
		switch {
		case strings.HasPrefix(page, "!--"):
			_, page, _ = strings.Cut(page, "-->")
		case page[0] != '/' && !doc.IsASCIILetter(rune(page[0])):
		default:
			n, size := separators(page)
			if n > maxAttributes {
				return true
			}
			page = afterRaw(page[:size], page[size:])
		}
	}
}

// separators counts what can stand between the attributes of the tag that page
// begins with, quoted values passed over, and returns the size of the tag.
func separators(page string) (n, size int) {
	var quote byte
	for i := range len(page) {
		c := page[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
				n++
			}
		case c == '>':
			return n, i
		case c == '"' || c == '\'':
			if i > 0 && page[i-1] == '=' {
				quote = c
			}
		case c == ' ' || c == '\n' || c == '\t' || c == '/' || c == '\f':
			n++
		}
	}
	return n, len(page)
}

// afterRaw passes over what a script or a style sheet holds.
func afterRaw(tag, rest string) string {
	for _, name := range []string{"script", "style"} {
		if len(tag) >= len(name) && strings.EqualFold(tag[:len(name)], name) {
			if i := indexFold(rest, "</"+name); i >= 0 {
				return rest[i:]
			}
			return ""
		}
	}
	return rest
}

// indexFold is strings.Index without regard to ASCII case; name is in lower case.
func indexFold(s, name string) int {
	for i := 0; i+len(name) <= len(s); i++ {
		if s[i] == name[0] && strings.EqualFold(s[i:i+len(name)], name) {
			return i
		}
	}
	return -1
}

// maxAttribute bounds the value of an attribute that is kept while the article is
// searched for: longer ones hold pictures.
const maxAttribute = 2048
