package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A reading is what one reader makes of a file: blocks, each a paragraph, a heading or
// a line that stands for itself.
type reading []block

type block struct {
	page int // from 0
	text string
}

// counts are what is wrong with readings.
type counts struct {
	blocks     int
	characters int
	cut        int // sentences that go on in the next block
	hyphenated int // words that a line end divides and that are left so
	running    int // running heads and page numbers
}

func (c *counts) add(other counts) {
	c.blocks += other.blocks
	c.characters += other.characters
	c.cut += other.cut
	c.hyphenated += other.hyphenated
	c.running += other.running
}

// count looks for what is wrong with a reading of a file with so many pages. divided
// are the words that a line end divides in it.
func (r reading) count(divided map[string]bool, pages int) counts {
	c := counts{blocks: len(r), running: r.runningHeads(pages)}
	for i, block := range r {
		c.characters += utf8.RuneCountInString(block.text)
		if i > 0 && isCut(r[i-1].text, block.text) {
			c.cut++
		}
		for _, word := range hyphened.FindAllString(block.text, -1) {
			if divided[strings.ToLower(spaces.ReplaceAllString(word, ""))] {
				c.hyphenated++
			}
		}
	}
	return c
}

var (
	spaces   = regexp.MustCompile(`\s+`)
	hyphened = regexp.MustCompile(`\p{L}+[-\x{AD}\x{2010}]\s*\p{L}+`)
	digits   = regexp.MustCompile(`[0-9]+`)
)

const minWords = 6 // of a block that is prose, not a label

// isCut reports whether a sentence begins in one block and goes on in the next: the
// first is prose and ends in the middle of one, the second begins with a small letter.
func isCut(block, next string) bool {
	if len(strings.Fields(block)) < minWords || len(strings.Fields(next)) < minWords/2 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(block))
	return (unicode.IsLetter(last) || last == ',' || last == '-') && smallWord.MatchString(strings.TrimSpace(next))
}

// smallWord is a word of a sentence, not a name in code or a formula.
var smallWord = regexp.MustCompile(`^\p{Ll}+[,;.)]? \p{L}`)

// divisions are the words that line ends divide in lines of a file, with their hyphen
// and in lower case, of which the whole stands elsewhere in it, and the one with the
// hyphen nowhere.
func divisions(lines []string) map[string]bool {
	words, divided := map[string]bool{}, map[string]string{}
	for i, line := range lines {
		fields := strings.FieldsFunc(line, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
		if i > 0 && strings.HasSuffix(lines[i-1], "-") && len(fields) > 0 {
			before := strings.FieldsFunc(lines[i-1], func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
			if first, _ := utf8.DecodeRuneInString(line); len(before) > 0 && unicode.IsLower(first) {
				head := strings.TrimRight(before[len(before)-1], "-")
				divided[strings.ToLower(head+"-"+fields[0])] = strings.ToLower(head + fields[0])
			}
			fields = fields[1:]
		}
		if strings.HasSuffix(line, "-") && len(fields) > 0 {
			fields = fields[:len(fields)-1]
		}
		for _, word := range fields {
			words[strings.ToLower(word)] = true
		}
	}
	all := map[string]bool{}
	for with, without := range divided {
		if words[without] && !words[with] {
			all[with] = true
		}
	}
	return all
}

const (
	minRecurring = 3   // pages that have the same running head, at least
	partPages    = 4   // one page in so many has it
	maxHead      = 100 // characters
)

// edgeBlocks is how many blocks at the upper and at the lower edge of a page may be
// running heads.
const edgeBlocks = 3

// atEdge reports whether block i is one of the first or the last ones of its page.
func (r reading) atEdge(i int) bool {
	before, after := i-edgeBlocks, i+edgeBlocks
	return before < 0 || after >= len(r) || r[before].page != r[i].page || r[after].page != r[i].page
}

// runningHeads counts the blocks that are at the edge of many pages, once on each, and
// the numbers that count pages.
func (r reading) runningHeads(pages int) int {
	recurs := map[string][]int{} // by the text without its numbers: the pages
	for i, b := range r {
		text := strings.TrimSpace(b.text)
		if text == "" || !r.atEdge(i) || utf8.RuneCountInString(text) > maxHead || strings.Contains(text, "\n") {
			continue
		}
		key := digits.ReplaceAllString(text, "#")
		if key == "#" {
			number, _ := strconv.Atoi(text) // too large a number counts nothing
			key = fmt.Sprint(number - b.page)
		}
		recurs[key] = append(recurs[key], b.page)
	}
	sum := 0
	for _, on := range recurs {
		slices.Sort(on)
		blocks := len(on)
		if n := len(slices.Compact(on)); n >= minRecurring && partPages*n >= pages && blocks <= n+n/4 {
			sum += blocks
		}
	}
	return sum
}
