package office

import (
	"testing"

	"footnote/internal/doctest"
	"footnote/internal/samples"
)

// The parts are fuzzed rather than the archive, which hides them from the fuzzer.
func FuzzDOCX(f *testing.F) {
	f.Add(`<w:p><w:pPr><w:pStyle w:val="H"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>文。</w:t></w:r></w:p>`, testStyles, testNumbering, testNotes)
	f.Add(`<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:del><w:r/></w:del><w:r><w:fldChar w:fldCharType="end"/></w:r>`, "<w:styles>", "", "")
	f.Add(`<mc:AlternateContent><mc:Choice/><mc:Fallback/></mc:AlternateContent></w:tc></w:p>`, "", `<w:num w:numId="1"><w:lvlOverride w:ilvl="99"><w:startOverride w:val="-5"/></w:lvlOverride></w:num>`, "<w:footnote>")
	f.Add(`<w:p><w:r><w:drawing><wp:extent cx="900000" cy="900000"/><wp:docPr descr="x y"/><w:txbxContent><w:p><w:r><w:pict><v:shape style="width:9pt"/><v:imagedata r:id="r"/></w:pict></w:r></w:p></w:txbxContent></w:drawing></w:r></w:p></w:drawing>`, "", "", "")
	f.Add(`<w:p><w:r><w:t>x</w:t></w:r>`+power(mathRun("2  ")+low("Save", "r1"))+`</w:p>`, "", "", "")
	f.Add(`<w:p>`+low("Save", "r1")+`<w:r><w:t> for x</w:t></w:r>`+power(mathRun("2")+low("Undo", "r2")+mathRun("3"))+`</w:p>`, "", "", "")
	f.Fuzz(func(t *testing.T, body, styles, numbering, notes string) {
		d, err := parse(t, samples.Zip("[Content_Types].xml", "", "word/document.xml", `<w:document xmlns:w="w" xmlns:mc="mc" xmlns:m="x/math"><w:body>`+body+`</w:body></w:document>`,
			"word/_rels/document.xml.rels", testRelations, "word/styles.xml", styles, "word/numbering.xml", numbering, "word/footnotes.xml", notes))
		doctest.Check(t, d, err)
	})
}
