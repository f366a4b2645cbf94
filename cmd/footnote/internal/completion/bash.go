package completion

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/kong"

	"footnote/rag/lexical"
)

// A bashLine is a bash command line up to the cursor, split into words.
type bashLine struct {
	words []string // before the cursor's word, unquoted
	raw   string   // the cursor's word as typed
	file  bool     // the word is the file of a redirection
}

// takeApart splits a line as bash does, but without expanding variables or running anything.
func takeApart(line string) bashLine {
	var l bashLine
	begin, s := 0, scanner{}
	inWord, redirected := false, false
	for i, r := range line {
		blank := s.bare() && (unicode.IsSpace(r) || r == '<' || r == '>')
		if !blank {
			if !inWord {
				begin, inWord, s = i, true, scanner{}
			}
			s.next(r)
			continue
		}
		if inWord && !redirected {
			l.words = append(l.words, s.text())
		}
		if inWord {
			inWord, redirected = false, false
		}
		if r == '<' || r == '>' {
			redirected = true
		}
	}
	if inWord {
		l.raw = line[begin:]
	}
	l.file = redirected
	for len(l.words) > 0 && isAssignment(l.words[0]) {
		l.words = l.words[1:]
	}
	return l
}

// isAssignment reports whether a word is NAME=value, which may precede a command.
func isAssignment(word string) bool {
	name, _, ok := strings.Cut(word, "=")
	return ok && name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return r != '_' && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
	})
}

// A scanner reads one bash word.
type scanner struct {
	quote  rune // the open quote: ', " or $ for $'; 0 if none
	escape bool // the character before was a backslash
	dollar bool // the character before was a dollar sign outside quotes
	out    strings.Builder
}

func (s *scanner) bare() bool { return s.quote == 0 && !s.escape }

func (s *scanner) text() string {
	if s.dollar {
		return s.out.String() + "$"
	}
	return s.out.String()
}

func (s *scanner) next(r rune) {
	if s.dollar {
		s.dollar = false
		switch r {
		case '\'':
			s.quote = '$'
			return
		case '"':
		default:
			s.out.WriteRune('$')
		}
	}
	switch {
	case s.escape:
		s.escape = false
		s.out.WriteString(s.escaped(r))
	case r == '\\' && s.quote != '\'':
		s.escape = true
	case s.quote == 0 && (r == '\'' || r == '"'):
		s.quote = r
	case s.quote == 0 && r == '$':
		s.dollar = true
	case s.quote == r && r != '$', s.quote == '$' && r == '\'':
		s.quote = 0
	default:
		s.out.WriteRune(r)
	}
}

// escaped returns what a backslash followed by r stands for.
func (s *scanner) escaped(r rune) string {
	switch {
	case s.quote == '"' && !strings.ContainsRune("$`\"\\\n", r):
		return `\` + string(r)
	case s.quote == '$':
		if i := strings.IndexRune("nt", r); i >= 0 {
			return "\n\t"[i : i+1]
		}
	}
	return string(r)
}

// read scans the raw text of a word. The scanner holds its unquoted text and the state at its
// end.
func read(raw string) *scanner {
	var s scanner
	for _, r := range raw {
		s.next(r)
	}
	return &s
}

// inBash completes the word at the end of a line. text is the part of the line that bash will
// replace.
func inBash(root *kong.Node, line, text string, ask func(*place) offer) (inserted []string, o offer) {
	l := takeApart(line)
	if l.file || len(l.words) == 0 {
		return nil, offer{nil, files}
	}
	keep, ok := strings.CutSuffix(l.raw, text)
	whole, kept := read(l.raw), read(keep)
	if !ok || kept.escape || kept.dollar { // bash splits words differently from us
		return nil, offer{nil, noPaths}
	}
	o = ask(placeOf(root, l.words[1:], whole.text()))
	o.candidates = beginning(o.candidates, whole.text())
	o.candidates = slices.DeleteFunc(o.candidates, func(c candidate) bool { return !strings.HasPrefix(c.value, kept.text()) })
	for i := range o.candidates {
		o.candidates[i].value = strings.TrimPrefix(o.candidates[i].value, kept.text())
	}
	shared := common(o.candidates)
	for _, c := range o.candidates {
		inserted = append(inserted, quoted(c.value, shared, kept, keep, c.open))
	}
	return inserted, o
}

// common returns the longest common prefix of several candidates; it is empty for a single one.
func common(all []candidate) string {
	if len(all) < 2 {
		return ""
	}
	shared := all[0].value
	for _, c := range all {
		for !strings.HasPrefix(c.value, shared) {
			_, size := utf8.DecodeLastRuneInString(shared)
			shared = shared[:len(shared)-size]
		}
	}
	return shared
}

// beginning returns the candidates that begin with word. If there are none, it ignores case and
// the difference between the Chinese scripts.
func beginning(all []candidate, word string) (found []candidate) {
	for _, c := range all {
		if strings.HasPrefix(c.value, word) {
			found = append(found, c)
		}
	}
	if len(found) > 0 || word == "" {
		return found
	}
	fold := lexical.NewAnalyser().Fold
	for _, c := range all {
		if strings.HasPrefix(fold(c.value), fold(word)) {
			found = append(found, c)
		}
	}
	return found
}

// quoted quotes text as the continuation of the kept part of a word, so that bash reads exactly
// text. Bash drops the opening quote of the insertion if the same quote stands right before it.
// Only single quotes protect from history expansion in an interactive shell. Bash inserts the
// prefix that several candidates share by itself, so that prefix stays unquoted if it needs no
// quotes.
func quoted(text, shared string, kept *scanner, raw string, open bool) string {
	quote := kept.quote
	if quote == 0 {
		if isPlain(text) && isPlain(shared) {
			return text
		}
		if rest := text[len(shared):]; shared != "" && isPlain(shared) {
			return shared + within(rest, '\'', open)
		}
		quote = '\''
	} else if !strings.HasSuffix(raw, string(opening(quote))) {
		return strings.TrimPrefix(within(text, quote, open), string(opening(quote)))
	}
	return within(text, quote, open)
}

func opening(quote rune) rune {
	if quote == '$' {
		return '\''
	}
	return quote
}

// within puts text in quotes of the given kind. With open, the closing quote is left out
// because more text follows.
func within(text string, quote rune, open bool) string {
	var b strings.Builder
	b.WriteRune(opening(quote))
	for _, r := range text {
		switch {
		case quote == '\'' && r == '\'':
			b.WriteString(`'\''`)
		case quote == '"' && r == '!':
			b.WriteString(`"'!'"`)
		case quote == '"' && strings.ContainsRune("$`\"\\", r), quote == '$' && strings.ContainsRune(`\'`, r):
			b.WriteString(`\` + string(r))
		default:
			b.WriteRune(r)
		}
	}
	if !open {
		b.WriteRune(opening(quote))
	}
	return b.String()
}

// isPlain reports whether bash reads text literally without quotes.
func isPlain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		return r <= unicode.MaxASCII && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_./:=,+@%", r) || unicode.IsSpace(r)
	})
}
