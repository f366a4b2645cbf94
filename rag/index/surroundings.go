package index

import (
	"unicode/utf8"

	"footnote/corpus"
	"footnote/rag/sentence"
)

const (
	// headingShare and subjectShare are the weights of the vectors of a sentence's heading and
	// of the sentence that names its subject; docs/quality.md has what that is worth.
	headingShare = 0.3
	subjectShare = 0.4

	// maxHeading is how many bytes of a heading count, so that a page-long heading does not
	// lengthen every passage below it.
	maxHeading = 300
)

// surroundings hold what the sentences of an article do not say themselves but a reader knows:
// the heading above each, and the sentence that names its subject if it does not do so itself.
// Searches consider both, by words and by vectors.
type surroundings struct {
	headings []string // each once
	heading  []int32  // for each sentence of the article, an index into headings, or -1
	subject  []int32  // for each sentence, the number of the sentence that names its subject, or -1
	first    []int    // the number of each passage's first sentence, then the number of sentences
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

// clip returns the first maxHeading bytes of a heading.
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

// firstSentences returns the number of each passage's first sentence, then the number of
// sentences.
func firstSentences(a *corpus.Article) []int {
	first := make([]int, 1, len(a.Passages)+1)
	for i, p := range a.Passages {
		first = append(first, first[i]+len(p.Sentences))
	}
	return first
}

// passages returns the number of passages, and sentences the number of sentences.
func (s *surroundings) passages() int  { return len(s.first) - 1 }
func (s *surroundings) sentences() int { return s.first[len(s.first)-1] }

// texts returns the passages as their words are matched.
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

// passage returns a passage as its words are matched: below its heading. (texts adds the
// header of a table that begins in an earlier passage.)
func (s *surroundings) passage(a *corpus.Article, i int) string {
	text := a.Quote(a.Passages[i].Span)
	if n := s.first[i]; n < len(s.heading) && s.heading[n] >= 0 {
		return s.headings[s.heading[n]] + "\n" + text
	}
	return text
}

// sentence returns sentence i of a passage as its words are matched: below its heading, after
// the sentence that names its subject, and with the headers of its cells if it is a table row.
// A heading or header in another language than the question is left out: it would be matched
// by translations, which are loose, and would give all sentences below it the same matches.
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

// span returns the span of sentence n of an article, which is in the given passage or before
// it.
func (s *surroundings) span(a *corpus.Article, passage, n int) corpus.Span {
	for s.first[passage] > n {
		passage--
	}
	return a.Passages[passage].Sentences[n-s.first[passage]]
}
