package pdf

import (
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium/requests"

	"footnote/corpus/doc"
)

// maxInfo bounds what is taken of a title or an author, in characters.
const maxInfo = 300

// info is what the document's information dictionary says: ISO 32000-1, 14.3.3.
func (d document) info() Paginated {
	return Paginated{
		Title:     title(d.entry("Title")),
		Author:    d.entry("Author"),
		Published: day(d.entry("CreationDate")),
	}
}

// entry is empty where the dictionary has no such one.
func (d document) entry(name string) string {
	got, err := d.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: d.ref, Tag: name})
	if err != nil {
		return ""
	}
	words := []rune(strings.Join(strings.Fields(clean(strings.TrimRight(got.Value, "\x00"))), " "))
	return string(words[:min(len(words), maxInfo)])
}

// fileTitle is what programs put in for a title when they were told none.
var fileTitle = doc.Pattern(`(?i)^(untitled|無標題|无标题|未命名|microsoft (word|powerpoint|excel) - ).*|.*\.(docx?|pptx?|xlsx?|wps|odt|rtf|txt|pdf|indd|pmd|qxd|tex|dvi|html?)$`)

func title(s string) string {
	if fileTitle().MatchString(s) {
		return ""
	}
	return s
}

// day reads a date of ISO 32000-1, 7.9.4: D:20060102150405+08'00'. Its day is the
// day where it was written.
func day(date string) string {
	date = strings.TrimPrefix(date, "D:")
	t, err := time.Parse("20060102", date[:min(len(date), 8)])
	if err != nil || t.Year() < 1000 {
		return ""
	}
	return t.Format(time.DateOnly)
}
