package term

import "strings"

// A Page is text for people that is put together before it is shown. What is in
// it is clean, but for the colours that it wrote itself. The zero value is empty.
type Page struct{ out strings.Builder }

// Line adds a line. Each text among args is put on it by [Line].
func (p *Page) Line(format string, args ...any) { p.out.WriteString(line(format, args) + "\n") }

// Text adds text of any number of lines.
func (p *Page) Text(text string) { p.out.WriteString(Clean(text)) }
