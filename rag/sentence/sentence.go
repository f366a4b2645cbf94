// Package sentence says what kind of sentence a sentence of an article is, and what belongs to
// it: the items that a lead-in introduces, the sentence that names its subject, the header of
// its table.
//
// For most formats, an article preserves neither list marks nor cells, only lines. What a line
// is follows from its form and from the lines around it, of which at most a few dozen are
// examined.
package sentence

import (
	"strings"
	"unicode"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// A Kind is what a sentence is for.
type Kind int

// The kinds of sentences. Only a Statement says something by itself.
const (
	Statement   Kind = iota
	Question         // asks something
	Heading          // names what the lines below it are about
	Label            // a bare label: "優點：", "Price"
	LeadIn           // says that something follows: "包括：", "There are three options:"
	Item             // of a list
	TableHead        // the first row of a table, which says what its columns hold
	TableRow         // any other row of a table
	Attribution      // says who wrote, drew or lent something, or where to read on
	Fragment         // anything else that says nothing by itself: "－", "{{}}", "save 60 1000"
)

const (
	// maxHeadingWidth is the width limit of a heading, see [doc.Width].
	maxHeadingWidth = 72
	// maxLabelWidth is the width limit of a label without a colon.
	maxLabelWidth = 24
	// maxAttributionWidth is the width limit of an attribution.
	maxAttributionWidth = 140
)

// KindOf returns the kind of a sentence of a passage, or Fragment if there is no such passage
// or sentence.
func KindOf(article *corpus.Article, passage, sentence int) Kind {
	here := place{article, passage, sentence}
	if !here.exists() {
		return Fragment
	}
	return here.kind()
}

func (p place) kind() Kind {
	l := p.line()
	if kind, sure := p.byItself(l); sure {
		return kind
	}
	switch {
	case l.marked() && l.besideMarked(), l.inList():
		return Item
	case l.isOpen():
		return l.bareKind()
	}
	return Statement
}

// byItself returns the kind of a sentence of line l. sure is false if the kind depends on
// whether the line is in a list.
func (p place) byItself(l line) (kind Kind, sure bool) {
	text := p.text()
	switch {
	case !hasWord(text):
		return Fragment, true
	case l.isRow():
		return l.rowKind(), true
	case isAttribution(text, l):
		return Attribution, true
	case isRemark(text):
		return Fragment, true
	case l.alone() && marksHeading(text):
		return Heading, true
	case isQuestion(text):
		return Question, true
	case p == l.last && l.leadsOn():
		return leadKind(text), true
	case markOf(text).bare:
		return Label, true
	case l.marked() && l.alone() && l.overProse():
		return Heading, true
	}
	return Statement, false
}

// isOpen reports whether a line does not end like a sentence.
func (l line) isOpen() bool { return l.alone() && !doc.EndsSentence(l.text()) }

// hasWord reports whether a text has a letter or digit.
func hasWord(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

var remark = doc.Pattern(`^[（(\[][^（(\[]{1,6}[）)\]]$`)

// isRemark reports whether a text is only a word in brackets: （中文）.
func isRemark(text string) bool { return remark().MatchString(text) }

// isQuestion reports whether a text is itself a question. One that ends with a reported
// question (他問：「真的嗎？」) is not.
func isQuestion(text string) bool {
	body := strings.TrimRightFunc(text, func(r rune) bool { return unicode.IsSpace(r) || doc.IsClosingMark(r) })
	if strings.HasSuffix(body, "嗎") || strings.HasSuffix(body, "吗") {
		return true
	}
	if !strings.HasSuffix(strings.TrimRight(body, "！!"), "？") && !strings.HasSuffix(strings.TrimRight(body, "！!"), "?") {
		return false
	}
	closing := text[len(body):]
	if !strings.ContainsAny(closing, `」』”"`) {
		return true
	}
	opening := strings.IndexAny(text, `「『“"`)
	return opening >= 0 && !hasWord(text[:opening])
}

var headingMark = doc.Pattern(`^(?:[▋▍▎▌█▊§]|【[^】]+】$|〈[^〉]+〉$|={2,}.+={2,}$)`)

// marksHeading reports whether a line is marked as a heading.
func marksHeading(text string) bool {
	return headingMark().MatchString(text) && doc.Width(text) <= 2*maxHeadingWidth
}

// bareKind returns the kind of a line that does not end like a sentence and is in no list.
func (l line) bareKind() Kind {
	text := l.text()
	width := doc.Width(text)
	below, hasBelow := l.below()
	switch {
	case width > maxHeadingWidth:
		return Statement
	case hasBelow && below.marked() && !l.marked():
		return Label
	case endsOpen(text):
		return Fragment
	case l.overProse():
		return Heading
	case width <= maxLabelWidth && !hasDigit(text) && !l.besideBare():
		return Label
	case l.besideBare():
		return Item
	}
	return Fragment
}

// isFigure reports whether a text is hardly more than a number: "NT$2,500".
func isFigure(text string) bool {
	digits, letters := 0, 0
	for _, r := range text {
		if unicode.IsDigit(r) {
			digits++
		} else if unicode.IsLetter(r) {
			letters++
		}
	}
	return digits > 0 && letters <= min(digits, 3)
}

func hasDigit(text string) bool { return strings.ContainsFunc(text, unicode.IsDigit) }

// isBare reports whether a line is short, does not end like a sentence, and is not a table
// row.
func (l line) isBare() bool {
	text := l.text()
	return l.alone() && hasWord(text) && !doc.EndsSentence(text) && !endsInColon(text) && !endsOpen(text) &&
		doc.Width(text) <= maxHeadingWidth && !marksHeading(text) && len(cells(text)) < 2 && !markOf(text).bare && !isAttribution(text, l)
}

// besideBare reports whether there is a similar line above or below. A label above its value,
// such as "Price" above "NT$500", is not similar to it.
func (l line) besideBare() bool {
	above, hasAbove := l.above()
	below, hasBelow := l.below()
	if hasBelow && below.isBare() {
		return hasDigit(l.text()) || !isFigure(below.text())
	}
	return hasAbove && above.isBare() && (!isFigure(l.text()) || hasDigit(above.text()))
}

// endsOpen reports whether a line continues in the next one, as in a poem.
func endsOpen(text string) bool {
	return strings.HasSuffix(text, "，") || strings.HasSuffix(text, ",")
}

// overProse reports whether a line may be the heading of the one below: it must be short and
// open, and the one below a paragraph.
func (l line) overProse() bool {
	text := l.text()
	if doc.Width(text) > maxHeadingWidth || doc.EndsSentence(text) || endsOpen(text) || isFigure(text) || !markOf(text).numbered() && markOf(text).isMark() {
		return false
	}
	below, ok := l.below()
	if !ok || below.marked() || below.isRow() {
		return false
	}
	if above, ok := l.above(); ok && !markOf(text).isMark() && above.isBare() && !marksHeading(above.text()) { // the last item of a list
		return false
	}
	next := below.text()
	return doc.EndsSentence(next) || !below.alone() || doc.Width(next) > maxHeadingWidth || leadsOn(next)
}
