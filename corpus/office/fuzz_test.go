package office

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/internal/samples"
)

// fuzzed checks what every reading promises of what came of it.
func fuzzed(t *testing.T, d doc.Document, err error) {
	t.Helper()
	var bad *doc.Error
	if err != nil && !errors.As(err, &bad) {
		t.Fatalf("%T: %v", err, err)
	}
	if !utf8.ValidString(d.Title + d.Author + d.Published) {
		t.Fatalf("title %+q", d.Title)
	}
	for _, b := range d.Blocks {
		if !utf8.ValidString(b.Text) || strings.TrimSpace(b.Text) == "" || b.Level < 0 {
			t.Fatalf("block %+q of level %d", b.Text, b.Level)
		}
	}
}

// The parts are fuzzed rather than the archive, which hides them from the fuzzer.
func FuzzDOCX(f *testing.F) {
	f.Add(`<w:p><w:pPr><w:pStyle w:val="H"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>文。</w:t></w:r></w:p>`, testStyles, testNumbering, testNotes)
	f.Add(`<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:del><w:r/></w:del><w:r><w:fldChar w:fldCharType="end"/></w:r>`, "<w:styles>", "", "")
	f.Add(`<mc:AlternateContent><mc:Choice/><mc:Fallback/></mc:AlternateContent></w:tc></w:p>`, "", `<w:num w:numId="1"><w:lvlOverride w:ilvl="99"><w:startOverride w:val="-5"/></w:lvlOverride></w:num>`, "<w:footnote>")
	f.Fuzz(func(t *testing.T, body, styles, numbering, notes string) {
		d, err := parse(t, samples.Zip("[Content_Types].xml", "", "word/document.xml", `<w:document xmlns:w="w" xmlns:mc="m"><w:body>`+body+`</w:body></w:document>`,
			"word/_rels/document.xml.rels", testRelations, "word/styles.xml", styles, "word/numbering.xml", numbering, "word/footnotes.xml", notes))
		fuzzed(t, d, err)
	})
}
