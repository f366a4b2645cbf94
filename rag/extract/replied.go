package extract

import (
	"strings"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/index"
	"footnote/rag/sentence"
)

const (
	// askedShare is the share of terms that a question in the article and the reader's
	// question must have in common, each way, to be the same question.
	askedShare = 0.75
	// maxReply is the largest number of sentences of a paragraph in a reply.
	maxReply = 4
)

// replyMark matches the mark before a reply.
var replyMark = doc.Pattern(`^(?:A[0-9]{0,2}|答|回答)\s*[:：.]\s*`)

// articleReply returns what an article says below the very question that was asked, or false
// if it does not ask it.
func (c *chooser) articleReply() (Statement, bool) {
	var best Statement
	found, share := false, 0.0
	consider := func(text string, reply func() (Statement, bool)) {
		has, is := c.share(c.Folded, text), c.share(text, c.Folded)
		if !strings.ContainsAny(text, "?？") || has < askedShare || is < askedShare || has*is <= share {
			return
		}
		if s, ok := reply(); ok {
			best, found, share = s, true, has*is
		}
	}
	for _, at := range c.all {
		kind := sentence.KindOf(at.Article, at.Passage, at.sentence)
		if kind == sentence.Question || kind == sentence.Heading {
			consider(at.Article.Quote(at.Span), func() (Statement, bool) { return c.reply(at) })
		}
	}
	for _, a := range c.articles() {
		for i, section := range a.Sections {
			consider(section.Title, func() (Statement, bool) { return c.sectionReply(a, i) })
		}
	}
	return best, found
}

// articles returns the first few articles that the passages are from.
func (c *chooser) articles() []*corpus.Article {
	var articles []*corpus.Article
	for _, p := range c.Passages {
		if len(articles) == 0 || len(articles) < maxListedIn && articles[len(articles)-1] != p.Article {
			articles = append(articles, p.Article)
		}
	}
	return articles
}

// reply returns what follows a question: a list or a paragraph.
func (c *chooser) reply(at candidate) (Statement, bool) {
	if items := sentence.Items(at.Article, at.Passage, at.sentence); len(items) > 1 {
		return list(at.Ref, corpus.Span{}, items), true
	}
	return c.paragraph(at.Ref, at.sentence+1, false)
}

// sectionReply returns the beginning of a section whose title is the question.
func (c *chooser) sectionReply(a *corpus.Article, section int) (Statement, bool) {
	if items := sentence.SectionItems(a, section); len(items) > 1 {
		return c.sectionList(a, section)
	}
	for p := range a.Passages {
		if a.Passages[p].Section == section {
			if ref, ok := c.Passage(a, p); ok {
				return c.paragraph(ref, 0, true)
			}
		}
	}
	return Statement{}, false
}

// paragraph returns the sentences of a passage from index from to the end of the paragraph or,
// if further, beyond it. A lead-in comes with what it leads to.
func (c *chooser) paragraph(r index.Ref, from int, further bool) (Statement, bool) {
	all := r.Article.Passages[r.Passage].Sentences
	if from >= len(all) {
		return Statement{}, false
	}
	switch sentence.KindOf(r.Article, r.Passage, from) {
	case sentence.Statement, sentence.Item, sentence.TableRow:
	case sentence.LeadIn, sentence.Label:
		return c.statement(candidate{Ref: r, Span: all[from], sentence: from})
	default:
		return Statement{}, false
	}
	whole := all[from]
	whole.Start += len(replyMark().FindString(r.Article.Quote(whole)))
	for _, next := range all[from+1 : min(from+maxReply, len(all))] {
		if !further && strings.Contains(r.Article.Text[whole.End:next.Start], "\n") {
			break
		}
		whole.End = next.End
	}
	return Statement{Ref: r, Span: whole, Lines: []corpus.Span{whole}}, true
}
