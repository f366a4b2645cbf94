package markdown

import (
	"strings"

	"footnote/corpus/doc"
)

// Markdown parsers take time that grows with the square of the number of marks and lines in a
// paragraph, and recurse as deeply as quotations and lists are nested. These limits are far
// above what people write, and correspond to some seconds of work.
const (
	maxInlineWork = 2_000_000_000  // the sum, over all paragraphs, of the squared number of marks
	maxLineWork   = 40_000_000_000 // likewise of lines
	maxNesting    = 100            // nested quotations and lists
	maxCells      = 200_000        // cells of tables
	maxReferences = 10_000
)

var (
	containers = doc.Pattern(`^(?:[ \t]*(?:>|[-*+][ \t]|[0-9]{1,9}[.)][ \t]))+`)
	newItem    = doc.Pattern(`^[ \t>]*(?:[-*+][ \t]|[0-9]{1,9}[.)][ \t]|#{1,6} |\|)`)
)

// costsTooMuch reports whether parsing the text would take minutes or exhaust the stack.
func costsTooMuch(source string) bool {
	var c parsingCost
	for line := range strings.Lines(source) {
		c.add(line)
	}
	c.endParagraph()
	return c.deep || c.inline > maxInlineWork || c.lined > maxLineWork || c.cells > maxCells || c.references > maxReferences
}

// A parsingCost adds up the cost of parsing a Markdown file.
type parsingCost struct {
	inline, lined     int64 // the sums of the squared numbers of marks and lines of paragraphs
	cells, references int64
	deep              bool

	marks, lines int64 // of the current paragraph
	columns      int64 // of the table that the paragraph may be
}

func (c *parsingCost) add(line string) {
	start := line[:min(len(line), 1024)] // enough to detect that nesting is too deep
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
