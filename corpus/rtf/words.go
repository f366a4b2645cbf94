package rtf

import (
	"strconv"
	"strings"

	"footnote/corpus/doc"
)

// word executes a control word. given is whether it has a number.
func (r *reader) word(name string, number int, given bool) error {
	if name == "u" && given {
		r.top().began = true
		if r.skip == 0 {
			r.unicode(number)
		}
		return nil
	}
	if r.skipped() && name != "par" {
		return nil
	}
	g := r.top()
	first := !g.began
	g.began = true
	if to, found := destinations[name]; found && (first || g.starred) {
		r.enter(to)
		return nil
	}
	if g.starred && first {
		if name != "shppict" { // Word's destination for pictures
			g.to = nowhere
		}
		return nil
	}
	if g.to == picture {
		r.pictures.measure(name, number)
	}
	on := !given || number != 0
	switch name {
	case "ansicpg":
		r.page = codePage(number)
	case "mac":
		r.page = "macintosh"
	case "deff", "f":
		g.font = number
	case "fcharset":
		if g.to == fonts && len(r.sets) < 10_000 {
			r.sets[g.font] = characterSets[number]
		}
	case "uc":
		g.instead = min(max(number, 0), 16)
	case "plain":
		g.hidden, g.shift = false, 0
	case "super", "up", "sub", "dn", "nosupersub":
		g.shift = shiftOf(name, on)
	case "v", "deleted":
		g.hidden = on
	case "bin":
		r.at = min(r.at+max(number, 0), len(r.data))
	case "yr", "mo", "dy":
		if g.to == created {
			r.created[strings.Index("yrmody", name)/2] = min(max(number, 0), 9999)
		}
	case "s", "outlinelevel":
		r.setStyle(name, number)
	default:
		return r.layout(name, number)
	}
	return nil
}

// shiftOf returns the shift of the text after a control word. \up and \dn have a number for the
// distance; zero ends the shift, as \nosupersub does.
func shiftOf(word string, on bool) doc.Shift {
	switch {
	case !on || word == "nosupersub":
		return 0
	case word == "super" || word == "up":
		return doc.Raise
	}
	return doc.Lower
}

// enter sets the destination of the current group. Within a group that goes nowhere, inner groups
// go nowhere either, except for the document's title, author and date.
func (r *reader) enter(to destination) {
	g := r.top()
	switch {
	case g.to == nowhere && to != title && to != author && to != created:
	case to == propertyName || to == propertyValue:
		if g.to == picture {
			g.to = to
		}
	case to == picture && g.to != picture && g.to != body && g.to != note: // a picture in a style
		g.to = nowhere
	case to == picture && g.to != picture:
		g.to = to
		r.pictures.begin()
	case to == note && g.to == note: // the mark of an endnote within it
	default:
		g.to = to
	}
}

// setStyle sets the style or outline level of a paragraph, or the number or level of the style
// that is being defined.
func (r *reader) setStyle(name string, number int) {
	g := r.top()
	switch {
	case g.to == styles && name == "s":
		r.style.number, r.style.level = number, 0
		r.style.name.Reset()
	case g.to == styles:
		r.style.level = number + 1
	case g.to == body && name == "s":
		g.style = number
	case g.to == body:
		g.level = number
	}
}

var headingName = doc.Pattern(`(?i)^\s*(?:heading|標題|标题|überschrift|titre|見出し)\s*([1-6])\b`)

// endStyle ends the definition of a style, and stores its level if it is a heading style.
func (r *reader) endStyle() {
	name := r.style.name.String()
	level := r.style.level
	if m := headingName().FindStringSubmatch(name); m != nil {
		level, _ = strconv.Atoi(m[1])
	} else if strings.EqualFold(strings.Trim(name, " ;"), "title") {
		level = 1
	}
	if level > 0 && level <= 9 && len(r.levels) < 10_000 {
		r.levels[r.style.number] = level
	}
	r.style = style{}
}

// write appends text to the destination of the current group.
func (r *reader) write(text string) {
	g := r.top()
	if r.high != 0 { // a surrogate without its other half
		r.high = 0
		text = "\uFFFD" + text
	}
	if text == "" || g.hidden && g.to == body {
		return
	}
	switch g.to {
	case body:
		r.stretch.Begin(&r.text, g.shift)
		r.text.WriteString(text)
	case note:
		r.open.WriteString(text)
	case styles:
		limited(&r.style.name, text)
	case title, author:
		limited(r.says[g.to], text)
	case propertyName:
		limited(&r.pictures.name, text)
	case propertyValue:
		if r.pictures.value.Len() < 64<<10 {
			r.pictures.value.WriteString(text)
		}
	}
}

// layout executes control words that end paragraphs, cells and rows, and writes the characters
// that others denote.
func (r *reader) layout(name string, number int) error {
	g := r.top()
	if g.to != body {
		if name == "par" || name == "line" {
			r.write("\n")
		} else if symbol := symbols[name]; symbol != "" {
			r.write(symbol)
		}
		return nil
	}
	switch name {
	case "par", "sect", "page":
		if g.inTable {
			r.text.WriteString("\n")
			return nil
		}
		return r.endParagraph()
	case "pard":
		g.style, g.level, g.inTable = 0, -1, false
	case "intbl":
		g.inTable = true
	case "cell":
		return r.endCell()
	case "nestcell", "nestrow":
		r.text.WriteString(" ")
	case "row":
		return r.endRow()
	case "trowd":
		r.beginRow()
	case "trleft":
		r.left = number
	case "clvmrg":
		r.edge.below = true
	case "clmrg":
		r.edge.behind = true
	case "cellx":
		r.endEdge(number)
	default:
		r.write(symbols[name])
	}
	return nil
}
