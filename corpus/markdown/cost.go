package markdown

import (
	"strings"

	"footnote/corpus/doc"
)

// Parsers of Markdown take time that grows with the square of the marks and lines
// of a paragraph, and recurse as deep as quotations and lists are nested. These
// bounds are far above what people write, and stand for some seconds of work.
const (
	maxInlineWork = 2_000_000_000  // the marks of each paragraph, squared and summed
	maxLineWork   = 40_000_000_000 // its lines, likewise
	maxNesting    = 100            // quotations and lists within one another
	maxCells      = 200_000        // of tables
	maxReferences = 10_000
)

var (
	containers = doc.Pattern(`^(?:[ \t]*(?:>|[-*+][ \t]|[0-9]{1,9}[.)][ \t]))+`)
	newItem    = doc.Pattern(`^[ \t>]*(?:[-*+][ \t]|[0-9]{1,9}[.)][ \t]|#{1,6} |\|)`)
)

// costsTooMuch reports Markdown that would take a parser minutes, or exhaust its
// stack.
func costsTooMuch(source string) bool {
	var c parsingCost
	for line := range strings.Lines(source) {
		c.add(line)
	}
	c.endParagraph()
	return c.deep || c.inline > maxInlineWork || c.lined > maxLineWork || c.cells > maxCells || c.references > maxReferences
}

// A parsingCost adds up what a Markdown file would cost to parse.
type parsingCost struct {
	inline, lined     int64 // the marks and the lines of paragraphs, squared and summed
	cells, references int64
	deep              bool

	marks, lines int64 // of the paragraph
	columns      int64 // of the table that the paragraph may be
}

func (c *parsingCost) add(line string) {
	start := line[:min(len(line), 1024)] // enough to see that it is too deep
	if strings.TrimSpace(line) == "" || newItem().MatchString(start) {
		c.endParagraph()
	}
	if strings.TrimSpace(line) == "" {
		c.columns = 0
		return
	}
	prefix := containers().FindString(start)
	indent := len(start) - len(strings.TrimLeft(start, " \t"))
	nested := 0
	for _, mark := range []string{">", "-", "*", "+", ".", ")"} {
		nested += strings.Count(prefix, mark)
	}
	c.deep = c.deep || nested > maxNesting || nested > 0 && indent > 2*maxNesting
	c.columns = max(c.columns, int64(strings.Count(line, "|")))
	c.cells += c.columns
	if strings.Contains(line, "]:") {
		c.references++
	}
	c.lines++
	for i := range len(line) {
		switch line[i] {
		case '[', ']', '*', '_', '`', '<', '\\', '~', '!', '(':
			c.marks++
		}
	}
}

func (c *parsingCost) endParagraph() {
	c.inline += c.marks * c.marks
	c.lined += c.lines * c.lines
	c.marks, c.lines = 0, 0
}
