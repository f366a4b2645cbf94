package extract

import (
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/sentence"
)

// questionMark is the mark of a question in a list of questions and replies.
var questionMark = doc.Pattern(`^(?:[-*•·▋■◆]\s*)?(?:(?:FAQ|Q|問題|问题|問|问)\s*[0-9]{0,2}\s*[：:.、)）]|[0-9]{1,2}\s*[.、)）])\s*`)

const (
	// sameWords is the share of the words of two questions, of each in the other, from
	// which on they ask for the same.
	sameWords = 0.9
	// A reply has at most so many bytes and sentences.
	maxReply          = 900
	maxReplySentences = 5
)

// Reply is the whole reply to what is asked, where an article asks it in the same
// words in a list of questions with their replies.
func Reply(r Request) (Statement, bool) {
	for _, p := range r.Passages {
		sentences := p.Ref.Article.Passages[p.Ref.Passage].Sentences
		for i, s := range sentences {
			quote := p.Ref.Article.Quote(s)
			mark := questionMark().FindString(quote)
			if mark == "" || sentence.KindOf(p.Ref.Article, p.Ref.Passage, i) != sentence.Question {
				continue
			}
			question := quote[len(mark):]
			if r.Coverage(question, r.Folded) < sameWords || r.Coverage(r.Folded, question) < sameWords {
				continue
			}
			if said, ok := replyAt(p.Ref.Article, p.Ref.Passage, i+1); ok {
				return Statement{Ref: p.Ref, Span: said, Lines: []corpus.Span{said}}, true
			}
		}
	}
	return Statement{}, false
}

// replyAt is what is said from one sentence of a passage on, as far as the next
// question. It is false where that is nothing, too much, or no running text.
func replyAt(a *corpus.Article, passage, first int) (corpus.Span, bool) {
	sentences := a.Passages[passage].Sentences
	end := first
reply:
	for ; end < len(sentences); end++ {
		switch sentence.KindOf(a, passage, end) {
		case sentence.Question, sentence.Heading, sentence.Fragment:
			break reply
		case sentence.Statement:
		default:
			return corpus.Span{}, false
		}
	}
	if end == first || end-first > maxReplySentences {
		return corpus.Span{}, false
	}
	said := corpus.Span{Start: sentences[first].Start, End: sentences[end-1].End}
	return said, said.End-said.Start <= maxReply
}
