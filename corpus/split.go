package corpus

import (
	"slices"
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

// targetWidth is the width that passages aim at: 200 Chinese characters, or about 65 English
// words. Narrower passages score better but tell a reader less.
const targetWidth = 400

// split sets Sections and Passages.
func (a *Article) split(l layout, lexicon *repair.Lexicon) error {
	a.Sections = sections(a.Text, l.heads)
	section := 0
	var pack packer
	for _, p := range l.paragraphs {
		for section+1 < len(a.Sections) && p.Start >= a.Sections[section].Span.End {
			a.Passages = append(a.Passages, pack.flush(section)...)
			section++
		}
		found, err := a.sentences(p, lexicon)
		if err != nil {
			return err
		}
		pack.add(a.Text, found)
		a.Passages = append(a.Passages, pack.endParagraph(section)...)
	}
	a.Passages = append(a.Passages, pack.flush(section)...)
	return nil
}

// sentences returns the sentences of a paragraph. Overlong ones are cut.
func (a *Article) sentences(paragraph Span, lexicon *repair.Lexicon) ([]Sentence, error) {
	whole := sentences(a.Quote(paragraph))
	all := whole[:0] // most sentences are not cut, so the slice can be reused
	for i, s := range whole {
		s = s.shift(paragraph.Start)
		parts, err := cut(a.Quote(s), lexicon)
		if err != nil {
			return nil, err
		}
		if len(parts) > 1 && len(all) == i {
			all = slices.Clone(all)
		}
		for _, p := range parts {
			all = append(all, p.shift(s.Start))
		}
	}
	return all, nil
}

func (s Span) shift(by int) Span { return Span{s.Start + by, s.End + by} }

// sections divides text at its headings.
func sections(text string, heads []head) []Section {
	var all []Section
	end := len(text)
	if len(heads) > 0 {
		end = heads[0].Start
	}
	if len(heads) == 0 || strings.TrimSpace(text[:end]) != "" {
		all = append(all, Section{Span: Span{0, end}})
	}
	for i, h := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1].Start
		}
		title := strings.Join(strings.Fields(text[h.Start:h.End]), " ")
		all = append(all, Section{title, h.level, Span{h.Start, end}})
	}
	return all
}

// A packer collects sentences into passages. It joins short paragraphs, and divides a long one
// into parts of similar width.
type packer struct {
	sentences []Sentence
	widths    []int
	width     int
}

// add adds sentences. The packer may modify the slice.
func (p *packer) add(text string, found []Sentence) {
	if len(p.sentences) == 0 {
		p.sentences = found
	} else {
		p.sentences = append(p.sentences, found...)
	}
	p.widths = slices.Grow(p.widths, len(found))
	for _, s := range found {
		w := doc.Width(text[s.Start:s.End])
		p.widths = append(p.widths, w)
		p.width += w
	}
}

// endParagraph returns the collected passages if they are wide enough.
func (p *packer) endParagraph(section int) []Passage {
	if p.width < targetWidth/2 {
		return nil
	}
	return p.flush(section)
}

// flush returns everything collected, in passages of similar width.
func (p *packer) flush(section int) []Passage {
	if len(p.sentences) == 0 {
		return nil
	}
	parts := max(1, (p.width+targetWidth/2)/targetWidth)
	aim := p.width / parts
	var passages []Passage
	first, width := 0, 0
	for i, w := range p.widths {
		// A sentence belongs to the passage in which most of it lies.
		if i > first && width+w/2 > aim && len(passages)+1 < parts {
			passages = append(passages, newPassage(section, p.sentences[first:i]))
			first, width = i, 0
		}
		width += w
	}
	passages = append(passages, newPassage(section, p.sentences[first:]))
	*p = packer{}
	return passages
}

func newPassage(section int, s []Sentence) Passage {
	return Passage{Span{s[0].Start, s[len(s)-1].End}, section, s}
}

// Single makes an article of one passage with the given text, for collections that are split
// into passages already. The text must not be blank.
func Single(id, title, text string) (*Article, error) {
	a := &Article{ID: id, Title: title, Source: id, Text: text, Sections: []Section{{Span: Span{0, len(text)}}}}
	all, err := a.sentences(Span{0, len(text)}, &repair.Lexicon{})
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, &doc.Error{Source: id, Reason: "holds nothing but white space"}
	}
	a.Passages = []Passage{newPassage(0, all)}
	return a, nil
}
