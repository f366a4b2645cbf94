package verify

import (
	"strings"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/rag/lexical"
)

// A claim is a statement, parsed.
type claim struct {
	text    string
	chinese bool
	clauses []clause
	links   []string // addresses, which must occur verbatim in the source
	quotes  []string // quoted passages, folded
	query   lexical.Query
	cross   lexical.Query
}

// A clause is a part of a claim that may rest on a sentence of its own.
type clause struct {
	folded     string
	quantities []quantity
	names      []string // of people, places and products; folded
	quotes     []string // folded
	query      lexical.Query
	cross      lexical.Query
	said       said // what is said of the names
}

// said holds the queries of a clause without names and numbers.
type said struct{ query, cross lexical.Query }

func (c claim) empty() bool { return len(c.clauses) == 0 }

// A parser parses statements.
type parser struct {
	analyser *lexical.Analyser
	words    *lexical.Index // of the passages that statements are about: it tells which words are rare
}

var (
	link = doc.Pattern(`(?i)(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|data:|javascript:)[^\s<>()"'「」]+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|cn|tw|hk|example|test|invalid|dev|app|xyz|top|info|co|me|gg)\b(?:/[^\s<>()"']*)?`)
	// Quotation marks around a few characters name something rather than quote it. They count
	// too, since the source must have the same words.
	quoted   = doc.Pattern(`「([^「」]{2,})」|『([^『』]{2,})』|“([^“”]{2,})”|"([^"]{2,})"|《([^《》]{2,})》`)
	boundary = doc.Pattern(`[，；;。！？!?：:]|——|, (?:and|but|while|whereas|which|where|with|so|who|it|he|she|they|the|although|though|not)\b| (?:while|whereas|but|although)\b| and (?:has|have|had|is|are|was|were|did|does|will|can|not|never|cannot)\b`)
)

// minClause is the number of terms from which on a clause stands by itself. A shorter one
// belongs to the clause before it.
const minClause = 5

// reply matches the yes or no that a statement may begin with.
var reply = doc.Pattern(`(?i)^(?:没有|沒有|不是|不会|不會|不一样|不一樣|不同|不|是的|是|有|对|對|会|會|no|yes|not quite|not exactly)[,，、;；:：]\s*`)

// claim parses a statement. named has the words, folded, that the sources capitalise although
// their position does not require it; all is the whole text of the sources.
func (p parser) claim(text string, named map[string]bool, all string) (claim, error) {
	text = reply().ReplaceAllString(text, "")
	whole := claim{text: text, chinese: p.analyser.Language(text).Chinese(), links: link().FindAllString(text, -1)}
	for _, m := range quoted().FindAllStringSubmatch(text, -1) {
		whole.quotes = append(whole.quotes, p.analyser.Fold(strings.Join(m[1:], "")))
	}
	var err error
	if whole.query, whole.cross, err = p.queries(text); err != nil {
		return whole, err
	}
	for _, part := range p.parts(text) {
		one := clause{folded: p.analyser.Fold(part)}
		one.quantities = quantities(one.folded)
		if one.names, err = p.names(part, whole.chinese, named, all); err != nil {
			return whole, err
		}
		if one.query, one.cross, err = p.queries(part); err != nil {
			return whole, err
		}
		for _, q := range whole.quotes {
			if strings.Contains(one.folded, q) {
				one.quotes = append(one.quotes, q)
			}
		}
		one.said = said{p.withoutNames(one.query, one.names), p.withoutNames(one.cross, one.names)}
		whole.clauses = append(whole.clauses, one)
	}
	return whole, nil
}

func (p parser) queries(text string) (own, cross lexical.Query, err error) {
	own = p.words.Query(text)
	cross, err = p.words.Cross(text)
	return own, cross, err
}

// withoutNames returns a query without the terms that belong to a name or have a digit, or the
// whole query if nothing else is left.
func (p parser) withoutNames(q lexical.Query, names []string) lexical.Query {
	skip := map[string]bool{}
	for _, name := range names {
		for _, t := range p.analyser.Tokens(name) {
			skip[t.Term] = true
		}
	}
	rest := lexical.Query{Known: q.Known}
	for _, t := range q.Terms {
		if !skip[t.Term] && !strings.ContainsAny(t.Term, "0123456789") {
			rest.Terms = append(rest.Terms, t)
			rest.Mass += t.IDF
		}
	}
	if rest.Mass == 0 {
		return q
	}
	return rest
}

// parts splits a statement at its commas. A part too short to be looked up by itself is joined
// to its neighbour.
func (p parser) parts(text string) []string {
	var parts []string
	start := 0
	add := func(end int) {
		part := strings.TrimSpace(text[start:end])
		start = end
		terms := len(p.analyser.Tokens(part))
		switch {
		case terms == 0:
		case len(parts) > 0 && (terms < minClause || len(p.analyser.Tokens(parts[len(parts)-1])) < minClause):
			parts[len(parts)-1] += " " + part
		default:
			parts = append(parts, part)
		}
	}
	for _, m := range boundary().FindAllStringIndex(text, -1) {
		_, size := utf8.DecodeRuneInString(text[m[0]:])
		add(m[0] + size)
	}
	add(len(text))
	return parts
}
