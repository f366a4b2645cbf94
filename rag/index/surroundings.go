package index

import (
	"unicode/utf8"

	"footnote/corpus"
	"footnote/rag/sentence"
)

const (
	// What a sentence stands under, and what names its subject, are this much of its
	// vector; docs/quality.md has what that is worth.
	headingShare = 0.3
	subjectShare = 0.4

	// maxHeading is how many bytes of a heading count: whoever writes a page into one
	// does not make every passage below it as long.
	maxHeading = 300
)

// surroundings are what the sentences of an article do not say themselves and a
// reader knows: the heading that each stands under, and the sentence that names its
// subject where it does not. Both count when it is looked for, by words and by
// vectors.
type surroundings struct {
	headings []string // each once
	heading  []int32  // of each sentence, by its number in the article, the place in headings; -1 is none
	subject  []int32  // of each sentence, the number of the one that names its subject; -1 is none
	first    []int    // number of each passage's first sentence, and the end of the last
}

func surroundingsOf(a *corpus.Article) *surroundings {
	contexts := sentence.Contexts(a)
	s := &surroundings{heading: make([]int32, len(contexts)), subject: make([]int32, len(contexts)), first: firstSentences(a)}
	places := map[string]int32{"": -1}
	for i, c := range contexts {
		heading := clip(c.Heading)
		place, known := places[heading]
		if !known {
			place = int32(len(s.headings))
			places[heading] = place
			s.headings = append(s.headings, heading)
		}
		s.heading[i], s.subject[i] = place, int32(c.Subject)
	}
	return s
}

// clip is the beginning of a heading.
func clip(heading string) string {
	if len(heading) <= maxHeading {
		return heading
	}
	end := maxHeading
	for !utf8.RuneStart(heading[end]) {
		end--
	}
	return heading[:end]
}

// firstSentences is where each passage's sentences begin, and the end.
func firstSentences(a *corpus.Article) []int {
	first := make([]int, 1, len(a.Passages)+1)
	for i, p := range a.Passages {
		first = append(first, first[i]+len(p.Sentences))
	}
	return first
}

// passages is how many there are, sentences how many of these.
func (s *surroundings) passages() int  { return len(s.first) - 1 }
func (s *surroundings) sentences() int { return s.first[len(s.first)-1] }

// texts are the passages as their words are matched.
func (s *surroundings) texts(a *corpus.Article) []string {
	texts := make([]string, len(a.Passages))
	heads := sentence.HeadsAbove(a)
	for i := range texts {
		texts[i] = s.passage(a, i)
		if heads[i] != "" {
			texts[i] = clip(heads[i]) + "\n" + texts[i]
		}
	}
	return texts
}

// passage is a passage as its words are matched: under its heading and, of rows of a
// table, below the head that stands further above.
func (s *surroundings) passage(a *corpus.Article, i int) string {
	text := a.Quote(a.Passages[i].Span)
	if n := s.first[i]; n < len(s.heading) && s.heading[n] >= 0 {
		return s.headings[s.heading[n]] + "\n" + text
	}
	return text
}

// sentence is sentence i of a passage as its words are matched: below its heading,
// with what names its subject before it, and a row with the heads of its cells. A
// heading or head that is not in the question's own language is left out: it would be
// matched by translations, which are loose, and give all sentences below it the same
// ones.
func (s *surroundings) sentence(a *corpus.Article, passage, i int, own func(heading string) bool) string {
	n := s.first[passage] + i
	text := a.Quote(a.Passages[passage].Sentences[i])
	if row := sentence.Headed(a, passage, i); row != "" && own(row) {
		text = row
	}
	if subject := int(s.subject[n]); subject >= 0 {
		text = a.Quote(s.span(a, passage, subject)) + " " + text
	}
	if place := s.heading[n]; place >= 0 && own(s.headings[place]) {
		text = s.headings[place] + "\n" + text
	}
	return text
}

// span is where sentence n of an article lies, which stands in a passage or before it.
func (s *surroundings) span(a *corpus.Article, passage, n int) corpus.Span {
	for s.first[passage] > n {
		passage--
	}
	return a.Passages[passage].Sentences[n-s.first[passage]]
}
