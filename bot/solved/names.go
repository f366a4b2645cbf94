package solved

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/rag/lexical"
)

// A namer replaces the mentions and names of people in a text: with their names if named is
// set, otherwise with "a member".
type namer struct {
	analyser *lexical.Analyser
	texts    *texts.Texts
	people   []wire.User
	named    bool
}

// The forms in which a message mentions people, roles, channels and emoji.
var (
	ofPerson  = regexp.MustCompile(`<@!?(\d+)>`)
	ofRole    = regexp.MustCompile(`<@&\d+>`)
	ofChannel = regexp.MustCompile(`<#\d+>`)
	ofEmoji   = regexp.MustCompile(`<a?(:\w+:)\d+>`)
)

// replace returns a text with its mentions and names replaced.
func (n namer) replace(text string) string {
	text = ofPerson.ReplaceAllStringFunc(text, func(mention string) string {
		id := ofPerson.FindStringSubmatch(mention)[1]
		at := slices.IndexFunc(n.people, func(p wire.User) bool { return p.ID == id })
		if at < 0 || !n.named {
			return n.texts.AMember
		}
		return displayName(n.people[at])
	})
	text = ofRole.ReplaceAllString(text, n.texts.ARole)
	text = ofChannel.ReplaceAllString(text, n.texts.AChannel)
	text = ofEmoji.ReplaceAllString(text, "$1")
	if n.named {
		return text
	}
	var names []string
	for _, p := range n.people {
		for _, name := range []string{p.Shown, p.Name} {
			if name = oneLine(name); name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) }) // longest first
	for _, name := range names {
		text = n.without(text, name)
	}
	return text
}

// displayName returns a person's name as Discord shows it.
func displayName(p wire.User) string { return oneLine(cmp.Or(p.Shown, p.Name)) }

const (
	// minName is how many characters a name must have to be looked for without an @.
	minName = 3
	// minMeanings is how many meanings a word of the lexicon must have to count as an
	// ordinary word rather than only a name.
	minMeanings = 5
)

// without returns a text without a name. With an @ before it the name is replaced
// everywhere; alone it is replaced where it cannot be an ordinary word. A name in Chinese
// characters may be a word if the lexicon has it. Another name that has many meanings
// (will, mark) is replaced only where it has a capital letter within a sentence.
func (n namer) without(text, name string) string {
	text = regexp.MustCompile(`(?i)@`+regexp.QuoteMeta(name)+`\b`).ReplaceAllString(text, n.texts.AMember)
	first, _ := utf8.DecodeRuneInString(name)
	meanings, err := n.analyser.Translations(strings.ToLower(name))
	if err != nil {
		meanings = nil
	}
	if unicode.Is(unicode.Han, first) {
		if utf8.RuneCountInString(name) < 2 || len(meanings) > 0 {
			return strings.ReplaceAll(text, "@"+name, n.texts.AMember)
		}
		return strings.ReplaceAll(strings.ReplaceAll(text, "@"+name, n.texts.AMember), name, n.texts.AMember)
	}
	if utf8.RuneCountInString(name) < minName {
		return text
	}
	isWord := len(meanings) >= minMeanings
	var out strings.Builder
	for {
		at := next(text, name)
		if at < 0 {
			return out.String() + text
		}
		out.WriteString(text[:at])
		if isWord && (!unicode.IsUpper(firstRune(text[at:])) || startsSentence(out.String())) {
			out.WriteString(text[at : at+len(name)])
		} else {
			out.WriteString(n.texts.AMember)
		}
		text = text[at+len(name):]
	}
}

// next returns the index of a name that is a whole word, or -1.
func next(text, name string) int {
	for from := 0; ; {
		at := indexFold(text[from:], name)
		if at < 0 {
			return -1
		}
		at += from
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		if !isWordRune(before) && !isWordRune(firstRune(text[at+len(name):])) {
			return at
		}
		from = at + len(name)
	}
}

// indexFold returns the index of a name, ignoring case. It ignores only the case of letters
// whose other case has the same length in bytes; otherwise the case must match.
func indexFold(text, name string) int {
	at := regexp.MustCompile(`(?i)` + regexp.QuoteMeta(name)).FindStringIndex(text)
	if at == nil || at[1]-at[0] != len(name) {
		return strings.Index(text, name)
	}
	return at[0]
}

// isWordRune reports whether a character makes a longer word of the letters beside it.
func isWordRune(r rune) bool {
	return r != utf8.RuneError && r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_')
}

// startsSentence reports whether a new sentence begins after a text.
func startsSentence(before string) bool {
	trimmed := strings.TrimRight(before, " \t*_>\"'“‘(")
	return trimmed == "" || strings.ContainsAny(trimmed[len(trimmed)-1:], "\n.!?:") || strings.HasSuffix(trimmed, "。") || strings.HasSuffix(trimmed, "！") || strings.HasSuffix(trimmed, "？")
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}
