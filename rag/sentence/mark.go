package sentence

import (
	"strconv"
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

// A mark is what an item or a numbered heading begins with.
type mark struct {
	kind   string // a bullet, or the style of its number: "1.", "一、"; empty if there is none
	number int    // from 1; 0 for a bullet
	bare   bool   // nothing follows it: "1、"
}

func (m mark) isMark() bool   { return m.kind != "" }
func (m mark) numbered() bool { return m.number > 0 }

var (
	bullet   = doc.Pattern(`^(?:([•·‧◦▪●○■□◆◇▸▹►▶‣✓✔☑✅★☆◎※➢➤])\s*|([-*+–—])\s+)(\S)`)
	numeral  = doc.Pattern(`^([（(]?)([0-9]{1,3}|[一二三四五六七八九十]{1,3}|[a-hA-H])([.、．)）])(\s*)(.?)`)
	circled  = doc.Pattern(`^([①-⑳])\s*(.?)`)
	enDigits = doc.Pattern(`^[0-9]`)
)

// markOf returns the mark of a line.
func markOf(text string) mark {
	if m := bullet().FindStringSubmatch(text); m != nil {
		return mark{kind: m[1] + m[2]}
	}
	if m := circled().FindStringSubmatch(text); m != nil {
		r := []rune(m[1])[0]
		return mark{kind: "①", number: int(r-'①') + 1, bare: m[2] == ""}
	}
	m := numeral().FindStringSubmatch(text)
	if m == nil {
		return mark{}
	}
	opening, digits, closing, space, next := m[1], m[2], m[3], m[4], m[5]
	letter := len(digits) == 1 && unicode.IsLetter(rune(digits[0]))
	switch {
	case enDigits().MatchString(next) && space == "" && (closing == "." || closing == "．"): // 3.5 times
		return mark{}
	case letter && (space == "" || closing == "、"): // A.I.
		return mark{}
	case closing == ")" && opening == "" && letter && digits >= "I":
		return mark{}
	}
	kind := "1"
	number, err := strconv.Atoi(digits)
	switch {
	case letter:
		kind, number = "a", int(strings.ToLower(digits)[0]-'a')+1
	case err != nil:
		kind = "一"
		n, _ := doc.ChineseNumber(digits)
		number = int(n)
	}
	return mark{opening + kind + closing, max(number, 1), next == ""}
}

// marked reports whether a line begins with the mark of an item.
func (l line) marked() bool { return markOf(l.text()).isMark() }
