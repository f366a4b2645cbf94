package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// notes parses footnotes: "[^1]: …", whose text stays where it is, and "[^1]" in the text,
// which is removed, as its number would be joined to what precedes it. goldmark's own extension
// drops notes without a reference, and does not accept a full-width colon.
type notes struct {
	parser.BlockParser // parses the continuation of a note
	labels             map[string]bool
}

func newNotes() notes { return notes{extension.NewFootnoteBlockParser(), map[string]bool{}} }

// maxLabel is the maximum length of a note's label, in bytes.
const maxLabel = 200

// label returns the label of a mark "[^label]" at the beginning of line, and the size of the
// mark. name is empty if there is none.
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

// Close leaves a note where it is.
func (notes) Close(ast.Node, text.Reader, parser.Context) {}

// noteMarks parses the marks of existing notes in the text.
type noteMarks struct{ notes }

// Trigger returns the first byte of a mark.
func (noteMarks) Trigger() []byte { return []byte{'['} }

// Parse parses a mark.
func (u noteMarks) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	name, size := label(line)
	if name == "" || !u.labels[name] {
		return nil
	}
	block.Advance(size)
	return east.NewFootnoteLink(0)
}
