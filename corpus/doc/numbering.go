package doc

import (
	"regexp"
	"sync"
)

// A Numbering is a style of numbering headings.
type Numbering struct {
	Name  string         // its first number, such as "第一章"
	Match *regexp.Regexp // matches a numbered line; the first group is the number
	Words bool           // whether it includes a word such as "chapter", unlike the items of lists
}

// Numberings returns the numberings in the order in which they nest, the outermost first.
func Numberings() []Numbering { return numberings() }

var numberings = sync.OnceValue(func() []Numbering {
	return []Numbering{
		{"第一章", regexp.MustCompile(`^第([` + headNumerals + `]+)[章回卷部篇編编]`), true},
		{"第一節", regexp.MustCompile(`^第([` + headNumerals + `]+)[節节]`), true},
		{"Chapter 1", regexp.MustCompile(`^(?:Chapter|CHAPTER|Part|PART) ([0-9]+)\b`), true},
		{"一、", regexp.MustCompile(`^([` + hanNumerals + `]+)[、.．]`), false},
		{"01 ", regexp.MustCompile(`^([0-9]{1,2})[ \t\x{3000}]+[^0-9\s]`), false},
		{"（一）", regexp.MustCompile(`^[（(]([` + hanNumerals + `]+)[)）]`), false},
		{"1.", regexp.MustCompile(`^([0-9]{1,2})[.、．)）][ \t\x{3000}]*[^0-9\s]`), false},
	}
})

const (
	hanNumerals  = OneToTen + "百"
	headNumerals = hanNumerals + "0-9"
)

// IsNumbered reports whether a line begins like a numbered heading or item.
func IsNumbered(line string) bool {
	for _, n := range numberings() {
		if n.Match.MatchString(line) {
			return true
		}
	}
	return false
}

// IsListItem reports whether a line begins like an item of a list, with a bullet or a number,
// or like a quotation, a heading or a table row in plain text.
func IsListItem(line string) bool { return listMark().MatchString(line) }

var listMark = Pattern(`^\s*([-*•·‧>#|]|[（(]?[0-9a-zA-Z` + OneToTen + `]{1,3}[.、．)）])`)
