package corpus

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A numbering is a way to number headings.
type numbering struct {
	name string
	*regexp.Regexp
}

// numberings in the order in which they nest, the outermost first. The first
// group of each is the number.
var numberings = []numbering{
	{"第一章", regexp.MustCompile(`^第([一二三四五六七八九十百0-9]+)[章回卷部篇編编]`)},
	{"第一節", regexp.MustCompile(`^第([一二三四五六七八九十百0-9]+)[節节]`)},
	{"Chapter 1", regexp.MustCompile(`^(?:Chapter|CHAPTER|Part|PART) ([0-9]+)\b`)},
	{"一、", regexp.MustCompile(`^([一二三四五六七八九十百]+)[、.．]`)},
	{"01 ", regexp.MustCompile(`^([0-9]{1,2})[ \t\x{3000}]+[^0-9\s]`)},
	{"（一）", regexp.MustCompile(`^[（(]([一二三四五六七八九十百]+)[)）]`)},
	{"1.", regexp.MustCompile(`^([0-9]{1,2})[.、．)）][ \t\x{3000}]*[^0-9\s]`)},
}

// Headings are lines; a longer one is a paragraph that starts with a number.
const maxHeadWidth = 100

func numberedHead(text string) string {
	for _, n := range numberings {
		if n.MatchString(text) {
			return n.name
		}
	}
	return ""
}

// outline finds the headings of a text that does not mark them: a title line
// and numbered lines. It comes after repair, which makes lines shorter.
func (d *document) outline() {
	level := 1
	if !slices.ContainsFunc(d.blocks, isHeading) {
		if i := titleLine(d.blocks); i >= 0 {
			d.blocks[i].level = 1
			if d.title == "" { // what the file says goes first
				d.title = strings.TrimSpace(d.blocks[i].text)
			}
		}
	}
	for _, b := range d.blocks {
		if b.level > 1 {
			return // the format marks headings
		}
		level = max(level, b.level+1)
	}
	for _, n := range numberings {
		found := n.heads(d.blocks)
		for _, i := range found {
			d.blocks[i].level = level
		}
		if len(found) > 0 {
			level++
		}
	}
}

func isHeading(b block) bool { return b.level > 0 }

// heads returns the blocks that are headings of this numbering: short lines
// without a full stop, numbered one after another from 0 or 1, each with a
// paragraph of its own. The items of a list have the numbers, but no paragraphs
// between them.
func (n numbering) heads(blocks []block) []int {
	var found []int
	last, body, ordered := 0, true, true
	for i, b := range blocks {
		text := strings.TrimSpace(b.text)
		if text == "" || b.level > 0 {
			continue
		}
		m := n.FindStringSubmatch(text)
		if m == nil || Width(text) > maxHeadWidth || endsSentence(text) || runs(blocks, i) {
			body = body || Width(text) > maxHeadWidth || endsSentence(text) || runs(blocks, i)
			continue
		}
		number := parseNumber(m[1])
		follows := number == last+1 || len(found) == 0 && number <= 1 || number == 1 && last > 1
		ordered = ordered && follows && body
		found = append(found, i)
		last, body = number, false
	}
	alone := len(found) == 1 && !strings.HasPrefix(n.name, "第") && !strings.HasPrefix(n.name, "Chapter")
	if !ordered || !body || alone {
		return nil
	}
	return found
}

// parseNumber reads "12" and "十二"; it returns -1 for what is neither.
func parseNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	total, digit := 0, 0
	for _, r := range s {
		switch i := strings.IndexRune("一二三四五六七八九", r) / len("一"); {
		case r == '百':
			total += max(digit, 1) * 100
			digit = 0
		case r == '十':
			total += max(digit, 1) * 10
			digit = 0
		case strings.ContainsRune("一二三四五六七八九", r):
			digit = i + 1
		default:
			return -1
		}
	}
	return total + digit
}

// titleLine returns the index of the first block if it looks like a title:
// short, unpunctuated, and followed by a blank line or by a long paragraph.
func titleLine(blocks []block) int {
	for i, b := range blocks {
		text := strings.TrimSpace(b.text)
		if text == "" {
			continue
		}
		short := Width(text) <= 80 && !strings.Contains(text, "\n")
		marked := endsSentence(text) || strings.ContainsAny(text, "|｜，、;；<>{}=") || strings.HasSuffix(text, "：") || strings.HasSuffix(text, ":")
		if !short || marked || numberedHead(text) != "" || i+1 >= len(blocks) || runs(blocks, i) {
			return -1
		}
		next := Width(blocks[i+1].text)
		if strings.Count(b.gap, "\n") > 1 && next > 0 || next > 2*80 {
			return i
		}
		return -1
	}
	return -1
}
