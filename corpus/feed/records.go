package feed

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"footnote/corpus/doc"
)

const (
	// maxNesting is the maximum nesting of objects and lists.
	maxNesting = 100
	// maxInline is the maximum width of a value that is in the line of its object.
	maxInline = 200
)

// A recorder turns JSON into lines: one for each object, with its short fields.
type recorder struct {
	ctx    context.Context
	in     *json.Decoder
	blocks []doc.Block
	scalar bool // whether the last value was neither an object nor a list
}

// records reads one or several JSON values. An object becomes a line of its fields, "name: x |
// size: 3"; in a list it has its number, as a row. Nested values follow below their names, and
// long texts become paragraphs.
func records(ctx context.Context, text string) (doc.Document, error) {
	r := recorder{ctx: ctx, in: json.NewDecoder(strings.NewReader(text))}
	r.in.UseNumber()
	number := 0
	if several(text) {
		number = 1
	}
	for ; r.in.More(); number++ {
		if err := r.value("", 0, number); err != nil {
			return doc.Document{}, r.blame(err)
		}
	}
	d := doc.Document{Blocks: slices.DeleteFunc(r.blocks, func(b doc.Block) bool { return strings.TrimSpace(b.Text) == "" })}
	if len(d.Blocks) == 0 {
		return doc.Document{}, &doc.Error{Reason: "is JSON without any text", Hint: "check that it is the right file"}
	}
	return d, nil
}

// several reports whether a text contains several values, as in JSON Lines. It counts brackets
// only, so as not to copy the whole text.
func several(text string) bool {
	text = strings.TrimSpace(text)
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i+1 < len(text)
			}
		case depth == 0 && strings.ContainsRune(" \t\r\n", rune(c)):
			return true // after a value without brackets
		}
	}
	return false
}

func (r *recorder) blame(err error) error {
	var bad *doc.Error
	if errors.As(err, &bad) || r.ctx.Err() != nil {
		return err
	}
	return &doc.Error{Reason: fmt.Sprintf("is no JSON: byte %d: %v", r.in.InputOffset(), err), Hint: "save it again, or as plain text"}
}

// token returns the next token. The end of the text within a value is an error.
func (r *recorder) token() (json.Token, error) {
	token, err := r.in.Token()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return token, err
}

// value reads the next value, which has that name. number is its position in a list, or 0 if it
// is in none.
func (r *recorder) value(name string, depth, number int) error {
	token, err := r.token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('{'):
		err := r.object(name, depth, number)
		r.scalar = false
		return err
	case json.Delim('['):
		err := r.list(name, depth)
		r.scalar = false
		return err
	}
	r.scalar = true
	if text := field("", token); text != "" {
		return r.add(doc.Block{Text: text, Gap: "\n\n", Page: number, Unit: unit(number)})
	}
	return nil
}

func unit(number int) doc.Unit {
	if number == 0 {
		return doc.Pages
	}
	return doc.Rows
}

// field formats a name and a value that is neither a list nor an object.
func field(name string, value json.Token) string {
	text := ""
	switch v := value.(type) {
	case string:
		text = strings.TrimSpace(strings.ToValidUTF8(v, "\uFFFD"))
	case json.Number:
		text = v.String()
	case bool:
		text = fmt.Sprint(v)
	}
	if text == "" || name == "" {
		return text
	}
	return doc.Cell(strings.ToValidUTF8(name, "\uFFFD")) + ": " + text
}

// object reads the fields of an object after its opening brace. name may be empty.
func (r *recorder) object(name string, depth, number int) error {
	if depth > maxNesting {
		return tooDeep()
	}
	line := len(r.blocks)
	if err := r.add(doc.Block{Gap: "\n", Page: number, Unit: unit(number)}); err != nil {
		return err
	}
	var short []string
	for r.in.More() {
		key, err := r.token()
		if err != nil {
			return err
		}
		value, err := r.token()
		if err != nil {
			return err
		}
		of, _ := key.(string)
		if value == json.Delim('{') || value == json.Delim('[') {
			if err := r.nested(doc.OneLine(strings.ToValidUTF8(of, "\uFFFD")), value, depth, number); err != nil {
				return err
			}
			continue
		}
		text := field(of, value)
		if isShort(text) {
			short = append(short, text)
		} else if err := r.add(doc.Block{Text: text, Gap: "\n\n", Page: number, Unit: unit(number)}); err != nil {
			return err
		}
	}
	short = slices.DeleteFunc(short, func(text string) bool { return text == "" })
	if name != "" && len(short) > 0 {
		short = append([]string{name}, short...)
	}
	r.blocks[line].Text = strings.Join(short, doc.CellMark)
	_, err := r.token() // the closing brace
	return err
}

func isShort(text string) bool { return doc.Width(text) <= maxInline && !strings.Contains(text, "\n") }

func tooDeep() error {
	return &doc.Error{Reason: fmt.Sprintf("is JSON nested deeper than %d", maxNesting), Hint: "save what you need of it as a table"}
}

// nested reads an object or a list that is a field of an object. In the outermost object, the
// field's name becomes a heading.
func (r *recorder) nested(name string, opening json.Token, depth, number int) error {
	if depth == 0 && number == 0 && name != "" {
		if err := r.add(doc.Block{Text: name, Level: 1, Gap: "\n\n"}); err != nil {
			return err
		}
		name = ""
	}
	if opening == json.Delim('[') {
		return r.list(name, depth+1)
	}
	return r.object(name, depth+1, number)
}

// list reads the values of a list after its opening bracket. Short values of a named list are
// joined in one line, "colours: red, green".
func (r *recorder) list(name string, depth int) error {
	if depth > maxNesting {
		return tooDeep()
	}
	var short []string
	line, width := 0, 0 // the index of the block of the first short value, and the width of all
	end := func() {
		if len(short) > 0 {
			r.blocks[line].Text = name + ": " + strings.Join(short, ", ")
		}
		short, width = nil, 0
	}
	for number := 1; r.in.More(); number++ {
		before := len(r.blocks)
		if err := r.value(name, depth+1, number); err != nil {
			return err
		}
		if name == "" || len(r.blocks) != before+1 || !r.scalar {
			continue
		}
		one := r.blocks[before]
		if width > 0 && width+len(one.Text) > 10*maxInline {
			end()
		}
		if len(short) == 0 {
			line = before
			r.blocks[line].Page, r.blocks[line].Unit = 0, doc.Pages
		} else {
			r.blocks = r.blocks[:before]
		}
		short, width = append(short, one.Text), width+len(one.Text)
	}
	end()
	_, err := r.token() // the closing bracket
	return err
}

func (r *recorder) add(b doc.Block) error {
	if len(r.blocks)%1024 == 0 && r.ctx.Err() != nil {
		return context.Cause(r.ctx)
	}
	r.blocks = append(r.blocks, b)
	if len(r.blocks) > doc.MaxParagraphs {
		return doc.TooManyParagraphs()
	}
	return nil
}
