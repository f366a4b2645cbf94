package verify

import (
	"strconv"
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

// mark is a footnote mark in any spelling that models use: [1], [1, 2], [1-3],
// [[1]], [^1], 【1】, ［1］, 【1†source】, and [1](address), whose address goes too.
var mark = doc.Pattern(`\s*(?:\[\[\s*(` + numbers + `)\s*\]\]|\[\^?\s*(` + numbers + `)\s*\]|【\s*(` + numbers + `)[^】\n]{0,20}】|［\s*(` + numbers + `)\s*］)(?:\([^()\s]{0,200}\))?`)

const numbers = `-?\d{1,4}(?:\s*(?:[,，、;；]|-|–|~)\s*\d{1,4})*`

// maxRange is how many numbers a mark such as [1-9] stands for at most.
const maxRange = 20

// takeMarks returns text without its marks, and their numbers in order.
func takeMarks(text string) (string, []int) {
	var cites []int
	rest := mark().ReplaceAllStringFunc(text, func(found string) string {
		groups := mark().FindStringSubmatch(found)
		cites = append(cites, markNumbers(strings.Join(groups[1:], ""))...)
		return ""
	})
	return rest, cites
}

func markNumbers(list string) []int {
	var all []int
	for _, item := range strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(",，、;；", r) }) {
		item = strings.TrimSpace(item)
		from, to, isRange := strings.Cut(strings.NewReplacer("–", "-", "~", "-").Replace(item), "-")
		first, err := strconv.Atoi(strings.TrimSpace(from))
		if err != nil {
			continue // -1 is no footnote
		}
		last := first
		if isRange {
			if last, err = strconv.Atoi(strings.TrimSpace(to)); err != nil {
				last = first
			}
		}
		for n := first; n <= min(last, first+maxRange); n++ {
			all = append(all, n)
		}
	}
	return all
}

var (
	image    = doc.Pattern(`!\[[^\]\n]*\]\([^)\n]*\)`)
	anchor   = doc.Pattern(`\[([^\]\n]*)\]\(([^)\n]*)\)`)
	autolink = doc.Pattern(`<((?:https?|mailto)[^<>\s]*)>`)
	emphasis = doc.Pattern("\\*\\*|__|`+")
	bullet   = doc.Pattern(`^\s*(?:[-*•·]|#{1,6}|>|\d{1,2}[.)、])\s+`)
)

// Plain takes the markup off a line that a model wrote: a link keeps its words
// and its address, an image nothing; control, direction and invisible
// characters go.
func Plain(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case doc.IsInvisible(r), unicode.Is(unicode.Co, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, text)
	text = image().ReplaceAllString(text, "")
	text = anchor().ReplaceAllString(text, "$1 $2")
	text = autolink().ReplaceAllString(text, "$1")
	text = emphasis().ReplaceAllString(text, "")
	text = bullet().ReplaceAllString(text, "")
	return strings.Join(strings.Fields(text), " ")
}
