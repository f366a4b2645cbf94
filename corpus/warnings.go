package corpus

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

var (
	// torn matches a character that lost its first byte, with or without the end of a gloss.
	torn = doc.Pattern(`\p{Han}[?？]\p{Latin}{1,6}[)）]`)
	// glossLike matches a parenthesis with one syllable and its tone mark, such as a gloss has.
	glossLike = doc.Pattern(`(\p{Han})[(（]([a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]*)[)）]`)
)

// maxWarnings is the maximum number of warnings of one kind. Nobody reads more.
const maxWarnings = 1_000

// findWarnings warns of text that looks broken and was left unchanged: nothing is guessed, and
// nothing is ignored silently. doubtful are pieces of the text for which there is no certain
// repair.
func (a *Article) findWarnings(doubtful []string) {
	for _, d := range doubtful {
		if i := strings.Index(a.Text, d); i >= 0 {
			a.warn([]int{i, i + len(d)}, "looks decoded with the wrong encoding, and no repair is certain")
		}
	}
	if strings.ContainsAny(a.Text, ")）") { // both patterns end in a parenthesis, and most texts have none
		a.inspectGlosses()
	}
	a.warnRuns(func(r rune) bool { return r == utf8.RuneError }, "characters were lost before the article came here (U+FFFD)")
	a.warnRuns(func(r rune) bool { return unicode.Is(unicode.Co, r) }, "private-use characters, which only some fonts show")
	slices.SortStableFunc(a.Warnings, func(x, y Warning) int { return x.Start - y.Start })
}

func (a *Article) inspectGlosses() {
	for _, m := range torn().FindAllStringIndex(a.Text, maxWarnings) {
		a.warn(m, "looks like what is left of a character that was decoded wrongly")
	}
	for _, m := range glossLike().FindAllStringSubmatchIndex(a.Text, maxWarnings) {
		a.warn(m, fmt.Sprintf("%s is not a reading of %s, so it was kept", a.Text[m[4]:m[5]], a.Text[m[2]:m[3]]))
	}
}

func (a *Article) warn(at []int, message string) {
	a.Warnings = append(a.Warnings, Warning{Span{at[0], at[1]}, message})
}

func (a *Article) warnRuns(bad func(rune) bool, message string) {
	start, most := -1, len(a.Warnings)+maxWarnings
	for i, r := range a.Text {
		switch {
		case len(a.Warnings) == most:
			return
		case bad(r) && start < 0:
			start = i
		case !bad(r) && start >= 0:
			a.warn([]int{start, i}, message)
			start = -1
		}
	}
	if start >= 0 {
		a.warn([]int{start, len(a.Text)}, message)
	}
}
