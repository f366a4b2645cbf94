package about

import (
	"footnote/corpus/doc"
	"footnote/rag/index"
	"footnote/rag/lexical"
)

// A named is a group with the label that the subject of a question matches.
type named struct {
	group
	label string
	share float64 // share of the label's words that the subject has
	whole bool    // the label has all words of the subject
}

func (n named) better(o named) bool {
	if n.whole != o.whole {
		return n.whole
	}
	if n.exact != o.exact {
		return n.exact
	}
	return n.share > o.share
}

const (
	// A label matches if it has this share of the subject's words, and the subject has this
	// share of the label's words.
	labelHas   = 0.75
	subjectHas = 0.34
	// Paragraphs that only a heading makes a list need a heading that is about little else.
	subjectHasOfLoose = 0.45
	// A sentence that explicitly announces a list may say more than what the list is of.
	subjectHasOfLeadIn = 0.1
	// The heading of a section names a list with a lead-in only indirectly.
	lessByHeading = 0.7
)

var (
	announcesList = doc.Pattern(`(?i)如下|以下|下列|包括|包含|[有分][為为]?\s?[0-9一二三四五六七八九十兩两幾几]+\s?[個个種种項项點点類类]|\b(?:includes?|including|following|these|there are|as follows|options|are)\b`)
	namesMany     = doc.Pattern(`(?i)優點|优点|缺點|缺点|好處|好处|壞處|坏处|特色|特點|特点|功能|原因|理由|步驟|步骤|注意事項|注意事项|條件|条件|限制|建議|建议|目標|目标|規則|规则|原則|原则|方法|做法|優勢|优势|劣勢|劣势|挑戰|挑战|困難|困难|教訓|教训|` +
		`\b(?:advantages|disadvantages|pros|cons|benefits|drawbacks|features|goals|reasons|lessons|steps|tips|requirements|limitations|options|problems|challenges|rules|principles|techniques|methods|recommendations|caveats|examples|causes|effects|types|kinds|ways)\b`)
)

// fillers match words that ask for a list, or say that it is in the article.
var fillers = doc.Pattern(`(?i)[這这本][篇期]|文[章中][裡里]?|推[薦荐]了?|提到了?|提及|介[紹绍]了?|列出|所有|全部|一共|總共|总共|有?哪些|有?[幾几][個个種种]|\b(?:list|all|every|mentioned|recommended|listed|of the|there|in the article)\b`)

// naming returns the group with the label that the subject matches best. It returns false if
// none matches.
func naming(x *index.Index, q index.Query, foreign bool, g group) (named, bool) {
	var best named
	try := func(t title, enough float64, ends bool) {
		_, has := x.Words().Score(q.Words(false), t.text)
		share, words := x.Words().Coverage(t.text, q.Text), q.Words(false)
		if foreign {
			if _, other := x.Words().Score(q.Words(true), t.text); other > has {
				has, share, words = other, subjectHas, q.Words(true)
			}
		}
		n := named{g, t.shown, share, has >= allWordsFrom}
		if !ends && len(g.leadIns) > 0 { // the lead-in is closer to the list than the heading
			n.share *= lessByHeading
		}
		if has >= labelHas && share >= enough && (!ends || share >= subjectHas || endsWith(x.Analyser(), words, t.shown) || endsWith(x.Analyser(), words, titled(t.text).shown)) && n.better(best) {
			best = n
		}
	}
	for _, t := range g.labels {
		switch {
		case !g.loose:
			try(t, subjectHas, false)
		case namesMany().MatchString(t.text):
			try(t, subjectHasOfLoose, false)
		}
	}
	for _, t := range g.leadIns {
		if announcesList().MatchString(t.text) {
			try(t, subjectHasOfLeadIn, true)
		} else {
			try(t, subjectHas, false)
		}
	}
	return best, best.items != nil
}

// endsWith reports whether the last word of a sentence is one of the subject's, so that the
// list that follows is of those.
func endsWith(a *lexical.Analyser, subject lexical.Query, text string) bool {
	text = announcing().ReplaceAllString(text, "")
	matched := a.Highlight(subject, text)
	return len(matched) > 0 && matched[len(matched)-1].End == len(text)
}

// announcing matches the end of a sentence that announces a list.
var announcing = doc.Pattern(`(?i)[ ，,]*(?:如下|以下[幾几]?[個个種种項项點点類类]?|下列|包括|包含|有|是|\b(?:these |that )?(?:are|include|includes|including|as follows|the following))[ ：:]*$`)
