package corpus

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"footnote/corpus/doc"
	"footnote/internal/samples"
)

// Each kind of the table that is read has a format, and each format a kind.
func TestEveryKindHasAFormat(t *testing.T) {
	var read, formats []string
	for _, k := range doc.Kinds() {
		if k.IsRead() {
			read = append(read, k.Name)
		}
	}
	for _, one := range new(Reader).formats() {
		formats = append(formats, one.kind)
	}
	if !slices.Equal(read, formats) {
		t.Errorf("kinds that are read: %v, formats: %v", read, formats)
	}
}

// compoundFile is the beginning of a file of before 2007 with a stream of that
// name, which stands in it in UTF-16.
func compoundFile(stream string) []byte {
	data := append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 504)...)
	for _, unit := range utf16.Encode([]rune(stream)) {
		data = append(data, byte(unit), byte(unit>>8))
	}
	return data
}

// What cannot be read says what it is and what to do, whatever it is called and
// wherever it comes from.
func TestNotRead(t *testing.T) {
	for _, c := range []struct {
		data         []byte
		ending       string
		reason, hint string
	}{
		{compoundFile("WordDocument"), ".doc", "is a Word document of before 2007", "save it as DOCX"},
		{compoundFile("Workbook"), ".xls", "is an Excel workbook of before 2007", "XLSX or CSV"},
		{compoundFile("Book"), ".xls", "is an Excel workbook of before 2007", "XLSX or CSV"},
		{compoundFile("PowerPoint Document"), ".ppt", "is a PowerPoint presentation of before 2007", "PPTX or PDF"},
		{compoundFile("__properties_version1.0"), ".msg", "is a message of Outlook", "EML"},
		{compoundFile("EncryptedPackage"), "", "is an Office file with a password", "without a password"},
		{[]byte("\x89PNG\r\n\x1a\n...."), ".png", "is a picture or a scan", "OCR"},
		{[]byte("\xFF\xD8\xFF...."), ".jpeg", "is a picture or a scan", "OCR"},
	} {
		refused := func(how string, err error) {
			t.Helper()
			var bad *doc.Error
			if !errors.As(err, &bad) || !strings.Contains(bad.Reason, c.reason) || !strings.Contains(bad.Hint, c.hint) {
				t.Errorf("%s %s: %#v", c.reason, how, err)
			}
		}
		for _, f := range []doc.File{{Name: "x" + c.ending, Data: c.data}, {Name: "x.docx", Data: c.data}, {Name: "x.txt", Data: c.data}, {Name: "x.html", Type: "text/html", Data: c.data}, {Data: c.data}} {
			_, err := new(Reader).Read(t.Context(), f)
			refused("as "+f.Name, err)
		}
		if c.ending != "" {
			err := Files{}.Unpack(t.Context(), doc.File{Name: "x.zip", Data: samples.Zip("x"+c.ending, string(c.data))}, func(f doc.File, err error) error {
				if err == nil {
					_, err = new(Reader).Read(t.Context(), f)
				}
				refused("in a zip", err)
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		}
	}
	if a, err := new(Reader).Read(t.Context(), doc.File{Name: "x.txt", Data: []byte("BMI is a number. It says little.")}); err != nil || a.SentenceCount() != 2 {
		t.Errorf("a text that begins like a picture: %v", err)
	}
}

// A place is the last that begins before it, each unit with its own numbers.
func TestPositions(t *testing.T) {
	a, err := build(doc.Document{Blocks: []doc.Block{
		{Text: "甲。", Gap: "\n"}, {Text: "乙。", Gap: "\n", Page: 1, Unit: doc.Rows}, {Text: "丙。", Gap: "\n", Page: 3, Unit: doc.Rows}, {Text: "題", Gap: "\n", Level: 1},
		{Text: "丁。", Gap: "\n", Page: 3, Unit: doc.Rows}, {Text: "戊。", Gap: "\n", Page: 1, Unit: doc.Slides}, {Text: "己。", Gap: "", Page: 0, Unit: doc.Seconds, Warning: "half of it is missing"},
		{Text: "庚。", Gap: "\n", Page: 3723, Unit: doc.Seconds}, {Text: "辛。", Page: 2},
	}}, "x")
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Check(); err != nil {
		t.Error(err)
	}
	for text, want := range map[string]string{"甲": "", "乙": "row 1", "丙": "row 3", "題": "", "丁": "row 3", "戊": "slide 1", "己": "0:00", "庚": "1:02:03", "辛": "p. 2"} {
		if got := a.At(strings.Index(a.Text, text)).String(); got != want {
			t.Errorf("%s stands at %q, want %q", text, got, want)
		}
	}
	if a.PageCount() != 1 || a.PageAt(0) != 0 || a.PageAt(len(a.Text)) != 2 || a.PageAt(strings.Index(a.Text, "丁")) != 0 {
		t.Errorf("%d pages: %v", a.PageCount(), a.Pages)
	}
	if len(a.Warnings) != 1 || a.Quote(a.Warnings[0].Span) != "己。" {
		t.Errorf("warnings %v", a.Warnings)
	}
}

// The README and docs/libraries.md tell of each kind that is read.
func TestKindsInPages(t *testing.T) {
	for _, name := range []string{"../README.md", "../docs/libraries.md"} {
		page, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range doc.Kinds() {
			if k.IsRead() && (!strings.Contains(string(page), k.Name) || !strings.Contains(string(page), "`"+k.Endings[0]+"`")) {
				t.Errorf("%s (%s) is not in %s", k.Name, k.Endings[0], name)
			}
		}
	}
}
