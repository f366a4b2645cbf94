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
	"footnote/corpus/html"
	"footnote/corpus/markdown"
	"footnote/corpus/repair"
)

const (
	// maxCells bounds the cells of a notebook.
	maxCells = 20_000
	// maxOutput bounds the characters of what one cell printed; logs of training are
	// longer, and nobody asks about them.
	maxOutput = 4_000
	// maxObjects and maxLines bound the objects of a notebook and the lines of one
	// text, of which each costs more than its characters.
	maxObjects = 500_000
	maxLines   = 1_000_000
)

// A source is a text, or its lines in a list.
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
	return nil // what is neither is no text
}

// A file is what of a notebook is read.
type file struct {
	Format     int    `json:"nbformat"`
	Cells      []cell `json:"cells"`
	Worksheets []struct {
		Cells []cell `json:"cells"`
	} `json:"worksheets"` // of format 3
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
	Input   source   `json:"input"` // of code in format 3
	Level   int      `json:"level"` // of a heading in format 3
	Outputs []output `json:"outputs"`
}

type output struct {
	Text source `json:"text"`
	Data struct {
		HTML     source `json:"text/html"`
		Markdown source `json:"text/markdown"`
		Plain    source `json:"text/plain"`
	} `json:"data"`
	Name string `json:"ename"`
	Says string `json:"evalue"`
}

// Parse reads a notebook: its texts, its code, and what that printed, each with the
// number of its cell, from 1. Pictures are left out.
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
		blocks, title, err := c.blocks(ctx)
		if err != nil {
			return doc.Document{}, err
		}
		d.Title = cmp.Or(d.Title, title)
		for _, b := range blocks {
			b.Page, b.Unit = i+1, doc.Cells
			d.Blocks = append(d.Blocks, b)
		}
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

// describe takes what the notebook says of itself.
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

// blocks are those of a cell, and the title of a text that has one.
func (c cell) blocks(ctx context.Context) (blocks []doc.Block, title string, err error) {
	switch c.Kind {
	case "markdown":
		d, err := markdown.Parse(ctx, doc.File{Data: []byte(c.Source)})
		if err != nil || strings.TrimSpace(string(c.Source)) == "" {
			return nil, "", err
		}
		for _, b := range d.Blocks {
			if b.Level == 1 && title == "" {
				title = strings.TrimSpace(b.Text)
			}
		}
		return ended(d.Blocks), title, nil
	case "heading":
		return ended([]doc.Block{{Text: doc.Cell(string(c.Source)), Level: min(max(c.Level, 1), 6)}}), "", nil
	case "code":
		blocks = append(blocks, doc.Block{Text: strings.Trim(cmp.Or(string(c.Source), string(c.Input)), "\n"), Verbatim: true})
		for _, o := range c.Outputs {
			shown, err := o.blocks()
			if err != nil {
				return nil, "", err
			}
			blocks = append(blocks, shown...)
		}
		return ended(blocks), "", nil
	}
	return ended([]doc.Block{{Text: strings.Trim(string(c.Source), "\n"), Verbatim: true}}), "", nil
}

// blocks are what was printed: a table as its rows, else text.
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
	warning := ""
	if characters := []rune(text[:min(len(text), 8*maxOutput)]); len(characters) > maxOutput {
		text = string(characters[:maxOutput]) + "…"
		warning = fmt.Sprintf("of what the cell printed only the first %d characters are read", maxOutput)
	}
	return []doc.Block{{Text: text, Verbatim: true, Warning: warning}}, nil
}

// ended are the blocks that have text, each with the end of a paragraph.
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

// Looks reports a text that begins like a notebook.
func Looks(start []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(start), []byte("{")) && (bytes.Contains(start, []byte(`"cell_type"`)) || bytes.Contains(start, []byte(`"nbformat"`)))
}
