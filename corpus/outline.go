package corpus

import (
	"slices"
	"strconv"
	"strings"

	"footnote/corpus/doc"
)

// maxHeadWidth is the maximum width of a heading. A wider line is a paragraph that starts with
// a number.
const maxHeadWidth = 100

// outline finds the headings of a text that does not mark them: a title line and numbered
// lines. It must run after repair, which makes lines shorter.
func outline(d *doc.Document) {
	level := 1
	if !slices.ContainsFunc(d.Blocks, isHeading) {
		if i := titleLine(d.Blocks); i >= 0 {
			d.Blocks[i].Level = 1
			if d.Title == "" { // the file's own title has precedence
				d.Title = strings.TrimSpace(d.Blocks[i].Text)
			}
		}
	}
	for _, b := range d.Blocks {
		if b.Level > 1 {
			return // the format marks headings
		}
		level = max(level, b.Level+1)
	}
	for _, n := range doc.Numberings() {
		found := numberedHeadings(n, d.Blocks)
		for _, i := range found {
			d.Blocks[i].Level = level
		}
		if len(found) > 0 {
			level++
		}
	}
}

func isHeading(b doc.Block) bool { return b.Level > 0 }

// numberedHeadings returns the indices of the blocks that are headings of a numbering: short
// lines without a full stop, numbered consecutively from 0 or 1, each followed by a paragraph.
// The items of a list have numbers too, but no paragraphs between them.
func numberedHeadings(n doc.Numbering, blocks []doc.Block) []int {
	var found []int
	last, body, ordered := 0, true, true
	for i, b := range blocks {
		text := strings.TrimSpace(b.Text)
		if text == "" || b.Level > 0 || b.Alternative {
			continue
		}
		m := n.Match.FindStringSubmatch(text)
		if m == nil || doc.Width(text) > maxHeadWidth || doc.EndsSentence(text) || runsOver(blocks, i) {
			body = body || doc.Width(text) > maxHeadWidth || doc.EndsSentence(text) || runsOver(blocks, i)
			continue
		}
		number := parseNumber(m[1])
		follows := number == last+1 || len(found) == 0 && number <= 1 || number == 1 && last > 1
		ordered = ordered && follows && body
		found = append(found, i)
		last, body = number, false
	}
	alone := len(found) == 1 && !n.Words
	if !ordered || !body || alone {
		return nil
	}
	return found
}

// parseNumber parses "12" and "十二". It returns -1 for anything else.
func parseNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	n, ok := doc.ChineseNumber(s)
	if !ok && n == 0 {
		return -1
	}
	return int(n)
}

// titleLine returns the index of the first block if it looks like a title: short, without
// punctuation, and followed by a blank line or a long paragraph. Otherwise it returns -1.
func titleLine(blocks []doc.Block) int {
	for i, b := range blocks {
		text := strings.TrimSpace(b.Text)
		if text == "" || b.Alternative {
			continue
		}
		short := doc.Width(text) <= 80 && !strings.Contains(text, "\n")
		marked := doc.EndsSentence(text) || strings.ContainsAny(text, "|｜，、;；<>{}=") || strings.HasSuffix(text, "：") || strings.HasSuffix(text, ":")
		if !short || marked || doc.IsNumbered(text) || i+1 >= len(blocks) || runsOver(blocks, i) {
			return -1
		}
		next := doc.Width(blocks[i+1].Text)
		if strings.Count(b.Gap, "\n") > 1 && next > 0 || next > 2*80 {
			return i
		}
		return -1
	}
	return -1
}

// runsOver reports whether a block is part of a paragraph that continues over a page break, and
// so is neither a heading nor a title.
func runsOver(blocks []doc.Block, i int) bool {
	return blocks[i].Continues || i+1 < len(blocks) && blocks[i+1].Continues
}
