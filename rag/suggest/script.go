package suggest

import (
	"strings"

	"footnote/corpus/doc"
	"footnote/rag/lexical"
)

// simplified converts the Chinese characters of s to simplified ones, and leaves the rest
// unchanged.
func (g *grammar) simplified(s string) string {
	return strings.Map(func(r rune) rune {
		if !doc.IsHan(r) {
			return r
		}
		to, known := g.simple[r]
		if !known {
			to = r
			if folded := []rune(g.analyser.Fold(string(r))); len(folded) == 1 {
				to = folded[0]
			}
			g.simple[r] = to
		}
		return to
	}, s)
}

// text prepares a sentence for matching. It returns false if a simplified character has a
// different length in bytes, as a few rare ones have.
func (g *grammar) text(s string) (t text, ok bool) {
	t = text{s, g.simplified(s)}
	if len(t.own) != len(t.plain) {
		return t, false
	}
	for i := range t.own {
		if i > 0 && t.own[i]&0xC0 != t.plain[i]&0xC0 {
			return t, false
		}
	}
	return t, true
}

var marksOfMainland = strings.NewReplacer("「", "“", "」", "”", "『", "‘", "』", "’", "著手", "着手")

// inScript converts a question to the reader's script, if the conversion is certain: a
// simplified character may have several traditional forms.
func (m *maker) inScript(question string) string {
	switch {
	case m.reader == lexical.Simplified && m.written != lexical.Simplified:
		return marksOfMainland.Replace(m.simplified(question))
	case m.reader == lexical.Traditional && m.written == lexical.Simplified:
		if written, ok := m.traditional(question); ok {
			return written
		}
	}
	return question
}

// words converts words of a question to the article's script.
func (m *maker) words(traditional string) string {
	if m.written == lexical.Simplified {
		return m.simplified(traditional)
	}
	return traditional
}
