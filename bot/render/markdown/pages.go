package markdown

import (
	"regexp"

	"footnote/corpus/doc"
)

// breaks match the places where text may be cut, the best ones first. The cut is after the
// match.
var breaks = []*regexp.Regexp{
	regexp.MustCompile(`\n\n+`),
	regexp.MustCompile(`\n`),
	regexp.MustCompile(`[。！？；…][」』”’）)]*(?:\[[0-9]+\])*\s*|[.!?;]["'”’)]*(?: ?\[[0-9]+\])*\s+`),
	regexp.MustCompile(`[，、：,]\s*`),
	regexp.MustCompile(`\s+`),
}

// whole matches what must stay in one piece: a fenced block, code, bold text, a link, an
// escaped character, the mark of a footnote.
var whole = regexp.MustCompile("(?s)```.*?```|\\[[^\\[\\]\n]+\\]\\(<[^>\n]+>\\)|`[^`\n]+`|\\*\\*(?:\\\\.|[^*\\\\])+\\*\\*|https?:[\u200b]?//\\S+|\\\\.|\\[[0-9]+\\]")

// fullEnough is the share of a page that must be filled. Beyond it, a better place to cut
// counts for more than a fuller page.
const fullEnough = 0.5

// Pages splits text into parts of at most limit UTF-16 units, which must be at least 64. Put
// together, the parts are the text again, with one exception: a fenced block that is longer
// than a page is closed at the end of one page and opened again on the next.
func Pages(text string, limit int) []string {
	var pages []string
	for exceeds(text, limit) {
		at := cut(text, limit)
		page, rest := text[:at], text[at:]
		if fence, open := openFence(page); open {
			at = cut(text, limit-Length("\n```"))
			if at <= len(fence)+1 { // nothing but the fence itself: take more
				at = hard(text, limit-Length("\n```"))
			}
			page, rest = text[:at], text[at:]
			if fence, open = openFence(page); open && at > len(fence)+1 {
				page, rest = page+"\n```", fence+"\n"+rest
			}
		}
		pages = append(pages, page)
		text = rest
	}
	return append(pages, text)
}

// exceeds reports whether text has more than limit units. It reads no more of the text than
// that takes: a unit is at most three bytes.
func exceeds(text string, limit int) bool {
	return Length(text[:min(len(text), 3*limit+4)]) > limit
}

var fenceStart = regexp.MustCompile("```[a-zA-Z0-9+#-]*")

// openFence returns the start of a fenced block that text does not close.
func openFence(text string) (string, bool) {
	all := fenceStart.FindAllString(text, -1)
	if len(all)%2 == 0 {
		return "", false
	}
	fence := all[len(all)-1]
	const longest = 20
	if len(fence) > longest {
		fence = "```"
	}
	return fence, true
}

// cut returns the byte offset at which the first page of text ends.
func cut(text string, limit int) int {
	end := hard(text, limit)
	// A piece that must stay whole may reach over the end, so look a page further.
	view := text[:min(len(text), 2*end+64)]
	pieces := whole.FindAllStringIndex(view, -1)
	least := int(float64(end) * fullEnough)
	for _, b := range breaks {
		all := b.FindAllStringIndex(text[:end], -1)
		for i := len(all) - 1; i >= 0 && all[i][1] >= least; i-- {
			if at := all[i][1]; !inside(at, pieces, end) {
				return at
			}
		}
	}
	for _, p := range pieces { // no good place: at least do not cut through a piece
		if p[0] < end && end < p[1] && p[0] > 0 && p[1]-p[0] <= end {
			return p[0]
		}
	}
	return end
}

// hard returns the byte offset at which a page is full, between characters.
func hard(text string, limit int) int {
	end, units := 0, 0
	for g := range doc.Graphemes(text) {
		n := Length(g)
		if units+n > limit {
			break
		}
		units, end = units+n, end+len(g)
	}
	if end > 0 {
		return end
	}
	for i, r := range text { // one character that is longer than a page: a prank
		if units += Length(string(r)); units > limit {
			return i
		}
	}
	return len(text)
}

// inside reports whether a byte offset is within a whole piece that fits a page.
func inside(at int, pieces [][]int, page int) bool {
	for _, p := range pieces {
		if p[0] < at && at < p[1] && p[1]-p[0] <= page {
			return true
		}
	}
	return false
}
