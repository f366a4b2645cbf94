package corpus

import (
	"slices"
	"strings"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

// A passage aims at targetWidth: 200 Chinese characters, or about 65 English
// words. Narrower ones score better but tell a reader less; see docs/quality.md.
const targetWidth = 400

// split fills Sections and Passages.
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

// sentences returns the sentences of a paragraph, the overlong ones cut.
func (a *Article) sentences(paragraph Span, lexicon *repair.Lexicon) ([]Sentence, error) {
	whole := sentences(a.Quote(paragraph))
	all := whole[:0] // most are not cut, so that they take the place of themselves
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

// A packer gathers sentences into passages: short paragraphs together, a long
// one in parts of like size.
type packer struct {
	sentences []Sentence
	widths    []int
	width     int
}

// add takes sentences, which are the packer's from then on.
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

// endParagraph returns the passages that are full.
func (p *packer) endParagraph(section int) []Passage {
	if p.width < targetWidth/2 {
		return nil
	}
	return p.flush(section)
}

// flush returns what was gathered, in passages of about the same width.
func (p *packer) flush(section int) []Passage {
	if len(p.sentences) == 0 {
		return nil
	}
	parts := max(1, (p.width+targetWidth/2)/targetWidth)
	aim := p.width / parts
	var passages []Passage
	first, width := 0, 0
	for i, w := range p.widths {
		// A sentence goes where most of it lies.
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

// Single makes an article of one passage, text as it stands: for sets of
// passages that somebody else has split. The text must not be blank.
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
