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

// A reading is a file as one reader reads it: as blocks, each of which is a paragraph, a
// heading or a separate line.
type reading []block

type block struct {
	page int // from 0
	text string
}

// counts are the numbers of faults in readings, with the size of these.
type counts struct {
	blocks     int
	characters int
	cut        int // sentences that continue in the next block
	hyphenated int // words that were divided at a line end and not joined again
	running    int // running heads and page numbers
}

func (c *counts) add(other counts) {
	c.blocks += other.blocks
	c.characters += other.characters
	c.cut += other.cut
	c.hyphenated += other.hyphenated
	c.running += other.running
}

// count counts the faults in the reading of a file that has so many pages. divided holds the
// words that are divided at line ends in it.
func (r reading) count(divided map[string]bool, pages int) counts {
	c := counts{blocks: len(r), running: r.runningHeads(pages)}
	for i, b := range r {
		c.characters += utf8.RuneCountInString(b.text)
		if i > 0 && isCut(r[i-1].text, b.text) {
			c.cut++
		}
		for _, word := range withHyphen.FindAllString(b.text, -1) {
			if divided[strings.ToLower(spaces.ReplaceAllString(word, ""))] {
				c.hyphenated++
			}
		}
	}
	return c
}

var (
	spaces     = regexp.MustCompile(`\s+`)
	withHyphen = regexp.MustCompile(`\p{L}+[-\x{AD}\x{2010}]\s*\p{L}+`)
	digits     = regexp.MustCompile(`[0-9]+`)
)

// minWords is how many words a block needs to count as prose, not as a label.
const minWords = 6

// isCut reports whether a sentence begins in one block and continues in the next: the first
// block is prose and does not end with a sentence, and the second begins with a lower-case
// word.
func isCut(text, next string) bool {
	if len(strings.Fields(text)) < minWords || len(strings.Fields(next)) < minWords/2 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(text))
	return (unicode.IsLetter(last) || last == ',' || last == '-') && lowerWord.MatchString(strings.TrimSpace(next))
}

// lowerWord matches a word of a sentence, but not a name in code or a formula.
var lowerWord = regexp.MustCompile(`^\p{Ll}+[,;.)]? \p{L}`)

// divisions returns the words that are divided at line ends, in lower case and with the hyphen.
// Only words count that also occur without the hyphen elsewhere in the file, and nowhere with
// it.
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
	minRecurring = 3   // minimum number of pages with the same running head
	partPages    = 4   // at least one page in so many has it
	maxHead      = 100 // maximum length in characters
	edgeBlocks   = 3   // how many blocks at the top and at the bottom of a page may be running heads
)

// atEdge reports whether block i is one of the first or last blocks of its page.
func (r reading) atEdge(i int) bool {
	before, after := i-edgeBlocks, i+edgeBlocks
	return before < 0 || after >= len(r) || r[before].page != r[i].page || r[after].page != r[i].page
}

// runningHeads counts the page numbers, and the blocks that recur at the edge of many pages,
// about once on each.
func (r reading) runningHeads(pages int) int {
	recurs := map[string][]int{} // pages, by the text without its numbers
	for i, b := range r {
		text := strings.TrimSpace(b.text)
		if text == "" || !r.atEdge(i) || utf8.RuneCountInString(text) > maxHead || strings.Contains(text, "\n") {
			continue
		}
		key := digits.ReplaceAllString(text, "#")
		if key == "#" {
			number, _ := strconv.Atoi(text) // 0 if the number is too large
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
