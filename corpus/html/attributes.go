package html

import (
	"strings"

	"footnote/corpus/doc"
)

// maxAttributes is the maximum number of attributes of one tag. A tokenizer holds them all at
// once and needs many times their size.
const maxAttributes = 4_000

// hasHugeTag reports whether a page has a tag with more than maxAttributes. Text in scripts and
// comments that looks like a tag does not count.
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

// separators counts the characters that can separate attributes in the tag at the start of
// page, ignoring quoted values, and returns the size of the tag.
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

// afterRaw skips the contents of a script or a style sheet.
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

// indexFold is strings.Index ignoring ASCII case; name is in lower case.
func indexFold(s, name string) int {
	for i := 0; i+len(name) <= len(s); i++ {
		if s[i] == name[0] && strings.EqualFold(s[i:i+len(name)], name) {
			return i
		}
	}
	return -1
}

// maxAttribute is the maximum size of an attribute value that is kept during the search for the
// article. Longer values contain pictures.
const maxAttribute = 2048
