package prompt

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A recall is the history of lines, with the position of the one that is recalled.
type recall struct {
	past  []string // oldest first
	at    int      // index into past; len(past) is the line being edited
	draft string   // the line being edited when the first one was recalled
}

// IsPrivate reports whether a line begins with a space, such as a full-width one. Such a line is
// neither kept nor recalled.
func IsPrivate(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	return unicode.IsSpace(first)
}

// add adds a line to the history, unless it is private or equals the last one.
func (r *recall) add(line string) {
	if line = strings.TrimRight(line, " \n"); line != "" && !IsPrivate(line) && (len(r.past) == 0 || r.past[len(r.past)-1] != line) {
		r.past = append(r.past, line)
	}
	r.at, r.draft = len(r.past), ""
}

// older and newer return the line before or after the one recalled, if there is one. text is
// the line being edited.
func (r *recall) older(text string) (string, bool) {
	if r.at == 0 {
		return "", false
	}
	if r.at == len(r.past) {
		r.draft = text
	}
	r.at--
	return r.past[r.at], true
}

func (r *recall) newer() (string, bool) {
	switch {
	case r.at == len(r.past):
		return "", false
	case r.at == len(r.past)-1:
		r.at++
		return r.draft, true
	}
	r.at++
	return r.past[r.at], true
}

// A search looks for an earlier line.
type search struct {
	wanted string
	at     int    // index of the line found, or len(past)
	draft  string // the line being edited
}

// find searches backwards from index from. It stays where it is if nothing matches.
func (s *search) find(past []string, from int) {
	if s.wanted == "" {
		return
	}
	for n := min(from, len(past)-1); n >= 0; n-- {
		if strings.Contains(strings.ToLower(past[n]), strings.ToLower(s.wanted)) {
			s.at = n
			return
		}
	}
}

// found returns the line found, or the line being edited.
func (s *search) found(past []string) string {
	if s.at < len(past) {
		return past[s.at]
	}
	return s.draft
}

// complete returns the only one of words that begins with text, or the common prefix of all
// that do.
func complete(text string, words []string) string {
	words = slices.DeleteFunc(slices.Clone(words), func(word string) bool { return !strings.HasPrefix(word, text) })
	if text == "" || len(words) == 0 {
		return text
	}
	common := words[0]
	for _, word := range words[1:] {
		for !strings.HasPrefix(word, common) {
			common = common[:len(common)-1]
		}
	}
	return common
}
