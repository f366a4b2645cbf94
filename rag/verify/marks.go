package verify

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// The parts of a mark: its numbers, and what models write next to them.
const (
	digits  = `[0-9０-９]`
	numbers = `-?` + digits + `{1,4}(?:\s*(?:[,，、;；&]|-|–|~|和|及|and)\s*\[?` + digits + `{1,4})*`
	label   = `(?:來源|来源|資料|资料|段落|文段|文獻|文献|參考|参考|引用|出處|出处|註|注|第|見|见|(?i:sources?|passages?|paragraphs?|refs?|references?|docs?|documents?|citations?|cites?|ids?|chunks?|contexts?|footnotes?))\s*[:：#]?\s*`
	suffix  = `\s*(?:段落?|號|号)?\s*`
)

// mark matches a footnote mark in any spelling that models use: [1], [1, 2], [1-3], [[1]],
// [^1], 【1】, ［1］, 〔1〕, 【1†source】, [來源1], (passage 1), and [1](address) together
// with the address.
var mark = doc.Pattern(`\s*(?:\[\[\s*(?:` + label + `){0,2}(` + numbers + `)\s*\]\]` +
	`|[\[［〔〖]\^?\s*(?:` + label + `){0,2}(` + numbers + `)` + suffix + `\^?(?:†[^\]\n]{0,20})?[\]］〕〗]` +
	`|【\s*(` + numbers + `)(?:[:：]\d{1,3})?(?:†[^】\n]{0,30})?\s*】|【\s*(?:` + label + `){1,2}(` + numbers + `)` + suffix + `】` +
	`|[（(]\s*(?:` + label + `){1,2}(` + numbers + `)` + suffix + `[)）]` +
	`|\{\s*(?:` + label + `){0,2}(` + numbers + `)\s*\}` +
	`|##(` + numbers + `)\$\$)(?:\([^()\s]{0,200}\))?`)

// lastMark matches marks at the end of a statement that mean something else inside it: (1)
// numbers an item, ² is a square.
var lastMark = doc.Pattern(`\s*(?:[（(]\s*(` + digits + `{1,2}(?:\s*[,，、]\s*` + digits + `{1,2})*)\s*[)）]|([` + circled + `])|([` + superscripts + `]{1,2}))([。．.！!？?…」』”’"]*)\s*$`)

// lateMark matches such a mark after the full stop.
var lateMark = doc.Pattern(`^\s*(?:[（(]\s*` + digits + `{1,2}(?:\s*[,，、]\s*` + digits + `{1,2})*\s*[)）]|[` + circled + `]|[` + superscripts + `]{1,2})`)

const circled = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

// markAfterEnd returns the size in bytes of the mark after the full stop of a statement, or 0
// if there is none. If a word follows, the number is rather that of an item.
func markAfterEnd(text string) int {
	if m := mark().FindStringIndex(text); m != nil && m[0] == 0 {
		return m[1]
	}
	size := len(lateMark().FindString(text))
	if size == 0 || size == len(text) {
		return size
	}
	next, _ := utf8.DecodeRuneInString(text[size:])
	if unicode.IsLetter(next) || unicode.IsDigit(next) {
		return 0
	}
	return size
}

const (
	// maxRange is the largest number of passages that a mark such as [1-9] may stand for.
	maxRange = 20
	// maxNumber is the highest passage number that (1) or ① may stand for.
	maxNumber = 20
)

var plainMark = doc.Pattern(`\[(\d+)\]`)

// EscapeMarks rewrites [1] as (1), so that it is not taken for one of Footnote's own marks.
func EscapeMarks(text string) string { return plainMark().ReplaceAllString(text, "($1)") }

// takeMarks returns text without its marks, and their numbers in order.
func takeMarks(text string) (string, []int) {
	var cites []int
	rest := mark().ReplaceAllStringFunc(text, func(found string) string {
		groups := mark().FindStringSubmatch(found)
		cites = append(cites, markNumbers(strings.Join(groups[1:], ""))...)
		return ""
	})
	var last []int
	for {
		groups := lastMark().FindStringSubmatch(rest)
		if groups == nil {
			return rest, append(cites, last...)
		}
		before := strings.TrimSuffix(rest, groups[0])
		numbers := markNumbers(groups[1] + groups[2] + groups[3])
		if len(numbers) == 0 || numbers[0] < 1 || numbers[0] > maxNumber || !marksEnd(before, groups[3] != "") {
			return rest, append(cites, last...)
		}
		last = append(numbers, last...)
		rest = before + groups[4]
	}
}

// marksEnd reports whether (1) or ¹ after this text can be a mark. It numbers an item after a
// colon or a comma, and is a power after a unit or a digit.
func marksEnd(before string, raised bool) bool {
	before = strings.TrimRight(before, " \t")
	r, _ := utf8.DecodeLastRuneInString(before)
	if before == "" || strings.ContainsRune("：:；;，,、(（", r) {
		return false
	}
	word := before[len(strings.TrimRightFunc(before, doc.IsASCIILetter)):]
	return !raised || !unicode.IsDigit(r) && (word == "" || len(word) > 3)
}

func markNumbers(list string) []int {
	var all []int
	list = strings.NewReplacer("和", ",", "及", ",", "and", ",").Replace(plainDigits(list))
	for _, item := range strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(",，、;；&", r) }) {
		item = strings.TrimSpace(item)
		from, to, isRange := strings.Cut(strings.NewReplacer("–", "-", "~", "-", "[", "").Replace(item), "-")
		first, err := strconv.Atoi(strings.TrimSpace(from))
		if err != nil {
			continue // -1 is not a footnote
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

// plainDigits writes the digits of marks as 0 to 9.
func plainDigits(text string) string {
	var out strings.Builder
	for _, r := range text {
		switch {
		case '０' <= r && r <= '９':
			out.WriteRune(r - '０' + '0')
		case strings.ContainsRune(circled, r):
			out.WriteString(strconv.Itoa(int(r-'①') + 1))
		case strings.ContainsRune(superscripts, r):
			out.WriteString(strconv.Itoa(slices.Index([]rune(superscripts), r)))
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}
