package extract

import (
	"strings"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/sentence"
)

const (
	// listWithin is how far the score of a sentence that belongs to a list may be below that
	// of the best sentence.
	listWithin = 0.9
	// titleShare is the share of a title's words that the question must have, and of the
	// requested list's words that the title must have.
	titleShare = 0.6
	// maxListedIn is how many articles are searched for a list.
	maxListedIn = 2
)

// Titled returns the list in the section whose title names the list that a question asks for,
// or false if there is none.
func Titled(r Request) (Statement, bool) { return newChooser(r).titled() }

// list returns the list that a question asks for: the one in the section whose title names it,
// or one that the best sentences belong or lead to.
func (c *chooser) list() (Statement, bool) {
	if !c.several {
		return Statement{}, false
	}
	if s, ok := c.titled(); ok {
		return s, true
	}
	for _, at := range c.all {
		if c.all[0].score-at.score > listWithin {
			break
		}
		if s, ok := c.listAt(at); ok {
			return s, true
		}
	}
	return Statement{}, false
}

// listAt returns the list that a candidate leads to or belongs to.
func (c *chooser) listAt(at candidate) (Statement, bool) {
	switch sentence.KindOf(at.Article, at.Passage, at.sentence) {
	case sentence.LeadIn, sentence.Label, sentence.Heading:
		if items := sentence.Items(at.Article, at.Passage, at.sentence); len(items) > 1 {
			return c.withLeadIn(at, items), true
		}
	case sentence.Item, sentence.TableRow:
		if c.isSingled(at) {
			return Statement{}, false
		}
		if leadIn, items, ok := sentence.ListAround(at.Article, at.Passage, at.sentence); ok {
			return list(at.Ref, leadIn, items), true
		}
	}
	return Statement{}, false
}

// withLeadIn returns a list with its lead-in. If the lead-in does not name its subject ("These
// include:"), the sentence that does comes first.
func (c *chooser) withLeadIn(at candidate, items []corpus.Span) Statement {
	s := list(at.Ref, at.Span, items)
	if !sentence.NeedsSubject(at.Article.Quote(at.Span)) {
		return s
	}
	subject, _, ok := sentence.Subject(at.Article, at.Passage, at.sentence)
	if ok && subject != (corpus.Span{}) && subject.End <= s.Start && s.Start-subject.Start <= maxWithSubject {
		s.Lines[0].Start, s.Start = subject.Start, subject.Start
	}
	return s
}

// titled returns the list of the section whose title is what is asked for.
func (c *chooser) titled() (Statement, bool) {
	asked := listed(c.Folded)
	if asked == "" {
		return Statement{}, false
	}
	var best Statement
	found, share := false, 0.0
	for _, a := range c.articles() {
		for i, section := range a.Sections {
			has, is := c.share(asked, section.Title), c.share(section.Title, c.Folded)
			if has < titleShare || is < titleShare || has*is <= share {
				continue
			}
			if s, ok := c.sectionList(a, i); ok {
				best, found, share = s, true, has*is
			}
		}
	}
	return best, found
}

// share returns the share of the terms of one text that another has, or 0 if it has no terms.
func (c *chooser) share(of, in string) float64 {
	has := map[string]bool{}
	for _, t := range c.Terms(in) {
		has[t.Term] = true
	}
	all := c.Terms(of)
	n := 0
	for _, t := range all {
		if has[t.Term] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(all)))
}

// sectionList returns the list that a section consists of or, if there is none, the titles of
// the sections directly below it.
func (c *chooser) sectionList(a *corpus.Article, section int) (Statement, bool) {
	items := sentence.SectionItems(a, section)
	if len(items) < 2 {
		items = titlesBelow(a, section)
	}
	if len(items) < 2 {
		return Statement{}, false
	}
	for p := range a.Passages {
		if a.Passages[p].Section >= section {
			ref, ok := c.Passage(a, p)
			return list(ref, corpus.Span{}, items), ok
		}
	}
	return Statement{}, false
}

// titlesBelow returns the spans of the titles of the sections directly below a section.
func titlesBelow(a *corpus.Article, section int) []corpus.Span {
	var titles []corpus.Span
	level := a.Sections[section].Level
	for _, s := range a.Sections[section+1:] {
		if s.Level <= level {
			break
		}
		if s.Level == level+1 {
			text := a.Quote(s.Span)
			if at := strings.Index(text, s.Title); at >= 0 {
				titles = append(titles, corpus.Span{Start: s.Span.Start + at, End: s.Span.Start + at + len(s.Title)})
			}
		}
	}
	return titles
}

var (
	chineseList = doc.Pattern(`(?:哪些|有什么|有啥|哪[几2-9二三四五][个种项条点]|几[种项条点])(?:的)?([\p{Han}a-z0-9]{2,8})$|([\p{Han}a-z0-9]{2,10}?)(?:都|主要|总共|一共)?(?:有|是|包括|包含)(?:哪些|什么|哪几[个种项条点])$`)
	englishList = doc.Pattern(`^(?:(?:what|which|list|name|tell me|give me)(?: are| were| is)?(?: all)?(?: of)?(?: the| his| her| their| its)? )?([a-z][a-z' -]*?s(?: (?:of|for|in|to) .+?)?)(?: (?:are|were|is|was|did|does|do|has|have|had|can|could|should|there|that|he|she|they|it|you|i|we)\b.*)?$`)

	asksForSeveral = doc.Pattern(`哪些|哪几|有什么|有啥|列出|列举|几种|几个方面|种类|步骤|优点|缺点|优缺点|困难|好处|坏处|条件|分别|各自|差异|差别|区别|不同|差在哪|为什么|为何|为啥|怎么做|什么情况|什么时候(?:要|该|需要)|目标|原因|` +
		`\b(?:what are|what were|which (?:\w+ )?\w+s\b|list|lists|options|steps|advantages|disadvantages|pros|cons|lessons|goals|reasons|kinds|types|ways|all the|difference|differences|compare|versus|vs|why|how do|how does)\b`)
	asksForMeaning = doc.Pattern(`^(?:what|who)(?:'s|s| is| are| was) (?:an? )?([\w.+'-]+(?: [\w.+'-]+)?)$|^[^?]*(?:是什么|是啥|是谁|是什么东西|什么意思)$|^(?:什么是|何谓|啥是)`)
	asksWhatPlural = doc.Pattern(`\b(?:what|which) (?:\w+ )?(\w+s) (?:are|were|did|do|does|can|could|should|has|have|he|she|it|they|there)\b`)
	asksForName    = doc.Pattern(`谁|哪[个家款种位本部只件项台座间]|什么(?:名|工具|软件|程序|东西|书|歌|店|公司)|叫(?:什么|啥)|` +
		`\b(?:who|which|what(?:'s| is| was) the (?:name|tool)|what (?:tool|app|program|library|command|book|company|place|project) )`)
)

// forSeveral reports whether a question asks for several things.
func forSeveral(folded string) bool {
	if asksForSeveral().MatchString(folded) {
		return true
	}
	for _, m := range asksWhatPlural().FindAllStringSubmatch(folded, -1) {
		switch m[1] {
		case "does", "is", "was", "has", "this", "its", "his", "whats":
		default:
			return true
		}
	}
	return false
}

// forMeaning reports whether a question asks what something is, naming only that.
func forMeaning(folded string) bool {
	m := asksForMeaning().FindStringSubmatch(strings.TrimRight(folded, "?？。.!！ "))
	return m != nil && !strings.HasPrefix(m[1], "the ")
}

// listed returns what a folded question asks for a list of, or "": 工具 for 推荐了哪些工具,
// "disadvantages of aof".
func listed(folded string) string {
	q := strings.Trim(folded, " ?？!！。.,，呢吗呀啊")
	for _, m := range [][]string{chineseList().FindStringSubmatch(q), englishList().FindStringSubmatch(q)} {
		if m != nil {
			return strings.Join(m[1:], "")
		}
	}
	return ""
}
