package extract

import (
	"strings"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/index"
	"footnote/rag/sentence"
)

const (
	// askedShare is the share of its terms that a question of the article must have in
	// common with the reader's, and the other way round, to be the same question.
	askedShare = 0.75
	// maxReply is how many sentences of a paragraph a reply has at most.
	maxReply = 4
)

// replyMark begins a reply below its question.
var replyMark = doc.Pattern(`^(?:A[0-9]{0,2}|答|回答)\s*[:：.]\s*`)

// replied is what an article says below the very question that is asked, false where
// it does not ask it.
func (c *chooser) replied() (Statement, bool) {
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

// articles are the first few that passages were found of.
func (c *chooser) articles() []*corpus.Article {
	var articles []*corpus.Article
	for _, p := range c.Passages {
		if len(articles) == 0 || len(articles) < maxListedIn && articles[len(articles)-1] != p.Article {
			articles = append(articles, p.Article)
		}
	}
	return articles
}

// reply is what follows a question: a list or a paragraph.
func (c *chooser) reply(at candidate) (Statement, bool) {
	if items := sentence.Items(at.Article, at.Passage, at.sentence); len(items) > 1 {
		return list(at.Ref, corpus.Span{}, items), true
	}
	return c.paragraph(at.Ref, at.sentence+1, false)
}

// sectionReply is the beginning of a section that is called what is asked.
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

// paragraph is the sentences of a passage from one on that stand in one paragraph or,
// if so wanted, in the next ones. A lead-in brings what it leads to.
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
