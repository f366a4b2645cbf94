package main

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"footnote/rag/lexical"
)

// maxTerms is the maximum length of a phrase. Longer ones are explanations, not translations,
// and no question contains them.
const maxTerms = 4

var (
	// skipped matches senses that do not say what the word means.
	skipped = regexp.MustCompile(`^(CL:|surname |(old |erhua |Japanese |archaic )?variant of |see |also written |also pr\. |Taiwan pr\. |` +
		`used in |erhua form of |abbr\. to |equivalent to |same as |also called |also known as |\(?name of an? )`)
	aside    = regexp.MustCompile(`\([^()]*\)`)
	reading  = regexp.MustCompile(`\[[^\]]*\]`)
	initial  = regexp.MustCompile(`\(([A-Z][A-Z0-9&-]{1,6})\)`)
	years    = regexp.MustCompile(`\([^()]*\d[^()]*\)`)
	start    = regexp.MustCompile(`^(abbr\. for|abbr\. of|abbr\.|lit\.|fig\.|i\.e\.|e\.g\.|esp\.|cf|esp|etc|usu\.)\s*`)
	particle = regexp.MustCompile(`^(to be|to|be|an|a|the|one's|sb's)\s+`)
	filler   = regexp.MustCompile(`\b(sb's|sth's|sb|sth|etc|one's|oneself|esp\.|usu\.)(\s|$)`)
	place    = regexp.MustCompile(` (of|in|on|near|at|from|for|by|between) `)
)

// phrases returns the meanings of the entry as terms, the best first and each once.
func (e entry) phrases(a *lexical.Analyser) []string {
	var all []string
	for _, sense := range e.senses {
		for _, p := range e.pieces(sense) {
			if p = terms(a, p); p != "" && !slices.Contains(all, p) {
				all = append(all, p)
			}
		}
	}
	return all
}

// pieces splits a sense into its synonyms. It adds what is often used instead: the
// abbreviation in parentheses, the first part of a name such as "University of X", and the
// surname of a person.
func (e entry) pieces(sense string) []string {
	if skipped.MatchString(sense) {
		return nil
	}
	var extra []string
	for _, m := range initial.FindAllStringSubmatch(sense, -1) {
		extra = append(extra, m[1])
	}
	person := e.name && years.MatchString(sense)
	sense = reading.ReplaceAllString(sense, "")
	for aside.MatchString(sense) { // from the inside out
		sense = aside.ReplaceAllString(sense, " ")
	}
	var all []string
	for i, piece := range strings.FieldsFunc(sense, func(r rune) bool { return r == ';' || r == ',' || r == ':' }) {
		piece = tidy(piece)
		if e.name {
			if at := place.FindStringIndex(piece); at != nil && i == 0 {
				all = append(all, piece)
				piece = piece[:at[0]]
			}
		}
		all = append(all, piece)
		if words := strings.Fields(piece); person && i == 0 && len(words) > 1 && len(words) < 4 {
			all = append(all, words[len(words)-1])
		}
		if person {
			break // the rest is about the person's life
		}
	}
	return append(all, extra...)
}

// tidy removes Chinese characters and the dictionary's function words from a piece.
func tidy(piece string) string {
	piece = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Han, r) || r == '|' || r == '"' {
			return ' '
		}
		return r
	}, piece)
	piece = strings.TrimSpace(piece)
	for start.MatchString(piece) {
		piece = start.ReplaceAllString(piece, "")
	}
	for particle.MatchString(piece) {
		piece = particle.ReplaceAllString(piece, "")
	}
	return strings.TrimSpace(filler.ReplaceAllString(piece, ""))
}

// terms returns the terms of a piece, separated by spaces, or "" if it has none or too many.
func terms(a *lexical.Analyser, piece string) string {
	var all []string
	for _, t := range a.Tokens(piece) {
		all = append(all, t.Term)
	}
	if len(all) > maxTerms {
		return ""
	}
	return strings.Join(all, " ")
}
