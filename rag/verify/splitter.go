package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// A Splitter splits what a model writes into statements as it arrives, in pieces of any size.
// The zero value is ready to use. It is not safe for concurrent use.
type Splitter struct {
	wrapping wrapping
	raw      string // input that cannot be interpreted yet
	rest     string // plain text that is not split yet
	newline  bool   // the next statement begins a line
}

// A Piece is a statement without its marks.
type Piece struct {
	Text    string // plain text on one line
	Cites   []int
	Newline bool // the statement begins a line of the answer
}

// maxStatement is the length, in bytes, at which a statement without an end is cut.
const maxStatement = 2000

// Add processes input and returns the statements that are complete. The last one is held back
// until it is certain that no mark follows it.
func (s *Splitter) Add(delta string) []Piece {
	s.raw += delta
	s.read(false)
	return s.split(false)
}

// End returns what is left at the end of the input.
func (s *Splitter) End() []Piece {
	s.read(true)
	return s.split(true)
}

// read turns raw input into plain text, as far as it can be interpreted.
func (s *Splitter) read(final bool) {
	if s.wrapping == undecided {
		s.wrapping, s.raw = opened(s.raw, final)
	}
	text := s.raw
	switch {
	case s.wrapping == plainText:
	case !final:
		return
	case s.wrapping == jsonText:
		text = unwrap(text)
	}
	plain, rest := withoutTags(text, final)
	s.rest, s.raw = s.rest+plain, rest
}

func (s *Splitter) split(final bool) []Piece {
	var pieces []Piece
	for {
		end, ok := statementEnd(s.rest, final)
		if !ok {
			return pieces
		}
		raw := s.rest[:end]
		s.rest = s.rest[end:]
		lead := len(raw) - len(strings.TrimLeftFunc(raw, unicode.IsSpace))
		s.newline = s.newline || strings.Contains(raw[:lead], "\n")
		text, cites := takeMarks(raw)
		text = withoutLeadIn(Plain(row(text)))
		if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			pieces = append(pieces, Piece{text, cites, s.newline})
			s.newline = false
		}
		s.newline = s.newline || strings.HasSuffix(raw, "\n")
	}
}

// statementEnd returns where the first statement of text ends, including its marks.
func statementEnd(text string, final bool) (int, bool) {
	begun := false
	for i, r := range text {
		if i >= maxStatement {
			return i, true
		}
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			size = 1
			if !final && !utf8.FullRuneInString(text[i:]) {
				return 0, false
			}
		}
		if r == '\n' && begun {
			return i + 1, true
		}
		if !unicode.IsSpace(r) {
			begun = true
		}
		if !strings.ContainsRune(doc.SentenceEnds+".…", r) {
			continue
		}
		after := text[i+size:]
		if !final && !utf8.FullRuneInString(after) && after != "" {
			return 0, false
		}
		if r == '.' && !final && initials(text[:i]) && !wordFollows(after) {
			return 0, false // what comes next tells whether the statement ends here
		}
		if r == '.' && !fullStop(text[:i], after) {
			if after == "" && !final {
				return 0, false
			}
			continue
		}
		if (r == '?' || r == '!') && after != "" && (after[0] >= 'a' && after[0] <= 'z' || after[0] >= '0' && after[0] <= '9') {
			continue // part of an address
		}
		if r == '!' && strings.HasPrefix(after, "[") && mark().FindStringIndex(after) == nil && (final || closed(after)) {
			continue // an image
		}
		if end, ok := trailing(after, final); ok {
			return i + size + end, true
		} else if !final {
			return 0, false
		}
	}
	return len(text), final && text != ""
}

// fullStop reports whether a point ends a sentence. It does not in 8.1, or after an initial or
// a title.
func fullStop(before, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	if after != "" && !unicode.IsSpace(next) && !strings.ContainsRune("[【［\"”’')」』]", next) && !unicode.Is(unicode.Han, next) {
		return false
	}
	word := before[strings.LastIndexAny(before, " \n(")+1:]
	following, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(after, unicode.IsSpace))
	if doc.IsAbbreviation(word, following) {
		return false
	}
	if initials(before) {
		return !goesOn(after)
	}
	first, size := utf8.DecodeRuneInString(word)
	return size != len(word) || !unicode.IsUpper(first) && !unicode.IsDigit(first)
}

// initials reports whether a text ends in letters with points between them: U.S, a.m, Ph.D.
func initials(text string) bool { return pointed().MatchString(text) }

var pointed = doc.Pattern(`(?:^|[\s(\[「"“])(?:\pL{1,2}\.)+\pL{1,2}$`)

// goesOn reports whether a sentence continues after initials: with a small letter, a digit, a
// comma, or a name. The words that are capitalised only as the first of a sentence are the few
// in common.
func goesOn(after string) bool {
	rest := strings.TrimLeft(after, " \t")
	first, _ := utf8.DecodeRuneInString(rest)
	switch {
	case rest == "":
		return false
	case unicode.IsLower(first), unicode.IsDigit(first), strings.ContainsRune(",;:)", first):
		return true
	}
	word := rest[:strings.IndexFunc(rest+" ", func(r rune) bool { return !unicode.IsLetter(r) })]
	return unicode.IsUpper(first) && !common[word]
}

// wordFollows reports whether the next word, or whatever comes instead, is complete.
func wordFollows(after string) bool {
	rest := strings.TrimLeft(after, " \t")
	if rest == "" || !utf8.FullRuneInString(rest) {
		return false
	}
	return strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && r != utf8.RuneError }) >= 0
}

// trailing returns how much of text still belongs to the statement that ended before it:
// closing quotes and brackets, footnote marks, further full stops. ok is false if that depends
// on input still to come.
func trailing(text string, final bool) (end int, ok bool) {
	for {
		rest := text[end:]
		blank := len(rest) - len(strings.TrimLeft(rest, " \t"+brokenLine))
		if blank == len(rest) {
			return end, final
		}
		if !final && !utf8.FullRuneInString(rest[blank:]) {
			return 0, false
		}
		r, size := utf8.DecodeRuneInString(rest[blank:])
		switch {
		case blank == 0 && strings.ContainsRune("」』”’）)\"'。！？!?.…", r):
			end += size
		case strings.ContainsRune("[【［〔〖（({#"+circled+superscripts, r):
			size := markAfterEnd(rest)
			if !final && (size == len(rest) || size == 0 && !strings.ContainsRune(circled+superscripts, r) && !closed(rest)) {
				return 0, false // the rest of a mark may follow
			}
			if size == 0 {
				return end, true
			}
			end += size
		default:
			return end, true
		}
	}
}

// closed reports whether what begins like a mark is complete, or too long for one.
func closed(text string) bool {
	return strings.ContainsAny(text, "]】］〕〗）)}\n") || len(text) >= maxMark
}

// maxMark is the length limit of an unfinished mark, in bytes.
const maxMark = 64
