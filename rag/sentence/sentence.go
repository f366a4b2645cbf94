// Package sentence says what kind of sentence a sentence of an article is, and
// what belongs to it: the items that a lead-in brings, the sentence that names its
// subject, the head of its table.
//
// An article keeps neither list marks nor cells of most formats, only lines. What a
// line is follows from how it is written and from the lines around it, of which no
// more than some dozens are looked at.
package sentence

import (
	"strings"
	"unicode"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// A Kind is what a sentence is for.
type Kind int

// The kinds of sentences. Only the first says something by itself.
const (
	Statement   Kind = iota
	Question         // it asks
	Heading          // it names what the lines below it are about
	Label            // a bare label: "優點：", "Price"
	LeadIn           // it says that something follows: "包括：", "There are three options:"
	Item             // of a list
	TableHead        // the first row of a table: what its columns hold
	TableRow         // another row
	Attribution      // who wrote, drew or lent it; where to read on
	Fragment         // anything else that says nothing by itself: "－", "{{}}", "save 60 1000"
)

const (
	// maxHeadingWidth is how wide a heading is at most, see [doc.Width].
	maxHeadingWidth = 72
	// maxLabelWidth is how wide a label without a colon is at most.
	maxLabelWidth = 24
	// maxAttributionWidth is how wide a line is at most that only credits.
	maxAttributionWidth = 140
)

// KindOf is the kind of a sentence of a passage. It is Fragment where there is no
// such passage or sentence.
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

// byItself is the kind of a sentence of a line where that does not depend on
// whether the line is in a list; sure is false where it does.
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

// isOpen reports a line that ends like no sentence.
func (l line) isOpen() bool { return l.alone() && !doc.EndsSentence(l.text()) }

// hasWord reports whether a text says anything at all.
func hasWord(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

var remark = doc.Pattern(`^[（(\[][^（(\[]{1,6}[）)\]]$`)

// isRemark reports a word in brackets that stands by itself: （中文）.
func isRemark(text string) bool { return remark().MatchString(text) }

// isQuestion reports a text that asks itself: one that ends with a question which
// it only reports (他問：「真的嗎？」) does not.
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

// marksHeading reports a line that is written as a heading.
func marksHeading(text string) bool {
	return headingMark().MatchString(text) && doc.Width(text) <= 2*maxHeadingWidth
}

// bareKind is the kind of a line that ends like no sentence and belongs to no list.
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

// isFigure reports a text that is little but a number: "NT$2,500".
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

// isBare reports a short line that ends like no sentence and is no row.
func (l line) isBare() bool {
	text := l.text()
	return l.alone() && hasWord(text) && !doc.EndsSentence(text) && !endsInColon(text) && !endsOpen(text) &&
		doc.Width(text) <= maxHeadingWidth && !marksHeading(text) && len(cells(text)) < 2 && !markOf(text).bare && !isAttribution(text, l)
}

// besideBare reports a line that has one like it above or below. A label over its
// value, "Price" over "NT$500", is not like it.
func (l line) besideBare() bool {
	above, hasAbove := l.above()
	below, hasBelow := l.below()
	if hasBelow && below.isBare() {
		return hasDigit(l.text()) || !isFigure(below.text())
	}
	return hasAbove && above.isBare() && (!isFigure(l.text()) || hasDigit(above.text()))
}

// endsOpen reports a line that goes on in the next one, as those of a poem do.
func endsOpen(text string) bool {
	return strings.HasSuffix(text, "，") || strings.HasSuffix(text, ",")
}

// overProse reports whether a line may be the heading of the one below: it is short
// and open, and that is a paragraph.
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
