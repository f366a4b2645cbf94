package columns

import (
	"regexp"
	"strings"
)

// A Wrapper breaks lines that are wider than a terminal: at spaces, and between characters of
// Chinese and similar scripts, but not before 。 or 」 and not after 「. It never breaks words,
// nor therefore addresses: the terminal itself wraps a word that is too wide, so that it can be
// copied whole. The zero value breaks nothing.
//
// Continuation lines are indented to the text of a list item or a footnote, or as deep as the
// line itself. Control sequences in the text are the program's own; they take no columns.
type Wrapper struct {
	Width int

	out    strings.Builder // ready to be shown
	held   string          // the last word, which may continue, and all after it
	column int             // of the cursor
	begun  bool            // the line has a word, after which it may be broken
	spaces string          // white space after that, written only once a word follows, and sequences
	lead   string          // the beginning of the line, which determines the indentation of the next one
	hang   int             // indentation set by Hang; 0 means that lead determines it
}

// leadLength is the number of bytes of a line that are searched for its lead.
const leadLength = 64

// mostHeld is the maximum number of bytes of a word that are held back: a word that arrives in
// small parts is parsed anew with each of them.
const mostHeld = 2048

// Hang sets the column at which the line that begins now continues.
func (w *Wrapper) Hang(column int) { w.hang = column }

// Add appends text and returns what can be shown now. It holds a word back until its end is
// known.
func (w *Wrapper) Add(text string) string {
	if w.Width <= 0 {
		return text
	}
	w.held += text
	for {
		line, rest, ended := strings.Cut(w.held, "\n")
		w.held = w.lay(line, ended)
		if !ended && len(w.held) > mostHeld {
			return w.End()
		}
		if !ended {
			return w.taken()
		}
		w.end()
		w.held = rest
	}
}

// End returns the text held back. More text may be added afterwards.
func (w *Wrapper) End() string {
	w.held = w.lay(w.held, true)
	w.out.WriteString(w.spaces)
	w.column += w.widthOf(w.spaces)
	w.spaces = ""
	return w.taken()
}

func (w *Wrapper) taken() string {
	out := w.out.String()
	w.out.Reset()
	return out
}

// end ends a line.
func (w *Wrapper) end() {
	w.out.WriteString(sequences(w.spaces) + "\n")
	w.column, w.begun, w.spaces, w.lead, w.hang = 0, false, "", "", 0
}

// lay places the words of a line and returns the text that may continue, which is empty if the
// line has ended.
func (w *Wrapper) lay(text string, ended bool) (held string) {
	l := parse(text)
	groups := l.groups()
	kept := len(l.plain)
	if !ended && len(groups) > 0 {
		last := len(groups) - 1
		kept, groups = groups[last][0].start, groups[:last]
	}
	for _, g := range groups {
		w.group(l, g)
	}
	if ended {
		w.out.WriteString(l.take(kept, kept)) // there may be nothing but sequences
	}
	return l.take(kept, len(l.plain))
}

// group places words that belong together on one line, if they all fit.
func (w *Wrapper) group(l *line, words []word) {
	width := 0
	for i, one := range words {
		width += one.width
		if i < len(words)-1 {
			width += Width(l.plain[one.end:one.next])
		}
	}
	if depth := w.depth(); w.full(width) && width <= w.Width-depth {
		w.turn(depth)
	}
	for _, one := range words {
		w.word(l, one)
	}
}

// word places a word on the line, or on the next one.
func (w *Wrapper) word(l *line, one word) {
	text := l.plain[one.start:one.end]
	if one.width > 0 && w.full(one.width) {
		w.turnFor(one.width)
	}
	if text != "" {
		w.out.WriteString(w.spaces)
		w.column += w.widthOf(w.spaces) + one.width
		w.spaces, w.begun = "", true
	}
	w.out.WriteString(l.take(one.start, one.end))
	w.spaces += l.take(one.end, one.next)
	if len(w.lead) < leadLength {
		w.lead += l.plain[one.start:one.next]
	}
}

// full reports whether the line has no room for width more columns after its white space.
func (w *Wrapper) full(width int) bool {
	return w.begun && w.column+w.widthOf(w.spaces)+width > w.Width
}

// shallow is the indentation of a word that is too wide for a deeper one.
const shallow = 2

// turnFor goes to the next line for a word of that width. If the word is too wide for any line
// and the current line has only its lead, it stays on this line.
func (w *Wrapper) turnFor(width int) {
	depth := w.depth()
	switch {
	case width <= w.Width-depth:
	case width <= w.Width-shallow:
		depth = min(depth, shallow)
	case w.column+w.widthOf(w.spaces) <= depth:
		return
	}
	w.turn(depth)
}

// turn goes to the next line. It drops the white space before the break, but keeps its
// sequences.
func (w *Wrapper) turn(depth int) {
	w.out.WriteString("\n" + strings.Repeat(" ", depth) + sequences(w.spaces))
	w.column, w.begun, w.spaces = depth, false, ""
}

// leads matches the beginning of a line below whose remainder the next lines are indented.
var leads = regexp.MustCompile(`^[ \t]*(?:(?:\[[0-9…]+\])+ +|[0-9]{1,3}[.)] +|[-*•–] +|(?:footnote|hint): +)?`)

// least is the minimum number of columns of an indented continuation line.
const least = 16

// depth returns the column at which the line continues.
func (w *Wrapper) depth() int {
	depth := w.hang
	if depth == 0 {
		depth = Width(strings.ReplaceAll(leads.FindString(w.lead), "\t", "    "))
	}
	if w.Width-depth < least {
		return min(depth, 2, w.Width/8)
	}
	return depth
}

// tab is the distance between tab stops.
const tab = 8

// widthOf returns the width of white space, which may contain sequences, after the cursor.
func (w *Wrapper) widthOf(spaces string) int {
	at := w.column
	for one, columns := range Characters(escape.ReplaceAllString(spaces, "")) {
		if one == "\t" {
			columns = tab - at%tab
		}
		at += columns
	}
	return at - w.column
}
