package columns

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// A line is text with its control sequences taken out.
type line struct {
	plain string
	codes []code // those not yet returned by take
}

// A code is a control sequence with its offset in the plain text.
type code struct {
	at       int
	sequence string
}

// escape matches the control sequences that the program writes: colours, and the start and end
// of links.
var escape = regexp.MustCompile(`\x1b(?:\[[0-9;]*m|\]8;[^\x1b]*\x1b\\)`)

func parse(text string) *line {
	var l line
	var plain strings.Builder
	for {
		at := escape.FindStringIndex(text)
		if at == nil {
			plain.WriteString(text)
			l.plain = plain.String()
			return &l
		}
		plain.WriteString(text[:at[0]])
		l.codes = append(l.codes, code{plain.Len(), text[at[0]:at[1]]})
		text = text[at[1]:]
	}
}

// take returns the plain text between two offsets, with the sequences in it and any earlier
// ones that have not been taken.
func (l *line) take(from, to int) string {
	var out strings.Builder
	for len(l.codes) > 0 && l.codes[0].at <= to {
		if at := l.codes[0].at; at > from {
			out.WriteString(l.plain[from:at])
			from = at
		}
		out.WriteString(l.codes[0].sequence)
		l.codes = l.codes[1:]
	}
	out.WriteString(l.plain[from:to])
	return out.String()
}

// sequences returns only the control sequences in text.
func sequences(text string) string { return strings.Join(escape.FindAllString(text, -1), "") }

// A word is never broken. It spans from start to end; white space follows up to next.
type word struct {
	start, end, next int
	width            int // without the white space
}

// blank is the white space at which a line may be broken.
const blank = " \t\u3000"

// groups returns the words of a line in groups that stay together: a footnote mark stays with
// the word before it. Text that follows may extend the last group.
func (l *line) groups() (all [][]word) {
	for _, one := range l.words() {
		if len(all) > 0 && isMark(l.plain[one.start:]) {
			all[len(all)-1] = append(all[len(all)-1], one)
			continue
		}
		all = append(all, []word{one})
	}
	return all
}

// isMark reports whether text begins with a footnote mark, or may do so once more text follows.
func isMark(text string) bool {
	inside, is := strings.CutPrefix(text, "[")
	return is && (inside == "" || inside[0] >= '0' && inside[0] <= '9' || strings.HasPrefix(inside, ellipsis))
}

// words splits a line where it may be broken, by Unicode Standard Annex #14. ASCII text is an
// exception: annex 14 breaks addresses, paths and names after some punctuation marks, and does
// not break before the leading mark of a path, so ASCII is broken at white space only.
func (l *line) words() (all []word) {
	add := func(start, next int) {
		end := start + len(strings.TrimRight(l.plain[start:next], blank))
		if last := len(all) - 1; last >= 0 && all[last].end == start && end > start && isASCII(l.plain[start-1]) && isASCII(l.plain[start]) {
			all[last].end, all[last].next = end, next
			return
		}
		all = append(all, word{start: start, end: end, next: next})
	}
	starts := paths.FindAllStringIndex(l.plain, -1)
	state, at := -1, 0
	for rest := l.plain; rest != ""; {
		_, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		end := len(l.plain) - len(rest)
		for ; len(starts) > 0 && starts[0][0]+1 < end; starts = starts[1:] {
			if start := starts[0][0] + 1; start > at {
				add(at, start)
				at = start
			}
		}
		add(at, end)
		at = end
	}
	for i := range all {
		all[i].width = Width(l.plain[all[i].start:all[i].end])
	}
	return all
}

// paths matches the beginning of a path, with the white space before it.
var paths = regexp.MustCompile(`[ \t][/.][0-9A-Za-z_~]`)

func isASCII(b byte) bool { return b < utf8.RuneSelf }
