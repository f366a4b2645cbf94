package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// reversed reports whether two folded texts of one language have the same words, once after a
// denial and once without: "has not been extended to all gardens", "was extended to all
// gardens". It returns these words.
func reversed(clause, source string) (string, bool) {
	for _, words := range deniedWords(clause) {
		if said, found := affirmed(words, source); found {
			return said, true
		}
	}
	for _, words := range deniedWords(source) {
		if said, found := affirmed(words, clause); found {
			return said, true
		}
	}
	return "", false
}

const (
	// scope is how many words, or Chinese characters, after a denial count as denied.
	scope = 6
	// enoughHan and enoughWords are how many of these, from the first on, the other text must
	// have.
	enoughHan, enoughWords = 2, 2
	// reach is how far before them a denial still counts, in bytes.
	reach = 24
)

// deniedWords returns what follows each denial of a text, up to scope words and to the next
// comma.
func deniedWords(text string) [][]string {
	rest := noDenial().ReplaceAllStringFunc(text, func(found string) string { return strings.Repeat(" ", len(found)) })
	var all [][]string
	for _, m := range denial().FindAllStringIndex(rest, -1) {
		if words := unitsOf(upToComma(text[m[1]:])); len(words) > 0 {
			all = append(all, words[:min(scope, len(words))])
		}
	}
	return all
}

var commas = doc.Pattern(`[,，。.;；:：、!?！？]`)

func upToComma(text string) string {
	if m := commas().FindStringIndex(text); m != nil {
		return text[:m[0]]
	}
	return text
}

// unitsOf splits a text into Chinese characters and words of other scripts. It skips auxiliary
// words at the start.
func unitsOf(text string) []string {
	var units []string
	for _, field := range strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) }) {
		word := ""
		for _, r := range field {
			if !unicode.Is(unicode.Han, r) {
				word += string(r)
				continue
			}
			if word != "" {
				units, word = append(units, word), ""
			}
			units = append(units, string(r))
		}
		if word != "" {
			units = append(units, word)
		}
	}
	for len(units) > 0 && helpers[units[0]] {
		units = units[1:]
	}
	return units
}

// helpers are words that may stand between a denial and what it denies.
var helpers = wordSet(`have has had been be is are was were do does did yet ever to a an the any 有 能 會 会 是 再 曾 可 被 把 得 了 過 过 要 應 应 該 该 必 需`)

// affirmed reports whether a text has the first few of some words, in order, with no denial or
// ambiguous word shortly before them. It returns these words.
func affirmed(words []string, text string) (string, bool) {
	need := enoughWords
	joined := strings.Join(words[:min(len(words), need)], " ")
	if unicode.Is(unicode.Han, []rune(words[0])[0]) {
		need = enoughHan
		joined = strings.Join(words[:min(len(words), need)], "")
	}
	if len(words) < need {
		return "", false
	}
	at := strings.Index(text, joined)
	if at < 0 || joined[0] < utf8.RuneSelf && at > 0 && text[at-1] >= 'a' && text[at-1] <= 'z' {
		return "", false // "able to" in "unable to"
	}
	before := text[max(0, at-reach):at]
	if i := commas().FindAllStringIndex(before, -1); len(i) > 0 {
		before = before[i[len(i)-1][1]:]
	}
	if denial().MatchString(before) || either().MatchString(before) || noDenial().MatchString(before) {
		return "", false
	}
	return joined, true
}

// touches reports whether a text has a word of what another text denies: two consecutive
// Chinese characters, or a word of at least four letters.
func touches(denied [][]string, text string) bool {
	for _, words := range denied {
		for i, word := range words {
			switch {
			case !unicode.Is(unicode.Han, []rune(word)[0]):
				if len(word) >= 4 && strings.Contains(text, word[:min(len(word), 6)]) {
					return true
				}
			case i+1 < len(words) && strings.Contains(text, word+words[i+1]):
				return true
			}
		}
	}
	return false
}
