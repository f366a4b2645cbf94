package slides

import (
	"encoding/xml"
	"strconv"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
	"footnote/corpus/figure"
)

// pictures are the pictures of a slide.
type pictures struct {
	open   *figure.Picture // the one being read; nil if none is
	drawn  bool            // whether the open one shows a picture rather than something that is read as text
	bullet bool            // whether the picture of a bullet is open
	groups int             // number of open groups, in which sizes are not those on the slide
	blocks []doc.Block     // texts of completed pictures
	rest   []string        // pictures without a text
}

// isShape reports whether an element may be a picture or be filled with one.
func isShape(element string) bool {
	return element == "pic" || element == "sp" || element == "graphicFrame" || element == "cxnSp"
}

func (p *pictures) start(e xml.StartElement) {
	switch name := e.Name.Local; {
	case name == "grpSp":
		p.groups++
	case isShape(name):
		p.open, p.drawn = &figure.Picture{}, false
	case p.open == nil:
	case name == "cNvPr":
		p.open.Alt, p.open.Title = archive.Attribute(e, "descr"), archive.Attribute(e, "title")
		p.open.Decorative = isOn(archive.Attribute(e, "hidden"))
	case name == "decorative":
		p.open.Decorative = p.open.Decorative || isOn(archive.Attribute(e, "val"))
	case name == "buBlip":
		p.bullet = true
	case name == "blip" && !p.bullet:
		if source := archive.Attribute(e, "embed") + archive.Attribute(e, "link"); source != "" && !p.drawn {
			p.open.Source, p.drawn = source, true
		}
	case name == "videoFile" || name == "audioFile" || name == "wavAudioFile":
		p.open.Decorative = true
	case name == "ext" && p.groups == 0 && archive.Attribute(e, "cx") != "":
		p.open.Width, p.open.Height = side(e, "cx"), side(e, "cy")
	}
}

func side(e xml.StartElement, name string) float64 {
	n, _ := strconv.ParseFloat(archive.Attribute(e, name), 64)
	return max(n, 0) * figure.EMU
}

// end processes the end of an element. targets are the parts that identifiers refer to, which
// differ for each slide.
func (p *pictures) end(element string, targets map[string]string) {
	switch {
	case element == "buBlip":
		p.bullet = false
	case element == "grpSp":
		p.groups = max(p.groups-1, 0)
	case isShape(element) && p.open != nil:
		of, drawn := *p.open, p.drawn
		p.open = nil
		if of.IsDecoration() {
			return
		}
		if target := targets[of.Source]; target != "" {
			of.Source = target
		}
		blocks := of.Blocks()
		if len(blocks) > 0 && !drawn {
			blocks[0].Pictures = nil // a table or a chart, which is read as text
		}
		if len(blocks) == 0 && drawn {
			p.rest = append(p.rest, of.Source)
		}
		p.blocks = append(p.blocks, blocks...)
	}
}

// add adds the completed pictures of another part of the slide, such as its notes.
func (p *pictures) add(others pictures) {
	p.blocks = append(p.blocks, others.blocks...)
	p.rest = append(p.rest, others.rest...)
}
