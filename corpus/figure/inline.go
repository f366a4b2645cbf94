package figure

import (
	"bytes"
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// The size in pixels up to which a picture may be part of a line of text, if its size is known.
// A formula may be higher, and wider.
const (
	maxLineHeight = 64
	maxLineWidth  = 240
	maxFormula    = 3 // times as much
)

// InSentence returns what a picture says as a word of the sentence around it, such as that of a
// key, a lamp or a formula, with the spaces that separate it from other words. It returns "" if
// the picture stands beside the sentence, as photographs do, or repeats a word of it. before and
// after are the texts in its line; earlier is the word that the last picture before it in the
// paragraph has become, if one has.
func (p Picture) InSentence(before, after, earlier string) string {
	if sign := Sign(p.Alt); sign != "" && !p.Decorative {
		return sign
	}
	word := p.word()
	if word == "" || !isWithin(before, after, earlier != "") || isDouble(before, word, after, earlier) {
		return ""
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	first, _ := utf8.DecodeRuneInString(word)
	end, _ := utf8.DecodeLastRuneInString(word)
	if wouldTouch(last, first) {
		word = " " + word
	}
	if wouldTouch(end, next) {
		word += " "
	}
	return word
}

// An Inline is a picture at a place in a text.
type Inline struct {
	*Picture
	At int // the offset in the text
}

// Weave puts pictures into a text of which they are words, and removes what the text of those
// loses that are. all are in order.
func Weave(text string, all []Inline) string {
	if len(all) == 0 {
		return text
	}
	var out bytes.Buffer
	from, earlier := 0, ""
	for _, p := range all {
		at := min(max(from, p.At), len(text))
		for at < len(text) && !utf8.RuneStart(text[at]) {
			at++
		}
		out.WriteString(text[from:at])
		from = at
		if word := p.InSentence(Tail(out.Bytes()), text[from:], earlier); word != "" {
			out.WriteString(word)
			*p.Picture, earlier = p.AsWord(word), word
		} else if bytes.HasSuffix(out.Bytes(), []byte(" ")) && strings.HasPrefix(text[from:], " ") {
			from++
		}
	}
	return out.String() + text[from:]
}

// Tail returns the end of a text, as much as [Picture.InSentence] looks at.
func Tail(text []byte) string {
	return strings.ToValidUTF8(string(text[max(0, len(text)-tail):]), "")
}

const tail = 64 // bytes

// wouldTouch reports whether two characters would become part of one word that were not.
func wouldTouch(before, after rune) bool {
	isLetter := func(r rune) bool { return (unicode.IsLetter(r) || unicode.IsNumber(r)) && !isUnspaced(r) }
	return isLetter(before) && isLetter(after)
}

// isWithin reports whether something between two texts is within a sentence, rather than
// between two.
func isWithin(before, after string, worded bool) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, " "))
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " "))
	if last == '\n' || last == utf8.RuneError || doc.IsSentenceEnd(last) || last == '.' || last == ':' || last == '：' {
		return unicode.IsLower(first) || first == '+' // the sentence begins with the picture
	}
	return first != utf8.RuneError && first != '\n' || worded
}

// word returns the alternative text of a picture that may be part of a sentence.
func (p Picture) word() string {
	if p.Decorative || filler().MatchString(head(p.Source)) {
		return ""
	}
	within := func(times float64) bool {
		return p.Height <= times*maxLineHeight && p.Width <= times*maxLineWidth
	}
	if formula := Formula(p.Alt); formula != "" && within(maxFormula) {
		return formula
	}
	word := cmp.Or(Word(p.Alt), symbol(p.Alt))
	if !within(1) || notice().MatchString(word) {
		return ""
	}
	return word
}

// symbol returns an alternative text that is one symbol, such as an arrow or a plus, and "" for
// any other.
func symbol(alternative string) string {
	line := strings.TrimSpace(alternative)
	r, size := utf8.DecodeRuneInString(line)
	if size < len(line) || !unicode.IsSymbol(r) || strings.ContainsRune("|~^`", r) {
		return ""
	}
	return line
}

// notice matches the alternative texts of icons that mark a link or a name, and the beginnings
// of descriptions, which are not words of the sentence.
var notice = doc.Pattern(`(?i)^(?:external(?: link| site)?|(?:a )?link|opens? (?:in|an?) .*|(?:in )?(?:a )?new (?:window|tab)|pdf|rss|bullet|verified.*|flag of .*|外部(?:連結|链接|リンク)|(?:另開|新)(?:視窗|窗口)|旗幟|旗帜)$|^(?-i:The|An?) `)

// AsWord returns the picture without the text that has become part of a sentence.
func (p Picture) AsWord(word string) Picture {
	if p.Alt = ""; Repeats(word, p.Title) {
		p.Title = ""
	}
	return p
}

// maxFormulaText is the maximum size in bytes of a formula within a sentence.
const maxFormulaText = 200

// Formula returns an alternative text that is a formula, without what only TeX needs around it,
// and "" for any other.
func Formula(alternative string) string {
	if len(alternative) > 2*maxFormulaText {
		return ""
	}
	line := strings.Trim(oneLine(alternative), "$ ")
	for _, style := range []string{`\displaystyle`, `\textstyle`} {
		if inner, found := strings.CutPrefix(line, "{"+style); found {
			line = strings.TrimSpace(strings.TrimSuffix(inner, "}"))
		}
	}
	if len(line) > maxFormulaText || letters(line) == "" || !strings.ContainsAny(line, `=^_\<>≤≥≠≈∈±×÷√∑∫`) || isName(line) || isToken(line) {
		return ""
	}
	if strings.ContainsFunc(line, func(r rune) bool {
		return !doc.IsASCIILetter(r) && !unicode.Is(unicode.Greek, r) && !unicode.IsDigit(r) && !unicode.IsSymbol(r) && !strings.ContainsRune(` \_-−*/()[]{}.,'!%|:;&·`, r)
	}) {
		return ""
	}
	if !strings.Contains(line, `\`) && longWord().MatchString(line) {
		return ""
	}
	return line
}

// longWord matches a word that is not a name in a formula. The names of functions are shorter.
var longWord = doc.Pattern(`[A-Za-z]{5}`)
