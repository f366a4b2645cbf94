// Package plain reads text that has no markup.
package plain

import (
	"bytes"
	"context"
	"strings"
	"unicode"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

// Parse reads plain text. A line is a paragraph, unless the text is wrapped.
func Parse(_ context.Context, f doc.File) (doc.Document, error) {
	text, err := repair.Text(f, f.Charset)
	if err != nil {
		return doc.Document{}, err
	}
	if strings.Count(text, "\n") > doc.MaxParagraphs {
		return doc.Document{}, doc.TooManyParagraphs()
	}
	return doc.Document{Blocks: Blocks(text)}, nil
}

// maxWrapWidth is the widest margin at which text is wrapped, in mail and terminals.
const maxWrapWidth = 120

// Blocks returns a block for each paragraph. In text that was wrapped at a margin, a line that
// nearly reaches it continues in the next one. Line ends within Chinese are removed, as they
// stand for nothing, and so is a soft hyphen together with its line end.
func Blocks(text string) []doc.Block {
	lines := strings.SplitAfter(text, "\n")
	margin := 0
	for _, line := range lines {
		margin = max(margin, doc.Width(strings.TrimSpace(line)))
	}
	column := columnOf(lines)
	var w writer
	before, goesOn := "", false // about the last line with text
	for _, line := range lines {
		body := strings.TrimSuffix(line, "\n")
		end := line[len(body):]
		switch {
		case strings.TrimSpace(body) == "" && w.open:
			w.gap += line
			goesOn = false
			continue
		case column.goesOn(before, body, strings.Count(w.gap, "\n") > 1), goesOn && strings.HasSuffix(before, softHyphen):
			w.text.Truncate(len(bytes.TrimRightFunc(w.text.Bytes(), endsLine)))
			w.text.WriteString(body)
		case goesOn && !doc.IsListItem(body):
			w.text.WriteString(w.gap + body)
		default:
			w.end()
			w.text.WriteString(body)
		}
		w.gap, w.open = end, true
		before = body
		goesOn = margin <= maxWrapWidth && doc.Width(strings.TrimSpace(body))*10 >= margin*7 && margin > 40 && !doc.EndsSentence(body)
	}
	w.end()
	return w.blocks
}

const softHyphen = "\u00AD"

// endsLine reports whether r is invisible at the end of a line.
func endsLine(r rune) bool { return unicode.IsSpace(r) || string(r) == softHyphen }

// A writer collects the lines of a paragraph.
type writer struct {
	blocks []doc.Block
	text   bytes.Buffer
	gap    string
	open   bool
}

func (w *writer) end() {
	if w.open {
		w.blocks = append(w.blocks, doc.Block{Text: w.text.String(), Gap: w.gap})
	}
	w.text.Reset()
	w.open = false
}
