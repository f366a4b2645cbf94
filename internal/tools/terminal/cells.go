package main

import (
	"fmt"
	"strconv"
	"strings"

	"footnote/internal/columns"
)

// A cell is one visible character of one or two columns, or a run of ASCII characters with
// the same look.
type cell struct {
	Text    string
	Columns int
	ASCII   bool
	Look    look
}

// A look is how characters are shown. The zero value is plain text.
type look struct {
	Bold, Faint, Italic, Underlined, Reversed bool
	Front, Back                               string // CSS colours; empty means the terminal's default
}

// lines returns the lines of a captured screen, without the empty ones at its end. A look
// stays in effect beyond the end of a line.
func lines(captured string) [][]cell {
	var all [][]cell
	var current look
	for line := range strings.SplitSeq(strings.TrimRight(captured, "\n "), "\n") {
		var cells []cell
		cells, current = cellsOf(strings.TrimSuffix(line, "\r"), current)
		all = append(all, cells)
	}
	return all
}

// cellsOf returns the cells of a line that begins with the current look, and the look at its
// end.
func cellsOf(line string, current look) (cells []cell, after look) {
	for line != "" {
		if rest, codes, found := cutSequence(line); found {
			if codes != nil {
				current = current.with(codes)
			}
			line = rest
			continue
		}
		end := len(line)
		if i := strings.IndexAny(line, "\x0e\x0f\x1b"); i > 0 {
			end = i
		}
		for one, width := range columns.Characters(line[:end]) {
			cells = appendCell(cells, cell{one, width, len(one) == 1 && one[0] >= ' ' && one[0] < 0x7f, current})
		}
		line = line[end:]
	}
	return cells, current
}

// appendCell adds a character to cells. An ASCII character joins the last cell if that is
// ASCII with the same look.
func appendCell(cells []cell, one cell) []cell {
	last := len(cells) - 1
	switch {
	case one.Columns == 0:
	case one.ASCII && last >= 0 && cells[last].ASCII && cells[last].Look == one.Look:
		cells[last].Text += one.Text
		cells[last].Columns++
	default:
		cells = append(cells, one)
	}
	return cells
}

// cutSequence cuts a control sequence off the beginning of text. codes are the numbers of a
// sequence that changes the look of text, and nil for any other sequence.
func cutSequence(text string) (rest string, codes []int, found bool) {
	switch {
	case strings.HasPrefix(text, "\x1b["):
		end := strings.IndexFunc(text[2:], func(r rune) bool { return r >= '@' && r <= '~' })
		if end < 0 {
			return "", nil, true
		}
		numbers, last, rest := text[2:2+end], text[2+end], text[3+end:]
		if last != 'm' {
			return rest, nil, true
		}
		for n := range strings.FieldsFuncSeq("0"+numbers+";", func(r rune) bool { return r == ';' || r == ':' }) {
			code, _ := strconv.Atoi(n) // anything else counts as 0
			codes = append(codes, code)
		}
		return rest, codes, true
	case strings.HasPrefix(text, "\x1b]"): // a link or a window title
		if _, rest, ok := strings.Cut(text, "\x1b\\"); ok {
			return rest, nil, true
		}
		_, rest, _ := strings.Cut(text, "\a")
		return rest, nil, true
	case text[0] == 0x1b: // a short sequence, such as one that selects a character set
		rest := strings.TrimLeft(text[1:], " !\"#$%&'()*+,-./")
		return rest[min(1, len(rest)):], nil, true
	case text[0] == 0x0e || text[0] == 0x0f: // shift in and out
		return text[1:], nil, true
	}
	return text, nil, false
}

// with returns the look after a sequence with these numbers.
func (l look) with(codes []int) look {
	for len(codes) > 0 {
		code := codes[0]
		codes = codes[1:]
		switch {
		case code == 0:
			l = look{}
		case code == 1:
			l.Bold = true
		case code == 2:
			l.Faint = true
		case code == 3:
			l.Italic = true
		case code == 4:
			l.Underlined = true
		case code == 7:
			l.Reversed = true
		case code == 22:
			l.Bold, l.Faint = false, false
		case code == 23:
			l.Italic = false
		case code == 24:
			l.Underlined = false
		case code == 27:
			l.Reversed = false
		case isColour(code - 30):
			l.Front, codes = colour(code-30, codes)
		case isColour(code - 40):
			l.Back, codes = colour(code-40, codes)
		}
	}
	return l
}

// isColour reports whether a code sets a colour. n counts from the first such code, which is
// 30 for the text and 40 for its background.
func isColour(n int) bool { return n >= 0 && n <= 9 || n >= 60 && n <= 67 }

// colour returns the colour that a code sets, counted as by isColour, and the numbers that
// are left after it.
func colour(n int, rest []int) (string, []int) {
	switch {
	case n <= 7:
		return palette[n], rest
	case n == 8:
		return extended(rest)
	case n == 9:
		return "", rest
	}
	return palette[n-60+8], rest
}

// palette holds the sixteen basic colours, in muted shades.
var palette = []string{
	"#3b4048", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4",
	"#5c6370", "#e88b93", "#b1d196", "#efd19a", "#8cc4f2", "#d49ae6", "#83cbd4", "#ffffff",
}

// extended reads one of the 256 colours or an RGB colour, and returns the numbers after it.
func extended(codes []int) (colour string, rest []int) {
	switch {
	case len(codes) >= 4 && codes[0] == 2:
		return fmt.Sprintf("#%02x%02x%02x", codes[1]&0xff, codes[2]&0xff, codes[3]&0xff), codes[4:]
	case len(codes) < 2 || codes[0] != 5:
		return "", nil
	}
	n, rest := codes[1]&0xff, codes[2:]
	switch {
	case n < len(palette):
		return palette[n], rest
	case n >= 232:
		grey := 8 + 10*(n-232)
		return fmt.Sprintf("#%02x%02x%02x", grey, grey, grey), rest
	}
	n -= 16
	level := func(n int) int { return []int{0, 95, 135, 175, 215, 255}[n] }
	return fmt.Sprintf("#%02x%02x%02x", level(n/36), level(n/6%6), level(n%6)), rest
}
