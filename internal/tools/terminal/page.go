package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
)

//go:embed page.html
var layout string

// column is the width of a column in pixels, and margin that on either side of all of
// them. The page has its font to fit.
const (
	column = 9
	margin = 18
)

// pixels is the width of a terminal of so many columns.
func pixels(columns int) int { return column*columns + 2*margin }

// layOut is a page of HTML that shows the lines of a terminal.
func layOut(all [][]cell, columns int, language string) ([]byte, error) {
	t, err := template.New("page").Parse(layout)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = t.Execute(&out, struct {
		Lines    [][]cell
		Pixels   int
		Language string
	}{all, pixels(columns), language})
	return out.Bytes(), err
}

// Kind is the class of a cell: characters of ASCII keep their places by themselves, any
// other is put in the middle of its own.
func (c cell) Kind() string {
	switch {
	case c.ASCII:
		return "ascii"
	case c.Columns == 1:
		return "one"
	}
	return "two"
}

// Style is the width and the look of a cell as CSS.
func (c cell) Style() template.CSS {
	l := c.Look
	if l.Reversed {
		l.Front, l.Back = or(l.Back, "#1e2127"), or(l.Front, "#d7dae0")
	}
	style := []string{fmt.Sprintf("width: %dpx", column*c.Columns)}
	add := func(is bool, property string) {
		if is {
			style = append(style, property)
		}
	}
	add(l.Bold, "font-weight: bold")
	add(l.Faint, "opacity: .6")
	add(l.Italic, "font-style: italic")
	add(l.Underlined, "text-decoration: underline")
	add(l.Front != "", "color: "+l.Front)
	add(l.Back != "", "background: "+l.Back)
	return template.CSS(strings.Join(style, "; ")) // of numbers and of this program's own words
}

func or(colour, otherwise string) string {
	if colour == "" {
		return otherwise
	}
	return colour
}
