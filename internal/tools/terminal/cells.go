package main

import (
	"fmt"
	"strconv"
	"strings"

	"footnote/internal/columns"
)

// A cell is one character as it is seen, of one or two columns, or a row of characters
// of ASCII that look the same.
type cell struct {
	Text    string
	Columns int
	ASCII   bool
	Look    look
}

// A look is how characters are shown. The zero value is that of plain text.
type look struct {
	Bold, Faint, Italic, Underlined, Reversed bool
	Front, Back                               string // colours of CSS; empty is the terminal's own
}

// lines are those of a captured screen, without the empty ones at its end. A look goes on
// from a line to the next.
func lines(captured string) [][]cell {
	var all [][]cell
	var now look
	for line := range strings.SplitSeq(strings.TrimRight(captured, "\n "), "\n") {
		var cells []cell
		cells, now = cellsOf(strings.TrimSuffix(line, "\r"), now)
		all = append(all, cells)
	}
	return all
}

// cellsOf are the cells of a line, and the look that it ends with.
func cellsOf(line string, now look) (cells []cell, after look) {
	for line != "" {
		if rest, codes, is := sequence(line); is {
			if codes != nil {
				now = now.with(codes)
			}
			line = rest
			continue
		}
		end := len(line)
		if i := strings.IndexAny(line, "\x0e\x0f\x1b"); i > 0 {
			end = i
		}
		for one, width := range columns.Characters(line[:end]) {
			cells = join(cells, cell{one, width, len(one) == 1 && one[0] >= ' ' && one[0] < 0x7f, now})
		}
		line = line[end:]
	}
	return cells, now
}

// join adds a character to cells, to the last of them where it looks the same.
func join(cells []cell, one cell) []cell {
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

// sequence reads a control sequence at the beginning of text: the numbers of one that
// changes how text looks, nil for any other.
func sequence(text string) (rest string, codes []int, is bool) {
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
			code, _ := strconv.Atoi(n) // what is no number counts as 0
			codes = append(codes, code)
		}
		return rest, codes, true
	case strings.HasPrefix(text, "\x1b]"): // a link or a title, to its end
		if _, rest, ok := strings.Cut(text, "\x1b\\"); ok {
			return rest, nil, true
		}
		_, rest, _ := strings.Cut(text, "\a")
		return rest, nil, true
	case text[0] == 0x1b: // a set of characters, or the like
		rest := strings.TrimLeft(text[1:], " !\"#$%&'()*+,-./")
		return rest[min(1, len(rest)):], nil, true
	case text[0] == 0x0e || text[0] == 0x0f: // shift in and out
		return text[1:], nil, true
	}
	return text, nil, false
}

// with is a look after the numbers of a sequence.
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
		case code >= 30 && code <= 37:
			l.Front = palette[code-30]
		case code >= 90 && code <= 97:
			l.Front = palette[code-90+8]
		case code == 38:
			l.Front, codes = extended(codes)
		case code == 39:
			l.Front = ""
		case code >= 40 && code <= 47:
			l.Back = palette[code-40]
		case code >= 100 && code <= 107:
			l.Back = palette[code-100+8]
		case code == 48:
			l.Back, codes = extended(codes)
		case code == 49:
			l.Back = ""
		}
	}
	return l
}

// palette are the sixteen colours, calm ones.
var palette = []string{
	"#3b4048", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4",
	"#5c6370", "#e88b93", "#b1d196", "#efd19a", "#8cc4f2", "#d49ae6", "#83cbd4", "#ffffff",
}

// extended reads a colour of 256 or of red, green and blue, and returns the numbers
// after it.
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
