package suggest

import (
	"slices"
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

// vague words refer to something elsewhere, or join sentences.
var vague = wordSet(`it its this that these those they them their he him his she her hers we us our ours i me my mine you your yours there here which who whom whose what such same other others another
	one ones both each every all any some many most few several none former latter above below following if when while because although though nor yet since unless until as after before but and or so then
	however therefore thus also not no never only even just still yet said says article post page section chapter figure table example above-mentioned someone something everyone everything`)

// notInSubject words are not part of a subject: "Using it is", "I think that X".
var notInSubject = wordSet(`is are was were be been being has have had do does did can could will would shall should may might must using use make makes made get gets got let think know see try than`)

const maxSubject = 8 // words

// englishSubject returns a subject as it is written within a sentence: "the bridge", "Redis".
func (g *grammar) englishSubject(s string) (string, bool) {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > maxSubject || strings.ContainsAny(s, `,;:()"“”[]*/!?—–`) {
		return "", false
	}
	for _, w := range words {
		if w = strings.ToLower(w); vague()[w] || notInSubject()[w] {
			return "", false
		}
	}
	if strings.HasSuffix(words[len(words)-1], "ed") && len(words) > 2 { // "the version used"
		return "", false
	}
	if words[0] == "The" {
		return "the" + s[len("The"):], len(words) > 1
	}
	return s, g.isEnglishName(words)
}

// englishThing accepts a subject, or one thing of a kind: "a plot".
func (g *grammar) englishThing(s string) (string, bool) {
	for _, article := range []string{"A ", "An "} {
		if kind, ok := strings.CutPrefix(s, article); ok {
			subject, ok := g.englishSubject("The " + kind)
			return strings.ToLower(article) + strings.TrimPrefix(subject, "the "), ok
		}
	}
	return g.englishSubject(s)
}

// englishName accepts only a name: "Redis", "the Light Phone".
func (g *grammar) englishName(s string) (string, bool) {
	words := strings.Fields(s)
	if len(words) > 5 || len(words) == 0 || numbered()[strings.ToLower(words[0])] {
		return "", false
	}
	if words[0] == "A" || words[0] == "An" {
		return strings.ToLower(words[0]) + s[len(words[0]):], len(words) == 2 && g.isEnglishName(words[1:])
	}
	capitals := !slices.ContainsFunc(words, func(w string) bool { return !unicode.IsUpper(firstRune(w)) })
	if words[0] == "The" && (len(words) < 3 || !capitals) {
		return "", false
	}
	return g.englishSubject(s)
}

// numbered things have numbers for names.
var numbered = wordSet(`listing figure table chapter step part option version appendix section example exercise rule day week phase level`)

// englishWithin accepts a subject that does not begin its sentence.
func (g *grammar) englishWithin(s string) (string, bool) {
	if kind, ok := strings.CutPrefix(s, "the "); ok {
		return g.englishSubject("The " + kind)
	}
	return s, unicode.IsUpper(firstRune(s)) && isPlain(s) && len(strings.Fields(s)) < 5
}

// isEnglishName reports whether words at the start of a sentence are surely a name: the
// dictionary does not know the first one, it has capitals inside, or the next words are
// capitalised too.
func (g *grammar) isEnglishName(words []string) bool {
	if !unicode.IsUpper(firstRune(words[0])) {
		return false
	}
	if strings.ContainsFunc(words[0][1:], unicode.IsUpper) {
		return true
	}
	if len(words) > 1 {
		return !slices.ContainsFunc(words[1:], func(w string) bool { return !unicode.IsUpper(firstRune(w)) && !unicode.IsDigit(firstRune(w)) })
	}
	return len(words[0]) > 2 && !g.isEnglishWord(words[0]) && !derived().MatchString(words[0])
}

// derived words are not names, even if the dictionary lacks them.
var derived = doc.Pattern(`(?:ing|ly|able|ible|ness|ment|tion|less|ous|i[sz]ed|ed|ers|ors|est)$`)

func (g *grammar) isEnglishWord(word string) bool {
	translations, err := g.analyser.Translations(strings.ToLower(word))
	return err != nil || len(translations) > 0
}

// term accepts a common noun that is being explained.
func (g *grammar) term(s string) (string, bool) {
	words := strings.Fields(strings.ToLower(s))
	for _, w := range words {
		if vague()[w] || notInSubject()[w] {
			return "", false
		}
	}
	return strings.ToLower(s), !strings.HasSuffix(s, "ing") || len(words) == 1
}

// task turns instructions to a reader into the reader's own words.
func (g *grammar) task(s string) (string, bool) {
	words := strings.Fields(s)
	for i, w := range words {
		switch lower := strings.ToLower(strings.Trim(w, "'’")); {
		case lower == "your":
			words[i] = "my"
		case vague()[lower] && !slices.Contains([]string{"all", "each", "every", "only", "not", "another", "and", "or", "when", "as", "section", "page", "table", "figure"}, lower):
			return "", false
		}
	}
	last := words[len(words)-1]
	dangling := slices.Contains([]string{"of", "to", "in", "on", "for", "with", "from", "by", "and", "or", "the", "a", "an"}, last)
	return strings.Join(words, " "), !dangling && len(words) >= 2 && len(words) <= 9
}

func anySubject(_ *grammar, s string) (string, bool) { return s, true }

// latinName matches a name in Latin letters.
var latinName = doc.Pattern(`[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*(?:[- ][A-Z0-9][A-Za-z0-9.]*)*|[A-Z]{3,}[0-9]*(?:-[0-9]+)?|[a-z]+[A-Z][A-Za-z]+`)
