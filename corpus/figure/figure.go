// Package figure classifies the pictures in files that are not pictures themselves: whether one
// is part of the text or decoration, and what its alternative text says. It never looks at the
// pixels of a picture.
package figure

import (
	"strconv"

	"footnote/corpus/doc"
)

// A Picture is a picture as described by a file.
type Picture struct {
	Source     string  // its location in the file or on the web; empty if that is not known
	Alt, Title string  // its alternative text, and its title
	Width      float64 // as displayed, in pixels of 1/96 inch; 0 if not known
	Height     float64
	Decorative bool // whether the file marks it as decoration
	Icon       bool // whether the file calls it an icon, which is decoration unless it is a word of a sentence
}

// Smallest is the width and height in pixels below which a picture is an icon, a bullet or a
// rule.
const Smallest = 32

// The units in which files measure pictures, in pixels.
const (
	Point = 96.0 / 72
	Inch  = 96.0
	EMU   = 96.0 / 914_400 // of Office
	Twip  = 96.0 / 1_440   // of RTF
)

// IsDecoration reports whether a picture is mere decoration: it is not counted, and its
// alternative text is not part of the text.
func (p Picture) IsDecoration() bool {
	return p.Decorative || p.Icon || isSmall(p.Width) || isSmall(p.Height) || filler().MatchString(head(p.Source))
}

func isSmall(side float64) bool { return side > 0 && side < Smallest }

// filler matches the addresses of placeholders, and of the badges on pages of software
// projects.
var filler = doc.Pattern(`(?i)(?:^|[/_.-])(?:spacer|blank|pixel|transparent|clear|1x1|loading|spinner|placeholder)(?:[_.-][0-9a-z]*)?\.(?:gif|png|svg|webp)(?:$|[?#])|^(?:https?:)?//(?:[^/]*\.)?(?:shields\.io|badgen\.net|badge\.fury\.io|codecov\.io|coveralls\.io)/|/badges?[/.]|badge\.svg`)

// head returns the part of an address that is examined.
func head(source string) string { return source[:min(len(source), 2048)] }

// Blocks returns a block for each text of the picture, of which the first counts the picture.
// It returns none if the picture is decoration, or its texts say nothing.
func (p Picture) Blocks() []doc.Block {
	if p.IsDecoration() {
		return nil
	}
	var all []doc.Block
	alt, cut := Text(p.Alt)
	title, also := Text(p.Title)
	switch {
	case alt == "" || !Repeats(alt, title) && Repeats(title, alt): // the title says more
		alt, cut, title = title, also, ""
	case Repeats(alt, title):
		title = ""
	}
	if alt != "" {
		all = append(all, block(alt, cut))
	}
	if title != "" {
		all = append(all, block(title, also))
	}
	if len(all) > 0 {
		all[0].Pictures = []string{p.Source}
	}
	return all
}

func block(text string, cut bool) doc.Block {
	b := doc.Block{Text: text, Gap: "\n\n", Alternative: true}
	if cut {
		b.Warning = tooLong
	}
	return b
}

const tooLong = "the alternative text of a picture is longer; only its beginning is read"

// Put adds a picture to the blocks read so far: its texts or, if it has none, the picture
// itself to the last block. It returns in waiting what must wait for a first block.
func (p Picture) Put(blocks []doc.Block) (all []doc.Block, waiting []string) {
	if p.IsDecoration() {
		return blocks, nil
	}
	if own := p.Blocks(); len(own) > 0 {
		return append(blocks, own...), nil
	}
	return Attach(blocks, p.Source)
}

// Attach counts pictures with the last block. If there is none, it returns them in waiting.
func Attach(blocks []doc.Block, sources ...string) (all []doc.Block, waiting []string) {
	if len(blocks) == 0 {
		return blocks, sources
	}
	last := &blocks[len(blocks)-1]
	last.Pictures = append(last.Pictures, sources...)
	return blocks, nil
}

// Counted returns a number of pictures in English, or "" for none.
func Counted(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 picture"
	}
	return strconv.Itoa(n) + " pictures"
}
