package markdown

import (
	"strings"

	"footnote/corpus/doc"
)

// Renderers of Markdown take time that grows with the square of what stands in
// one paragraph, and go as deep as quotations and lists do. These bounds are far
// from what people write, and seconds of work at most.
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

// isTangled reports Markdown that no renderer should be given.
func isTangled(source string) bool {
	var t tangle
	for line := range strings.Lines(source) {
		t.add(line)
	}
	t.endParagraph()
	return t.deep || t.inline > maxInlineWork || t.lined > maxLineWork || t.cells > maxCells || t.references > maxReferences
}

// A tangle is what a Markdown file would cost so far.
type tangle struct {
	inline, lined, cells, references int
	deep                             bool

	marks, lines int // of the paragraph
	columns      int // of the table that the paragraph may be
}

func (t *tangle) add(line string) {
	start := line[:min(len(line), 1024)] // enough to see that it is too deep
	if strings.TrimSpace(line) == "" || newItem().MatchString(start) {
		t.endParagraph()
	}
	if strings.TrimSpace(line) == "" {
		t.columns = 0
		return
	}
	prefix := containers().FindString(start)
	indent := len(start) - len(strings.TrimLeft(start, " \t"))
	nested := 0
	for _, mark := range []string{">", "-", "*", "+", ".", ")"} {
		nested += strings.Count(prefix, mark)
	}
	t.deep = t.deep || nested > maxNesting || nested > 0 && indent > 2*maxNesting
	t.columns = max(t.columns, strings.Count(line, "|"))
	t.cells += t.columns
	if strings.Contains(line, "]:") {
		t.references++
	}
	t.lines++
	for i := range len(line) {
		switch line[i] {
		case '[', ']', '*', '_', '`', '<', '\\', '~', '!', '(':
			t.marks++
		}
	}
}

func (t *tangle) endParagraph() {
	t.inline += t.marks * t.marks
	t.lined += t.lines * t.lines
	t.marks, t.lines = 0, 0
}
