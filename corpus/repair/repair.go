// Package repair undoes what machines did to a text: an encoding that is not
// UTF-8, text that was decoded wrongly, pinyin that a converter left in
// parentheses, ASCII punctuation in Chinese, characters that nobody sees. It
// changes only what is certain, and counts what it changes.
package repair

import (
	"strings"

	"footnote/corpus/doc"
)

// A Report says what was repaired, so that nothing is changed silently.
type Report struct {
	Glosses   int // readings that were removed
	Mojibake  int // runs of mis-decoded text that were restored
	Invisible int // characters that were removed

	Doubtful []string // pieces that look mis-decoded and have no certain repair
}

// Document repairs the title of d and every block but code. It reads the vocabulary
// only where a text may be mis-decoded.
func Document(d *doc.Document, lexicon *Lexicon) (Report, error) {
	var report Report
	d.Title, _ = doc.RemoveInvisible(d.Title)
	d.Title, _ = removeGlosses(d.Title)
	suspect := false
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if !b.Verbatim {
			report.Glosses += apply(&b.Text, removeGlosses)
			suspect = suspect || strings.ContainsFunc(b.Text, suspicious)
		}
	}
	if suspect {
		vocabulary, err := lexicon.Vocabulary()
		if err != nil {
			return report, err
		}
		m := newMojibake(vocabulary)
		report.Mojibake = m.repairBlocks(d.Blocks)
		report.Doubtful = m.doubtful
	}
	for i := range d.Blocks { // last: control characters may be part of mis-decoded text
		report.Invisible += apply(&d.Blocks[i].Text, doc.RemoveInvisible)
	}
	return report, nil
}

func apply(text *string, mend func(string) (string, int)) int {
	mended, n := mend(*text)
	*text = mended
	return n
}

// suspicious reports a character that mis-decoded text is made of: Han, or the
// Latin-1 letters that UTF-8 becomes.
func suspicious(r rune) bool { return r >= 0x80 && (doc.IsHan(r) || r <= 0xFF) }
