// Package slides reads presentations (PPTX, ECMA-376).
package slides

import (
	"cmp"
	"context"
	"encoding/xml"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// Parse reads a presentation: the text of its slides in order, each below its title and with
// its number, tables as rows "a | b", and the speaker's notes. It leaves out hidden slides and
// what is on every slide: footers, dates, numbers.
func Parse(ctx context.Context, a *archive.Zip) (doc.Document, error) {
	root, err := a.Relations(ctx, "")
	if err != nil {
		return doc.Document{}, err
	}
	main := archive.Related(root, "officeDocument", "ppt/presentation.xml")
	if a.Find(main) == nil {
		return doc.Document{}, &doc.Error{Reason: "is a PPTX without a presentation in it", Hint: "save it again from the program that made it"}
	}
	parts, err := order(ctx, a, main)
	if err != nil {
		return doc.Document{}, err
	}
	var d doc.Document
	var tally doc.Tally
	for i, part := range parts {
		s := slide{number: i + 1, tally: &tally}
		if err := s.read(ctx, a, part); err != nil {
			return doc.Document{}, err
		}
		if s.cover && d.Title == "" {
			d.Title = s.title
		}
		d.Blocks = append(d.Blocks, s.all(d.Title)...)
		d.Blocks, d.Pictures = figure.Attach(d.Blocks, append(d.Pictures, s.rest...)...)
		if len(d.Blocks) > doc.MaxParagraphs {
			return doc.Document{}, doc.TooManyParagraphs()
		}
	}
	if len(d.Blocks) == 0 {
		return doc.Document{}, &doc.Error{Reason: "is a presentation without any text", Hint: "slides that are pictures need OCR; save them as PDF and run it on that"}
	}
	says, err := a.Properties(ctx, archive.Related(root, "core-properties", "docProps/core.xml"))
	d.Title, d.Author, d.Published = cmp.Or(d.Title, ownTitle(says["title"])), says["creator"], doc.Day(says["created"])
	return d, err
}

// ownTitle returns a title unless the program has made it up.
func ownTitle(title string) string {
	if standardTitle().MatchString(title) {
		return ""
	}
	return title
}

var standardTitle = doc.Pattern(`(?i)^(?:powerpoint[ -].*|presentation ?[0-9]*|幻灯片 ?[0-9]+|投影片 ?[0-9]+|簡報 ?[0-9]*|演示文稿 ?[0-9]*|slide ?[0-9]+)$`)

// order returns the parts of the slides, in order.
func order(ctx context.Context, a *archive.Zip, main string) ([]string, error) {
	of, err := a.Relations(ctx, main)
	if err != nil {
		return nil, err
	}
	byID := targets(of)
	var parts []string
	seen := map[string]bool{}
	err = a.Walk(ctx, main, func(_ *archive.XML, token xml.Token) error {
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "sldId" {
			if part := byID[relation(e)]; part != "" && !seen[part] {
				seen[part] = true
				parts = append(parts, part)
			}
		}
		return nil
	})
	return parts, err
}

// relation returns the r:id of an element, which may have an id of its own, too.
func relation(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

// A slide is the content of a slide.
type slide struct {
	number int
	title  string
	cover  bool       // whether its title is that of the presentation
	shapes [][]string // the lines of each shape
	notes  []string

	pictures
	tally *doc.Tally
}

func (s *slide) read(ctx context.Context, a *archive.Zip, part string) error {
	of, err := a.Relations(ctx, part)
	if err != nil {
		return err
	}
	a.Expect(part)
	w := walker{tally: s.tally, targets: targets(of)}
	if err := a.Walk(ctx, part, w.visit); err != nil || w.hidden {
		return err
	}
	s.title, s.cover, s.shapes, s.pictures = w.title, w.cover, w.shapes, w.pictures
	for _, r := range of {
		w := walker{tally: s.tally}
		if r.Kind == "diagramData" || r.Kind == "chart" || r.Kind == "notesSlide" {
			a.Expect(r.Target)
		}
		switch r.Kind {
		case "diagramData": // SmartArt: its text, without the layout of its boxes
			w.open = true
			if err := a.Walk(ctx, r.Target, w.visit); err != nil {
				return err
			}
			s.shapes = append(s.shapes, w.lines)
		case "chart":
			c := chart{tally: s.tally}
			if err := a.Walk(ctx, r.Target, c.visit); err != nil {
				return err
			}
			s.shapes = append(s.shapes, c.lines())
		case "notesSlide":
			shown, err := a.Relations(ctx, r.Target)
			if err != nil {
				return err
			}
			w.notes, w.targets = true, targets(shown)
			if err := a.Walk(ctx, r.Target, w.visit); err != nil {
				return err
			}
			for _, shape := range w.shapes {
				s.notes = append(s.notes, shape...)
			}
			s.pictures.add(w.pictures)
		}
	}
	for _, b := range s.pictures.blocks {
		if err := s.tally.Add(b.Text); err != nil {
			return err
		}
	}
	return nil
}

// targets returns the parts that identifiers refer to.
func targets(of []archive.Relation) map[string]string {
	parts := map[string]string{}
	for _, r := range of {
		parts[r.ID] = r.Target
	}
	return parts
}

// all returns the blocks of the slide, below the title of the presentation.
func (s *slide) all(of string) []doc.Block {
	level := 1
	if of != "" && of != s.title {
		level = 2
	}
	var blocks []doc.Block
	add := func(text string, level int) {
		blocks = append(blocks, doc.Block{Text: text, Level: level, Gap: "\n", Page: s.number, Unit: doc.Slides})
	}
	endShape := func() {
		if len(blocks) > 0 {
			blocks[len(blocks)-1].Gap = "\n\n"
		}
	}
	if s.title != "" {
		add(s.title, level)
		endShape()
	}
	for _, lines := range s.shapes {
		for _, line := range lines {
			if strings.TrimSpace(line) != "" {
				add(line, 0)
			}
		}
		endShape()
	}
	for _, b := range s.pictures.blocks {
		b.Page, b.Unit = s.number, doc.Slides
		blocks = append(blocks, b)
	}
	for _, line := range s.notes {
		if strings.TrimSpace(line) != "" {
			add(line, 0)
		}
	}
	endShape()
	blocks, s.rest = figure.Attach(blocks, s.rest...)
	return blocks
}
