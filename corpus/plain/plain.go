// Package plain reads text that has no markup.
package plain

import (
	"context"
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

// Parse reads a file of plain text: a line is a paragraph, unless the text is
// wrapped.
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

// maxWrapWidth is the widest margin that text is wrapped at, in mail and terminals.
const maxWrapWidth = 120

// Blocks has a block for each paragraph. In text that was wrapped at a
// margin, a line that nearly reaches it goes on in the next one.
func Blocks(text string) []doc.Block {
	lines := strings.SplitAfter(text, "\n")
	margin := 0
	for _, line := range lines {
		margin = max(margin, doc.Width(strings.TrimSpace(line)))
	}
	var blocks []doc.Block
	goesOn := false
	for _, line := range lines {
		body := strings.TrimSuffix(line, "\n")
		end := line[len(body):]
		if last := len(blocks) - 1; goesOn && strings.TrimSpace(body) != "" && !doc.IsListItem(body) {
			blocks[last].Text += blocks[last].Gap + body
			blocks[last].Gap = end
		} else if body == "" && last >= 0 {
			blocks[last].Gap += end
		} else {
			blocks = append(blocks, doc.Block{Text: body, Gap: end})
		}
		goesOn = margin <= maxWrapWidth && doc.Width(strings.TrimSpace(body))*10 >= margin*7 && margin > 40 && !doc.EndsSentence(body)
	}
	return blocks
}
