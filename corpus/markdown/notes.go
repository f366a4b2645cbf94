package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// notes reads footnotes: "[^1]: …", whose text stays where it stands, and "[^1]" in
// the text, which is left out as a number would be glued to what comes before.
// goldmark's own extension drops notes that nothing refers to, and knows no
// full-width colon.
type notes struct {
	parser.BlockParser // how a note goes on
	labels             map[string]bool
}

func newNotes() notes { return notes{extension.NewFootnoteBlockParser(), map[string]bool{}} }

// maxLabel bounds the label of a note, in bytes.
const maxLabel = 200

// label is that of a mark, "[^label]", which line begins with, and the size of the
// mark; empty where it does not.
func label(line []byte) (name string, size int) {
	if !bytes.HasPrefix(line, []byte("[^")) {
		return "", 0
	}
	end := bytes.IndexAny(line[2:min(len(line), maxLabel)], "[]\n")
	if end <= 0 || line[2+end] != ']' {
		return "", 0
	}
	return string(line[2 : 2+end]), end + 3
}

// Open begins a note.
func (u notes) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 {
		return nil, parser.NoChildren
	}
	name, size := label(line[at:])
	if name == "" {
		return nil, parser.NoChildren
	}
	at += size
	colon := 0
	for _, c := range []string{":", "："} {
		if bytes.HasPrefix(line[at:], []byte(c)) {
			colon = len(c)
		}
	}
	if colon == 0 {
		return nil, parser.NoChildren
	}
	u.labels[name] = true
	reader.AdvanceAndSetPadding(at+colon-segment.Padding, segment.Padding)
	return east.NewFootnote([]byte(name)), parser.HasChildren
}

// Close leaves a note where it stands.
func (notes) Close(ast.Node, text.Reader, parser.Context) {}

// noteMarks reads the marks in the text of the notes that there are.
type noteMarks struct{ notes }

// Trigger is what a mark begins with.
func (noteMarks) Trigger() []byte { return []byte{'['} }

// Parse reads a mark.
func (u noteMarks) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	name, size := label(line)
	if name == "" || !u.labels[name] {
		return nil
	}
	block.Advance(size)
	return east.NewFootnoteLink(0)
}
