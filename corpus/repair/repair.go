// Package repair undoes what programs did to a text: encodings other than UTF-8, text decoded
// in the wrong encoding, pinyin that a converter left in parentheses, ASCII punctuation in
// Chinese, and invisible characters. It changes only what is certain, and counts its changes.
package repair

import (
	"strings"

	"footnote/corpus/doc"
)

// A Report says what was repaired, so that nothing changes silently.
type Report struct {
	Glosses   int // readings that were removed
	Mojibake  int // runs of mis-decoded text that were restored
	Invisible int // characters that were removed

	Doubtful []string // pieces that look mis-decoded and have no certain repair
}

// Document repairs the title and all blocks of d except code. It loads the vocabulary only if
// text may have been decoded in the wrong encoding.
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
	for i := range d.Blocks { // last, as control characters may be part of mis-decoded text
		report.Invisible += apply(&d.Blocks[i].Text, doc.RemoveInvisible)
	}
	return report, nil
}

func apply(text *string, mend func(string) (string, int)) int {
	mended, n := mend(*text)
	*text = mended
	return n
}

// suspicious reports whether r may be part of mis-decoded text: a Han character, or a Latin-1
// letter such as UTF-8 turns into.
func suspicious(r rune) bool { return r >= 0x80 && (doc.IsHan(r) || r <= 0xFF) }
