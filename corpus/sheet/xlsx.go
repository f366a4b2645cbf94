package sheet

import (
	"context"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"footnote/corpus/archive"
	"footnote/corpus/doc"
)

// maxSheets is the maximum number of sheets in a workbook.
const maxSheets = 500

// Parse reads a workbook: its sheets in order, each row as a line of cells, with numbers and
// dates as displayed. A merged cell over several rows counts for each. It leaves out hidden
// sheets, hidden columns, and hidden rows unless a filter hides them.
func Parse(ctx context.Context, a *archive.Zip) (doc.Document, error) {
	root, err := a.Relations(ctx, "")
	if err != nil {
		return doc.Document{}, err
	}
	name := archive.Related(root, "officeDocument", "xl/workbook.xml")
	if a.Find(name) == nil {
		return doc.Document{}, &doc.Error{Reason: "is an XLSX without a workbook in it", Hint: "save it again from the program that made it; XLSB is not read"}
	}
	of, err := a.Relations(ctx, name)
	if err != nil {
		return doc.Document{}, err
	}
	b := workbook{Zip: a, drawn: map[string]bool{}}
	if err := b.read(ctx, name, of); err != nil {
		return doc.Document{}, err
	}
	var tables []table
	for _, s := range b.sheets {
		t, err := b.table(ctx, s)
		if err != nil {
			return doc.Document{}, err
		}
		tables = append(tables, t)
	}
	if len(tables) == 1 && isStandardName(tables[0].name) {
		tables[0].name = ""
	}
	d, err := document(tables)
	if err != nil {
		return d, err
	}
	says, err := a.Properties(ctx, archive.Related(root, "core-properties", "docProps/core.xml"))
	d.Title, d.Author, d.Published = says["title"], says["creator"], doc.Day(says["created"])
	return d, err
}

// A workbook holds what all sheets share.
type workbook struct {
	*archive.Zip
	sheets  []sheetPart
	strings []string
	formats []format        // by style number
	epoch   int             // the number of days by which dates begin later than usual
	cells   int             // number of cells in all sheets
	drawn   map[string]bool // the drawings that were read
}

// A sheetPart is the name of a sheet, and its part in the archive.
type sheetPart struct{ name, part string }

func (b *workbook) read(ctx context.Context, name string, of []archive.Relation) error {
	parts := map[string]string{}
	for _, r := range of {
		parts[r.ID] = r.Target
	}
	err := b.Walk(ctx, name, func(x *archive.XML, token xml.Token) error {
		e, ok := token.(xml.StartElement)
		switch {
		case !ok:
		case e.Name.Local == "workbookPr" && isOn(archive.Attribute(e, "date1904")):
			b.epoch = 1462
		case e.Name.Local == "sheet" && !strings.HasSuffix(strings.ToLower(archive.Attribute(e, "state")), "hidden"): // or "veryHidden"
			if len(b.sheets) == maxSheets {
				return x.Fail(fmt.Sprintf("has more than %d sheets", maxSheets))
			}
			b.sheets = append(b.sheets, sheetPart{doc.OneLine(archive.Attribute(e, "name")), parts[archive.Attribute(e, "id")]})
		}
		return nil
	})
	if err != nil {
		return err
	}
	shared := archive.Related(of, "sharedStrings", "")
	b.Expect(shared)
	if err := b.readStrings(ctx, shared); err != nil {
		return err
	}
	return b.readStyles(ctx, archive.Related(of, "styles", ""))
}

func isOn(value string) bool { return value == "1" || value == "true" || value == "on" }

// readStrings reads the strings that cells share, without their phonetic readings.
func (b *workbook) readStrings(ctx context.Context, part string) error {
	var text strings.Builder
	inText, phonetic := false, false
	return b.Walk(ctx, part, func(_ *archive.XML, token xml.Token) error {
		switch t := token.(type) {
		case xml.StartElement:
			inText = t.Name.Local == "t"
			phonetic = phonetic || t.Name.Local == "rPh"
		case xml.CharData:
			if inText && !phonetic {
				text.Write(t)
			}
		case xml.EndElement:
			inText = false
			switch t.Name.Local {
			case "rPh":
				phonetic = false
			case "si":
				b.strings = append(b.strings, doc.Cell(text.String()))
				text.Reset()
			}
		}
		return nil
	})
}

// readStyles reads the number format of each style.
func (b *workbook) readStyles(ctx context.Context, part string) error {
	codes := map[string]string{}
	within := ""
	return b.Walk(ctx, part, func(_ *archive.XML, token xml.Token) error {
		e, ok := token.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "cellXfs", "cellStyleXfs", "dxfs":
			within = e.Name.Local
		case "numFmt":
			codes[archive.Attribute(e, "numFmtId")] = archive.Attribute(e, "formatCode")
		case "xf":
			if within == "cellXfs" {
				id := archive.Attribute(e, "numFmtId")
				code, own := codes[id]
				if !own {
					n, _ := strconv.Atoi(id)
					code = standardFormat(n)
				}
				b.formats = append(b.formats, newFormat(code))
			}
		}
		return nil
	})
}
