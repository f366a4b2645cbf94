package eval

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"footnote/corpus/doc"
	"footnote/rag"
)

var (
	link      = doc.Pattern(`!?\[([^\]]*)\]\([^)]*\)`)
	lineStart = doc.Pattern(`(?m)^[ \t]*(?:#{1,6}|[-+>])[ \t]+`)
	mark      = doc.Pattern(`\[([0-9]+)\]`)
)

// asciiMarks maps full-width punctuation to ASCII, since reading an article makes some of it
// full width.
var asciiMarks = strings.NewReplacer("，", ",", "：", ":", "；", ";", "！", "!", "？", "?", "（", "(", "）", ")")

// plain removes from text what may differ between a file and its article: Markdown, white
// space and the width of punctuation.
func plain(text string) string {
	text = link().ReplaceAllString(text, "$1")
	text = lineStart().ReplaceAllString(text, "")
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("*_`~\\|", r) {
			return -1
		}
		return r
	}, text)
	return asciiMarks.Replace(text)
}

// statements returns what an answer states: each statement as plain text, together with the
// sentences that its footnotes quote, in reading order. It returns none for a refusal, which
// states nothing.
func statements(a rag.Answer) []string {
	switch {
	case a.Abstained():
		return nil
	case len(a.Footnotes) == 0:
		return []string{plain(a.Text)}
	}
	quotes, cited := map[int]string{}, map[int]bool{}
	for _, f := range a.Footnotes {
		quotes[f.Number] = f.Quote
	}
	var said []string
	begin, goesOn := 0, false // where the next statement begins, and whether the one before introduces it
	for _, m := range mark().FindAllStringSubmatchIndex(a.Text, -1) {
		number, err := strconv.Atoi(a.Text[m[2]:m[3]])
		if _, known := quotes[number]; err != nil || !known {
			continue // the article's own mark
		}
		text := strings.TrimSpace(a.Text[begin:m[0]])
		stated := plain(text) + "\n" + plain(quotes[number])
		if len(said) > 0 && (text == "" || goesOn) {
			said[len(said)-1] += "\n" + stated
		} else {
			said = append(said, stated)
		}
		begin, cited[number] = m[1], true
		goesOn = strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：")
	}
	if rest := plain(a.Text[begin:]); rest != "" && len(said) > 0 {
		said[len(said)-1] += "\n" + rest
	}
	for _, f := range a.Footnotes {
		if !cited[f.Number] {
			said = append(said, plain(f.Quote))
		}
	}
	return said
}

// holds reports whether a text from [statements] has any of the evidence.
func (c Case) holds(text string) bool {
	return slices.ContainsFunc(c.Evidence, func(e string) bool { return strings.Contains(text, plain(e)) })
}

// shown counts how many pieces of the evidence are in any of the texts.
func (c Case) shown(texts []string) int {
	n := 0
	for _, e := range c.Evidence {
		wanted := plain(e)
		n += one(slices.ContainsFunc(texts, func(t string) bool { return strings.Contains(t, wanted) }))
	}
	return n
}

// enough reports whether so many pieces of the evidence satisfy the case.
func (c Case) enough(shown int) bool {
	if c.Need == needAll {
		return shown > 0 && shown == len(c.Evidence)
	}
	return shown > 0
}
