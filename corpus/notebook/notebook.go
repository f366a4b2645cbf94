// Package notebook reads Jupyter notebooks (nbformat 3 and 4).
package notebook

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/figure"
	"footnote/corpus/html"
	"footnote/corpus/markdown"
	"footnote/corpus/repair"
)

const (
	// maxCells is the maximum number of cells in a notebook.
	maxCells = 20_000
	// maxOutput is the maximum number of characters of one cell's output. Training logs are
	// longer, and nobody asks about them.
	maxOutput = 4_000
	// maxObjects and maxLines are the maximum numbers of JSON objects in a notebook, and of lines
	// in one text. Each of them costs more than its characters.
	maxObjects = 500_000
	maxLines   = 1_000_000
)

// A source is a text, which may be a list of lines.
type source string

func (s *source) UnmarshalJSON(data []byte) error {
	if bytes.Count(data, []byte(",")) > maxLines {
		return fmt.Errorf("a text has more than %d lines", maxLines)
	}
	var lines []string
	if err := json.Unmarshal(data, &lines); err == nil {
		*s = source(strings.Join(lines, ""))
		return nil
	}
	var text string
	if err := json.Unmarshal(data, &text); err == nil {
		*s = source(text)
	}
	return nil // neither a text nor a list
}

// A file is the part of a notebook that is read.
type file struct {
	Format     int    `json:"nbformat"`
	Cells      []cell `json:"cells"`
	Worksheets []struct {
		Cells []cell `json:"cells"`
	} `json:"worksheets"` // format 3
	Metadata struct {
		Title   any `json:"title"`
		Authors []struct {
			Name any `json:"name"`
		} `json:"authors"`
	} `json:"metadata"`
}

type cell struct {
	Kind    string   `json:"cell_type"`
	Source  source   `json:"source"`
	Input   source   `json:"input"` // code in format 3
	Level   int      `json:"level"` // heading level in format 3
	Outputs []output `json:"outputs"`
}

// there reports whether a value is present, whatever it is.
type there bool

func (t *there) UnmarshalJSON(data []byte) error {
	*t = string(data) != "null"
	return nil
}

type output struct {
	Text source `json:"text"`
	PNG  there  `json:"png"` // format 3
	JPEG there  `json:"jpeg"`
	SVG  there  `json:"svg"`
	Data struct {
		PNG      there  `json:"image/png"`
		JPEG     there  `json:"image/jpeg"`
		GIF      there  `json:"image/gif"`
		SVG      there  `json:"image/svg+xml"`
		HTML     source `json:"text/html"`
		Markdown source `json:"text/markdown"`
		Plain    source `json:"text/plain"`
	} `json:"data"`
	Name string `json:"ename"`
	Says string `json:"evalue"`
}

// Parse reads a notebook: its texts, its code, and the output, each with the number of its
// cell, from 1. Pictures are counted.
func Parse(ctx context.Context, f doc.File) (doc.Document, error) {
	text, err := repair.Text(f, "")
	if err != nil {
		return doc.Document{}, err
	}
	if strings.Count(text, "{") > maxObjects {
		return doc.Document{}, &doc.Error{Reason: fmt.Sprintf("is a notebook of more than %d objects", maxObjects), Hint: "clear its outputs"}
	}
	var n file
	if err := json.Unmarshal([]byte(text), &n); err != nil {
		return doc.Document{}, &doc.Error{Reason: "is no notebook: " + err.Error(), Hint: "save it again in Jupyter"}
	}
	cells := n.Cells
	for _, w := range n.Worksheets {
		cells = append(cells, w.Cells...)
	}
	if len(cells) > maxCells {
		return doc.Document{}, &doc.Error{Reason: fmt.Sprintf("is a notebook of more than %d cells", maxCells), Hint: "split it into several notebooks"}
	}
	var d doc.Document
	for i, c := range cells {
		if ctx.Err() != nil {
			return doc.Document{}, context.Cause(ctx)
		}
		blocks, pictures, title, err := c.blocks(ctx)
		if err != nil {
			return doc.Document{}, err
		}
		d.Title = cmp.Or(d.Title, title)
		of := doc.Document{Blocks: blocks, Pictures: pictures}
		figure.Rename(&of, func(source string) string {
			if strings.HasPrefix(source, "attachment:") { // to this cell; another has its own of that name
				return fmt.Sprintf("%d:%s", i+1, source)
			}
			return source
		})
		for _, b := range of.Blocks {
			b.Page, b.Unit = i+1, doc.Cells
			d.Blocks = append(d.Blocks, b)
		}
		d.Pictures = append(d.Pictures, of.Pictures...)
		if len(d.Blocks) > doc.MaxParagraphs {
			return doc.Document{}, doc.TooManyParagraphs()
		}
	}
	if len(d.Blocks) == 0 {
		return doc.Document{}, &doc.Error{Reason: "is a notebook without any text", Hint: "check that it is the right file"}
	}
	n.describe(&d)
	return d, nil
}

// describe sets the title and the like from the notebook's metadata.
func (n file) describe(d *doc.Document) {
	if title, ok := n.Metadata.Title.(string); ok && title != "" {
		d.Title = title
	}
	var names []string
	for _, a := range n.Metadata.Authors {
		if name, ok := a.Name.(string); ok && len(names) < doc.MaxAuthors {
			names = append(names, name)
		}
	}
	d.Author = strings.Join(names, "、")
}

// blocks returns the blocks of a cell, the pictures that belong to none of them, and the title
// of a text that has one.
func (c cell) blocks(ctx context.Context) (blocks []doc.Block, pictures []string, title string, err error) {
	switch c.Kind {
	case "markdown":
		d, err := markdown.Parse(ctx, doc.File{Data: []byte(c.Source)})
		if err != nil || strings.TrimSpace(string(c.Source)) == "" {
			return nil, nil, "", err
		}
		for _, b := range d.Blocks {
			if b.Level == 1 && title == "" {
				title = strings.TrimSpace(b.Text)
			}
		}
		return ended(d.Blocks), d.Pictures, title, nil
	case "heading":
		return ended([]doc.Block{{Text: doc.Cell(string(c.Source)), Level: min(max(c.Level, 1), 6)}}), nil, "", nil
	case "code":
		blocks = append(blocks, doc.Block{Text: strings.Trim(cmp.Or(string(c.Source), string(c.Input)), "\n"), Verbatim: true})
		for _, o := range c.Outputs {
			shown, err := o.blocks()
			if err != nil {
				return nil, nil, "", err
			}
			blocks = append(blocks, shown...)
			if o.isPicture() {
				pictures = append(pictures, "")
			}
		}
		return ended(blocks), pictures, "", nil
	}
	return ended([]doc.Block{{Text: strings.Trim(string(c.Source), "\n"), Verbatim: true}}), nil, "", nil
}

// isPicture reports whether an output is a picture.
func (o output) isPicture() bool {
	return bool(o.PNG || o.JPEG || o.SVG || o.Data.PNG || o.Data.JPEG || o.Data.GIF || o.Data.SVG)
}

// standIn matches what is printed in place of a picture.
var standIn = doc.Pattern(`^<[^<>\n]{0,300}>$`)

// blocks returns an output: a table as its rows, anything else as text.
func (o output) blocks() ([]doc.Block, error) {
	if page := o.Data.HTML; strings.Contains(string(page), "<table") && len(page) < 64*maxOutput {
		d, err := html.Whole(string(page))
		if err == nil && len(d.Blocks) > 0 {
			return d.Blocks, nil
		}
	}
	text := string(cmp.Or(o.Text, o.Data.Markdown, o.Data.Plain))
	if o.Name != "" {
		text = o.Name + ": " + o.Says
	}
	text = strings.Trim(text, "\n")
	if o.isPicture() && standIn().MatchString(strings.TrimSpace(text)) {
		return nil, nil
	}
	warning := ""
	if characters := []rune(text[:min(len(text), 8*maxOutput)]); len(characters) > maxOutput {
		text = string(characters[:maxOutput]) + "…"
		warning = fmt.Sprintf("of what the cell printed only the first %d characters are read", maxOutput)
	}
	return []doc.Block{{Text: text, Verbatim: true, Warning: warning}}, nil
}

// ended returns the blocks with text, each ending its paragraph.
func ended(blocks []doc.Block) []doc.Block {
	var all []doc.Block
	for _, b := range blocks {
		if strings.TrimSpace(b.Text) == "" {
			continue
		}
		if b.Gap == "" {
			b.Gap = "\n\n"
		}
		all = append(all, b)
	}
	if len(all) > 0 {
		all[len(all)-1].Gap = "\n\n"
	}
	return all
}

// Looks reports whether a text begins like a notebook.
func Looks(start []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(start), []byte("{")) && (bytes.Contains(start, []byte(`"cell_type"`)) || bytes.Contains(start, []byte(`"nbformat"`)))
}
