package term

import (
	"os"
	"strings"
)

// Links reports whether to use hyperlinks (OSC 8): on a terminal that supports or ignores them,
// as all but the simplest do. Written out, an address that opens a page at a sentence takes
// three lines of percent signs.
func (s *Screen) Links() bool {
	switch os.Getenv("TERM") {
	case "", "dumb", "linux":
		return false
	}
	return s.terminal
}

// Link adds an indented line that links to an address. If the address does not consist of
// visible ASCII characters, the line is not a link.
func (p *Page) Link(text, address string) {
	const open, end = "\x1b]8;;", "\x1b\\"
	if strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		p.Whole("    %s", text)
		return
	}
	p.add(part{text: "    " + open + address + end + Line(text) + open + end + "\n", whole: true})
}
