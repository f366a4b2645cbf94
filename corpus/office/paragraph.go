package office

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

func (w *walker) endParagraph() {
	p := w.paragraph()
	if p == nil {
		return
	}
	w.paragraphs = w.paragraphs[:len(w.paragraphs)-1]
	for i := range w.fields { // a field code without an end must not hide everything after it
		w.fields[i] = false
	}
	p.stretch.End(&p.text)
	style := w.styles[p.style]
	if style.hidden || style.isContents() {
		return
	}
	text := w.carried + w.withWords(p)
	w.carried = ""
	w.pending = append(w.pending, p.notes...)
	if p.deleted {
		w.carried = text
		return
	}
	text = tidy(text)
	if mark := w.lists.mark(p.place(style)); mark != "" && text != "" {
		text = mark + gapAfter(mark) + text
	}
	w.add(doc.Block{Text: text, Level: p.heading(style), Gap: "\n\n"})
	w.addPictures()
	if style.isTitle() && w.title == "" && w.row() == nil {
		w.title = strings.Join(strings.Fields(text), " ")
	}
}

func (p *paragraph) place(style paragraphStyle) listItem {
	if p.item.number == "" {
		p.item.number = style.list.number
		p.item.level = max(p.item.level, style.list.level)
	}
	return p.item
}

func (p *paragraph) heading(style paragraphStyle) int {
	switch {
	case p.level >= 0:
		return p.level
	case style.isTitle():
		return 1
	}
	return max(style.level, 0)
}

// gapAfter returns what separates the number of an item from its text.
func gapAfter(mark string) string {
	if last, _ := utf8.DecodeLastRuneInString(mark); doc.IsWide(last) && unicode.IsPunct(last) {
		return ""
	}
	return " "
}

// tidy trims white space from both ends of every line.
func tidy(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.Join(lines, "\n")
}
