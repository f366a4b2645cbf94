package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
)

//go:embed page.html
var layout string

// Sizes in pixels. The font size in page.html fits columnWidth.
const (
	columnWidth = 9
	margin      = 18 // on the left and on the right
)

// pixels returns the width in pixels of a terminal with so many columns.
func pixels(columns int) int { return columnWidth*columns + 2*margin }

// layOut returns an HTML page that shows the lines of a terminal.
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

// Kind returns the CSS class of a cell. ASCII characters have the width of a column anyway;
// any other character is centred in its columns.
func (c cell) Kind() string {
	switch {
	case c.ASCII:
		return "ascii"
	case c.Columns == 1:
		return "one"
	}
	return "two"
}

// Style returns the width and the look of a cell as CSS.
func (c cell) Style() template.CSS {
	l := c.Look
	if l.Reversed {
		l.Front, l.Back = cmp.Or(l.Back, "#1e2127"), cmp.Or(l.Front, "#d7dae0")
	}
	style := []string{fmt.Sprintf("width: %dpx", columnWidth*c.Columns)}
	add := func(condition bool, property string) {
		if condition {
			style = append(style, property)
		}
	}
	add(l.Bold, "font-weight: bold")
	add(l.Faint, "opacity: .6")
	add(l.Italic, "font-style: italic")
	add(l.Underlined, "text-decoration: underline")
	add(l.Front != "", "color: "+l.Front)
	add(l.Back != "", "background: "+l.Back)
	return template.CSS(strings.Join(style, "; ")) // safe: numbers and constants only
}
