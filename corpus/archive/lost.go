package archive

import (
	"fmt"

	"footnote/corpus/doc"
)

// A loss is what was left out of a document because it could not be read.
type loss struct {
	parts int
	first string // the reason for the first of them, as in a [doc.Error], and the effect
}

// leftOut is the effect of losing a part that has text.
const leftOut = "what it contains is left out"

// Expect notes that the document has text in a part, in case the archive does not contain it.
func (a *Zip) Expect(part string) { a.ExpectFor(part, leftOut) }

// ExpectFor is [Zip.Expect] for a part without text of its own. effect says what is lost without
// it.
func (a *Zip) ExpectFor(part, effect string) {
	if part != "" && a.Find(part) == nil {
		a.leaveOut(fmt.Sprintf("has no part %.100q, which another part refers to", part), effect)
	}
}

// LeaveOut notes that a part is left out because of an error.
func (a *Zip) LeaveOut(why *doc.Error) { a.leaveOut(why.Reason, leftOut) }

func (a *Zip) leaveOut(reason, effect string) {
	if a.lost.parts == 0 {
		a.lost.first = reason + "; " + effect
	}
	a.lost.parts++
}

// Warn adds a warning to a document read from the archive if a part of it was left out.
func (a *Zip) Warn(d *doc.Document) {
	if a.lost.parts == 0 || len(d.Blocks) == 0 {
		return
	}
	warning := "the file " + a.lost.first
	if more := a.lost.parts - 1; more > 0 {
		warning += fmt.Sprintf(", and so are other parts: %d", more)
	}
	d.Blocks[0].Warn(warning)
}
