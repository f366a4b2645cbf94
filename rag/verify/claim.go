package verify

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/rag/lexical"
)

// A claim is a statement, taken apart.
type claim struct {
	text    string
	chinese bool
	clauses []clause
	links   []string // addresses, which must stand in the source as they are
	quotes  []string // what it says that the source says, folded
	query   lexical.Query
	cross   lexical.Query
}

// A clause is a part of a claim that may rest on a sentence of its own.
type clause struct {
	folded     string
	quantities []quantity
	names      []string // folded: of people, places, products
	query      lexical.Query
	cross      lexical.Query
	said       said // what is said of the names
}

// said is the queries without names and numbers.
type said struct{ query, cross lexical.Query }

func (c claim) empty() bool { return len(c.clauses) == 0 }

var (
	link = regexp.MustCompile(`(?i)(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|data:|javascript:)[^\s<>()"'「」]+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|cn|tw|hk|example|test|invalid|dev|app|xyz|top|info|co|me|gg)\b(?:/[^\s<>()"']*)?`)
	// Quotation marks that name rather than quote hold a few characters; those
	// count as well, since they must stand in the source the same way.
	quoted   = regexp.MustCompile(`「([^「」]{2,})」|『([^『』]{2,})』|“([^“”]{2,})”|"([^"]{2,})"|《([^《》]{2,})》`)
	boundary = regexp.MustCompile(`[，；;。！？!?：:]|——|, (?:and|but|while|whereas|which|where|with|so|who|it|he|she|they|the|although|though|not)\b| (?:while|whereas|but|although)\b| and (?:has|have|had|is|are|was|were|did|does|will|can|not|never|cannot)\b`)
)

// minClause is how many terms a clause has that stands by itself; shorter ones
// belong to the one before.
const minClause = 5

// reply is what a statement may begin with to answer yes or no.
var reply = regexp.MustCompile(`(?i)^(?:没有|沒有|不是|不会|不會|不一样|不一樣|不同|不|是的|是|有|对|對|会|會|no|yes|not quite|not exactly)[,，、;；:：]\s*`)

// claim takes a statement apart. named are the words, folded, that the sources
// write with a capital where nothing but being a name asks for it.
func (c *Checker) claim(text string, named map[string]bool) (claim, error) {
	text = reply.ReplaceAllString(text, "")
	whole := claim{text: text, chinese: c.analyser.Language(text).Chinese(), links: link.FindAllString(text, -1)}
	for _, m := range quoted.FindAllStringSubmatch(text, -1) {
		whole.quotes = append(whole.quotes, c.analyser.Fold(strings.Join(m[1:], "")))
	}
	var err error
	if whole.query, whole.cross, err = c.queries(text); err != nil {
		return whole, err
	}
	for _, part := range c.parts(text) {
		one := clause{folded: c.analyser.Fold(part)}
		one.quantities = quantities(one.folded)
		if one.names, err = c.names(part, whole.chinese, named); err != nil {
			return whole, err
		}
		if one.query, one.cross, err = c.queries(part); err != nil {
			return whole, err
		}
		one.said = said{c.withoutNames(one.query, one.names), c.withoutNames(one.cross, one.names)}
		whole.clauses = append(whole.clauses, one)
	}
	return whole, nil
}

func (c *Checker) queries(text string) (own, cross lexical.Query, err error) {
	own = c.words.Query(text)
	cross, err = c.words.Cross(text)
	return own, cross, err
}

// withoutNames is a query without the terms that are part of a name or have a
// digit; the whole query where nothing else is left.
func (c *Checker) withoutNames(q lexical.Query, names []string) lexical.Query {
	skip := map[string]bool{}
	for _, name := range names {
		for _, t := range c.analyser.Tokens(name) {
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

// parts splits a statement at its commas; what is too short to be looked up by
// itself stays with the part before, or after.
func (c *Checker) parts(text string) []string {
	var parts []string
	start := 0
	add := func(end int) {
		part := strings.TrimSpace(text[start:end])
		start = end
		terms := len(c.analyser.Tokens(part))
		switch {
		case terms == 0:
		case len(parts) > 0 && (terms < minClause || len(c.analyser.Tokens(parts[len(parts)-1])) < minClause):
			parts[len(parts)-1] += " " + part
		default:
			parts = append(parts, part)
		}
	}
	for _, m := range boundary.FindAllStringIndex(text, -1) {
		_, size := utf8.DecodeRuneInString(text[m[0]:])
		add(m[0] + size)
	}
	add(len(text))
	return parts
}

// places are characters of which a name alone is none: 西北部, or 中都 in 其中都有.
const places = "东西南北中部上下左右前后内外大小都国人民市县区山海江河新老高"

// names are what a part of a statement calls by name. In Chinese these are the
// names that the dictionary knows and every word in Latin letters, in English
// the words with a capital that the position does not ask for.
func (c *Checker) names(part string, chinese bool, named map[string]bool) ([]string, error) {
	if !chinese {
		return c.capitals(part, named)
	}
	known, err := c.analyser.Names(part)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, t := range known {
		if strings.Trim(t.Term, places) != "" {
			names = appendNew(names, t.Term)
		}
	}
	for _, word := range latinWords.FindAllString(c.analyser.Fold(part), -1) {
		if !unitWords.MatchString(word) {
			names = appendNew(names, word)
		}
	}
	return names, nil
}

var (
	latinWords = regexp.MustCompile(`[a-z][a-z0-9]*(?:[-.+][a-z0-9]+)*`)
	unitWords  = regexp.MustCompile(`^(?:[kmgtpez]b|[kcm]?m|kg|g|[kmgt]wh?|[kmg]hz|[a-z]?flops)$`)
	capital    = regexp.MustCompile(`\p{Lu}[\pL\pN]*(?:[-.'’][\pL\pN]+)*`)
)

// common are capitalised words that name nothing.
var common = wordSet(`The A An It Its In On At By Of For From To He She They We I You His Her Their This That These Those There According
	However Also But And Or As After Before When While If Although Both All Each Every No Not None Only About Over More Most Many Some
	January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday
	Saturday Sunday English Chinese AI API Yes So Then Thus Today Now`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

func (c *Checker) capitals(part string, named map[string]bool) ([]string, error) {
	var names []string
	for _, m := range capital.FindAllStringIndex(part, -1) {
		word := strings.TrimSuffix(strings.TrimSuffix(part[m[0]:m[1]], "'s"), "’s")
		if common[word] {
			continue
		}
		if first := begins(part[:m[0]]); first && plainWord(word) && !named[c.analyser.Fold(word)] {
			is, err := c.translatesToName(word)
			if err != nil {
				return nil, err
			}
			if !is {
				continue
			}
		}
		names = appendNew(names, c.analyser.Fold(word))
	}
	return names, nil
}

// plainWord reports whether a word may have its capital for standing first.
func plainWord(word string) bool {
	return !strings.ContainsFunc(word[1:], func(r rune) bool { return unicode.IsUpper(r) || unicode.IsDigit(r) })
}

// begins reports whether a sentence begins after text.
func begins(text string) bool {
	text = strings.TrimRight(text, " \t\n\"“‘(")
	return text == "" || strings.ContainsAny(text[len(text)-1:], ".!?:;")
}

// capitalised are the words, folded, that a text writes with a capital within a
// sentence.
func (c *Checker) capitalised(text string, into map[string]bool) {
	for _, m := range capital.FindAllStringIndex(text, -1) {
		if !begins(text[:m[0]]) {
			into[c.analyser.Fold(text[m[0]:m[1]])] = true
		}
	}
}

// translatesToName reports whether the dictionary translates a word by a name.
func (c *Checker) translatesToName(word string) (bool, error) {
	translations, err := c.analyser.Translations(word)
	if err != nil {
		return false, err
	}
	if len(translations) == 0 {
		return false, nil
	}
	found, err := c.analyser.Names(translations[0])
	return len(found) == 1 && found[0].Term == translations[0], err
}

func appendNew(all []string, one string) []string {
	if slices.Contains(all, one) {
		return all
	}
	return append(all, one)
}
