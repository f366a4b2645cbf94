package mcp

import (
	"sort"
	"unicode/utf8"

	"footnote/corpus"
)

func spanOf(start, end int) corpus.Span { return corpus.Span{Start: start, End: end} }

// onCharacter returns the start of the character that contains the byte at an offset.
func onCharacter(text string, at int) int {
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

// cut returns the part of an article that begins at a byte offset and has at most most
// characters. It ends with a sentence, if one ends in its second half.
func cut(a *corpus.Article, start, most int) corpus.Span {
	end, half := start, start
	for n := 0; n < most && end < len(a.Text); n++ {
		_, size := utf8.DecodeRuneInString(a.Text[end:])
		end += size
		if n == most/2 {
			half = end
		}
	}
	if end == len(a.Text) {
		return spanOf(start, end)
	}
	for _, s := range sentencesBefore(a, end) {
		if s.End <= end && s.End > half {
			return spanOf(start, s.End)
		}
	}
	return spanOf(start, end)
}

// sentencesBefore returns the sentences of the last two passages that begin before an offset,
// last sentence first.
func sentencesBefore(a *corpus.Article, at int) (all []corpus.Sentence) {
	n := sort.Search(len(a.Passages), func(i int) bool { return a.Passages[i].Start >= at })
	for i := n - 1; i >= 0 && i >= n-2; i-- {
		sentences := a.Passages[i].Sentences
		for j := len(sentences) - 1; j >= 0; j-- {
			all = append(all, sentences[j])
		}
	}
	return all
}

// around returns the section of a part or, if that has more than most characters, the passages
// of the section around the part.
func around(a *corpus.Article, part corpus.Span, most int) corpus.Span {
	section := spanOf(0, len(a.Text))
	if len(a.Sections) > 0 {
		section = a.Sections[sectionAt(a, part.Start)].Span
	}
	for section.End > part.End && a.Text[section.End-1] == '\n' {
		section.End--
	}
	if section.End = max(section.End, part.End); utf8.RuneCountInString(a.Quote(section)) <= most {
		return section
	}
	out := part
	taken := utf8.RuneCountInString(a.Quote(part))
	n := sort.Search(len(a.Passages), func(i int) bool { return a.Passages[i].End > part.Start })
	for before, after := n, n; before >= 0 || after < len(a.Passages); before, after = before-1, after+1 {
		grown := out
		if before >= 0 && before < len(a.Passages) && a.Passages[before].Start >= section.Start {
			grown.Start = min(grown.Start, a.Passages[before].Start)
		}
		if after < len(a.Passages) && a.Passages[after].End <= section.End {
			grown.End = max(grown.End, a.Passages[after].End)
		}
		added := utf8.RuneCountInString(a.Text[grown.Start:out.Start]) + utf8.RuneCountInString(a.Text[out.End:grown.End])
		if taken += added; taken > most {
			break
		}
		out = grown
	}
	return out
}
