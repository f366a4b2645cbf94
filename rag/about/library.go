package about

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag/index"
	"footnote/rag/lexical"
)

const (
	maxTitles   = 20 // titles that are listed
	maxMentions = 10 // articles that are quoted
	// mentionDepth is how many passages with the words are searched.
	mentionDepth = 5000
	// allWordsFrom is the share of a subject's words from which on a text has all of them. It
	// is below 1 only because of rounding.
	allWordsFrom = 0.999
	// translatedWeight is the weight of a sentence that has the subject only in translation.
	translatedWeight = 0.5
	// widestTitle is the width limit of a title that is shown before a sentence.
	widestTitle = 60
)

// Articles says how many articles there are, and which. An error comes from fetching their
// texts.
func Articles(ctx context.Context, x *index.Index, language lexical.Language) (Reply, error) {
	t, all := textsIn(language), x.Articles()
	if len(all) == 0 {
		return Reply{Lead: t.none, Unrecorded: true}, nil
	}
	return list(ctx, x, t, Reply{Lead: t.articles(len(all))})
}

// Choose asks the reader which of several articles is meant. An error comes from fetching
// their texts.
func Choose(ctx context.Context, x *index.Index, language lexical.Language) (Reply, error) {
	t := textsIn(language)
	if len(x.Articles()) == 0 {
		return Reply{Lead: t.none, Unrecorded: true}, nil
	}
	reply, err := list(ctx, x, t, Reply{Lead: t.choose})
	reply.Rest = strings.TrimPrefix(reply.Rest+"\n"+t.askAgain, "\n")
	return reply, err
}

// name returns the title of a whole article, or else a first line that looks like a title, or
// else the name of its file.
func name(a *corpus.Article) string {
	if !namedByFile(a) {
		return oneLine(a.Title)
	}
	if first, ok := firstLine(a); ok {
		return first.text
	}
	return baseName(a.Source)
}

// list adds the titles of articles to a reply, and says how many it leaves out.
func list(ctx context.Context, x *index.Index, t texts, r Reply) (Reply, error) {
	all := x.Articles()
	for _, a := range all[:min(len(all), maxTitles)] {
		if namedByFile(a) {
			whole, err := x.Whole(ctx, a)
			if err != nil {
				return Reply{}, err
			}
			if whole != nil {
				a = whole
			}
		}
		r.Titles = append(r.Titles, name(a))
	}
	if n := len(all) - len(r.Titles); n > 0 {
		r.Rest = t.more(n)
	}
	return r, nil
}

// Mentions says which articles mention a subject, each with the sentence that does so best.
// Articles with its words, in either script of Chinese, come before those with a translation.
// An error comes from ctx or the source of the texts, or means that the built-in dictionary
// cannot be read.
func Mentions(ctx context.Context, x *index.Index, subject string, language lexical.Language) (Reply, error) {
	t, subject := textsIn(language), strings.TrimSpace(oneLine(subject))
	q, err := x.Read(subject)
	if err != nil {
		return Reply{}, err
	}
	found, err := mentioned(ctx, x, q)
	if err != nil {
		return Reply{}, err
	}
	if len(found) == 0 {
		return Reply{Lead: t.mentionNone(subject), Unrecorded: true}, nil
	}
	reply := Reply{Lead: t.mention(len(found), subject)}
	shown := found[:min(len(found), maxMentions)]
	for _, m := range shown {
		if ref, ok := x.At(ctx, m.Article.ID, m.Passage); ok {
			reply.Statements = append(reply.Statements, mention{ref, m.Span, m.score}.statement())
		}
	}
	if n := len(found) - len(shown); n > 0 {
		reply.Rest = t.more(n)
	}
	return reply, nil
}

// A mention is the sentence of an article that mentions a subject best.
type mention struct {
	index.Ref
	corpus.Span
	score float64
}

func (m mention) statement() Statement {
	text := oneLine(m.Article.Quote(m.Span))
	title := shortened(name(m.Article))
	colon := ": "
	if strings.ContainsFunc(title, doc.IsWide) {
		title, colon = "《"+strings.NewReplacer("《", "〈", "》", "〉").Replace(title)+"》", "："
	}
	return Statement{Text: title + colon + text, Ref: m.Ref, Span: m.Span}
}

// mentioned returns the articles that have all words of a subject in one sentence, or in their
// title and headings, best first.
func mentioned(ctx context.Context, x *index.Index, q index.Query) ([]mention, error) {
	best := map[string]mention{} // by article ID
	err := x.Retriever(nil, index.DefaultWeights()).Each(ctx, q, min(x.Len(), mentionDepth), func(h index.Hit) error {
		for _, s := range h.Sentences {
			text := h.Article.Quote(s.Span)
			score := mentionScore(x, q, q.Foreign(h.Ref), text)
			if score == 0 {
				continue
			}
			m := mention{h.Ref, s.Span, score * kindFactor(text)}
			if before, known := best[h.Article.ID]; !known || m.score > before.score || m.score == before.score && m.Start < before.Start {
				best[h.Article.ID] = m.withoutText(x)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, a := range x.Articles() {
		if _, known := best[a.ID]; known || !mayBeHeaded(x, q, a) {
			continue
		}
		whole, err := x.Whole(ctx, a)
		if err != nil {
			return nil, err
		}
		if whole == nil {
			continue
		}
		if m, ok := inHeadings(x, q, whole); ok {
			best[a.ID] = m.withoutText(x)
		}
	}
	var all []mention
	for _, m := range best {
		all = append(all, m)
	}
	slices.SortFunc(all, func(a, b mention) int {
		return cmp.Or(cmp.Compare(math.Round(b.score*100), math.Round(a.score*100)), a.Ref.Compare(b.Ref))
	})
	return all, nil
}

// mentionScore scores a text that has all words of a subject or, if foreign, a translation of
// them. It returns 0 if the text has neither.
func mentionScore(x *index.Index, q index.Query, foreign bool, text string) float64 {
	if score, share := x.Words().Score(q.Words(false), text); share >= allWordsFrom {
		return score
	}
	if !foreign {
		return 0
	}
	score, share := x.Words().Score(q.Words(true), text)
	if share < allWordsFrom || !hasWords(x.Analyser(), q, text) {
		return 0
	}
	return translatedWeight * score
}

// hasWords reports whether a text has more of the subject's translation than single ideographs.
// These have too many meanings, unless the subject is the first meaning of one: "cats" and 猫.
func hasWords(a *lexical.Analyser, q index.Query, text string) bool {
	subject := a.Tokens(q.Text)
	return slices.ContainsFunc(a.Highlight(q.Words(true), text), func(t lexical.Token) bool {
		matched := text[t.Start:t.End]
		if utf8.RuneCountInString(matched) > 1 {
			return true
		}
		meanings, err := a.Translations(matched)
		return err == nil && len(meanings) > 0 && len(subject) == 1 && meanings[0] == subject[0].Term
	})
}

// kindFactor returns a factor for the kind of a sentence: highest for a complete one that
// stands by itself, lower for a question, a table row or a label.
func kindFactor(text string) float64 {
	text = strings.TrimSpace(oneLine(text))
	switch kindOf(sentence{text: text, opens: true, closes: true}) {
	case prose:
		if dangles(text) {
			return 0.7
		}
		return 1
	case question, notice:
		return 0.7
	}
	return 0.6
}

// withoutText returns the mention without the text of its article, if the index does not keep
// it in memory: there may be thousands of mentions.
func (m mention) withoutText(x *index.Index) mention {
	if a, there := x.Article(m.Article.ID); there {
		m.Article = a
	}
	return m
}

// mayBeHeaded reports whether inHeadings may find the subject in an article.
func mayBeHeaded(x *index.Index, q index.Query, a *corpus.Article) bool {
	for i := range a.Sections {
		if mentionScore(x, q, true, a.Place(i)) > 0 {
			return true
		}
	}
	return false
}

// inHeadings finds a subject in the title or a heading of an article, and returns the first
// sentence below it.
func inHeadings(x *index.Index, q index.Query, a *corpus.Article) (mention, bool) {
	for i := range a.Passages {
		ref, ok := x.Passage(a, i)
		if !ok {
			return mention{}, false
		}
		if mentionScore(x, q, q.Foreign(ref), ref.Place()) > 0 {
			return mention{ref, a.Passages[i].Sentences[0], 0}, true
		}
	}
	return mention{}, false
}

// shortened returns a title, cut to widestTitle.
func shortened(title string) string {
	if doc.Width(title) <= widestTitle {
		return title
	}
	cut := ""
	for one := range doc.Graphemes(title) {
		if doc.Width(cut+one) >= widestTitle {
			break
		}
		cut += one
	}
	return strings.TrimSpace(cut) + "…"
}
