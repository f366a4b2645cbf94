package sheet

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
	"footnote/internal/samples"
)

// lines are the blocks of a document, each after its position, a heading after "#".
func lines(d doc.Document) string {
	var all []string
	for _, b := range d.Blocks {
		at := ""
		if b.Level > 0 {
			at = "# "
		}
		if b.Page > 0 {
			at = b.Unit.Label(b.Page) + ": "
		}
		all = append(all, at+b.Text)
	}
	return strings.Join(all, "\n")
}

func parse(t testing.TB, data []byte) (doc.Document, error) {
	t.Helper()
	a, err := archive.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return doc.Document{}, err
	}
	return Parse(t.Context(), a)
}

const (
	workbookRelations = `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/worksheet" Target="/xl/worksheets/sheet2.xml"/>` +
		`<Relationship Id="r3" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r4" Type="x/styles" Target="styles.xml"/></Relationships>`
	oneSheet = `<workbook><sheets><sheet name="Sheet1" sheetId="1" r:id="r1" xmlns:r="r"/></sheets></workbook>`
)

// workbookOf is a workbook of two sheets with those parts.
func workbookOf(book, shared, styles, first, second string) []byte {
	return samples.Zip("[Content_Types].xml", "<Types/>", "xl/workbook.xml", book, "xl/_rels/workbook.xml.rels", workbookRelations, "xl/sharedStrings.xml", shared, "xl/styles.xml", styles,
		"xl/worksheets/sheet1.xml", first, "xl/worksheets/sheet2.xml", second)
}

// inline is a cell with its text in it.
func inline(at, text string) string {
	return fmt.Sprintf(`<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, at, text)
}
