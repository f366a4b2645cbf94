package slides

import (
	"encoding/xml"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

// A chart is the data of a chart.
type chart struct {
	tally  *doc.Tally
	title  string
	series []series

	part   string // the part of the chart or series being read: "title", "tx", "cat", "val"
	inText bool
	text   strings.Builder
}

// A series is a list of values and their categories.
type series struct {
	name               string
	categories, values []string
}

func (c *chart) visit(_ *archive.XML, token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		switch name := t.Name.Local; name {
		case "ser":
			c.series = append(c.series, series{})
		case "title", "tx", "cat", "val", "xVal", "yVal":
			if name != "tx" || c.part != "title" {
				c.part = strings.ToLower(strings.TrimLeft(name, "xy"))
			}
			if name == "xVal" {
				c.part = "cat"
			}
		case "v", "t":
			c.inText = true
			c.text.Reset()
		}
	case xml.CharData:
		if c.inText {
			c.text.Write(t)
		}
	case xml.EndElement:
		switch t.Name.Local {
		case "v", "t":
			c.inText = false
			return c.keep(doc.Cell(c.text.String()))
		case "ser", "title", "cat", "val", "xVal", "yVal":
			c.part = ""
		}
	}
	return nil
}

// keep stores a text in the current part.
func (c *chart) keep(text string) error {
	if err := c.tally.Add(text); err != nil {
		return err
	}
	last := len(c.series) - 1
	switch {
	case c.part == "title":
		c.title += text
	case last < 0:
	case c.part == "tx":
		c.series[last].name += text
	case c.part == "cat":
		c.series[last].categories = append(c.series[last].categories, text)
	case c.part == "val":
		c.series[last].values = append(c.series[last].values, text)
	}
	return nil
}

// lines returns the title, a row of the categories, and a row for each series.
func (c *chart) lines() []string {
	lines := []string{c.title}
	var above []string
	for _, s := range c.series {
		if head := append([]string{""}, s.categories...); len(s.categories) > 0 && doc.Row(head) != doc.Row(above) {
			lines, above = append(lines, doc.Row(head)), head
		}
		lines = append(lines, doc.Row(append([]string{s.name}, s.values...)))
	}
	return lines
}
