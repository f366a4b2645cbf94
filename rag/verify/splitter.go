package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// A Splitter cuts what a model writes into statements while it comes, however
// it is cut into pieces. The zero value is ready. One goroutine at a time.
type Splitter struct {
	wrapping wrapping
	raw      string // as it came, where it is not clear yet what it is
	rest     string // plain text
	newline  bool   // the next statement begins a line
}

// A Piece is a statement with its marks taken off.
type Piece struct {
	Text    string // plain, on one line
	Cites   []int
	Newline bool // it begins a line of the answer
}

// maxStatement is how many bytes without an end are a statement anyway.
const maxStatement = 2000

// Add takes what came and returns the statements that are whole now. The last
// one is held until it is sure that no mark follows it.
func (s *Splitter) Add(delta string) []Piece {
	s.raw += delta
	s.read(false)
	return s.take(false)
}

// End returns what is left.
func (s *Splitter) End() []Piece {
	s.read(true)
	return s.take(true)
}

// read takes what came as plain text, as far as it is clear.
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

func (s *Splitter) take(final bool) []Piece {
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

// statementEnd is where the first statement of text ends, its marks included.
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
			return 0, false // what comes next says whether it ends here
		}
		if r == '.' && !fullStop(text[:i], after) {
			if after == "" && !final {
				return 0, false
			}
			continue
		}
		if (r == '?' || r == '!') && after != "" && (after[0] >= 'a' && after[0] <= 'z' || after[0] >= '0' && after[0] <= '9') {
			continue // of an address
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

// fullStop reports whether a point ends a sentence: not in 8.1, nor after an
// initial or a title.
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

// initials reports whether a text ends in letters with points between them: U.S,
// a.m, Ph.D.
func initials(text string) bool { return pointed().MatchString(text) }

var pointed = doc.Pattern(`(?:^|[\s(\[「"“])(?:\pL{1,2}\.)+\pL{1,2}$`)

// goesOn reports whether a sentence goes on after initials: with a small letter, a
// number, a comma, or a name. What has a capital for standing first is one of a few
// words.
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

// wordFollows reports whether the word after a text, or what stands in its place,
// is whole.
func wordFollows(after string) bool {
	rest := strings.TrimLeft(after, " \t")
	if rest == "" || !utf8.FullRuneInString(rest) {
		return false
	}
	return strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && r != utf8.RuneError }) >= 0
}

// trailing is how much of text still belongs to the statement that ended
// before it: closing marks, footnote marks, more full stops. ok is false where
// more has to come before that can be said.
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
				return 0, false // more of it may follow
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

// closed reports whether what begins like a mark is whole, or too long for one.
func closed(text string) bool {
	return strings.ContainsAny(text, "]】］〕〗）)}\n") || len(text) >= maxMark
}

// maxMark is how many bytes an unfinished mark may have.
const maxMark = 64
