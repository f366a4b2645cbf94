package pdf

import (
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium/requests"

	"footnote/corpus/doc"
)

// maxInfo is the maximum length of a title or an author in characters.
const maxInfo = 300

// info returns the document's information dictionary (ISO 32000-1, 14.3.3).
func (d document) info() Paginated {
	return Paginated{
		Title:     title(d.entry("Title")),
		Author:    d.entry("Author"),
		Published: day(d.entry("CreationDate")),
	}
}

// entry returns an entry of the dictionary, or "" if there is none.
func (d document) entry(name string) string {
	got, err := d.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: d.ref, Tag: name})
	if err != nil {
		return ""
	}
	words := []rune(strings.Join(strings.Fields(clean(strings.TrimRight(got.Value, "\x00"))), " "))
	return string(words[:min(len(words), maxInfo)])
}

// fileTitle matches the titles that programs fill in by default.
var fileTitle = doc.Pattern(`(?i)^(untitled|無標題|无标题|未命名|microsoft (word|powerpoint|excel) - ).*|.*\.(docx?|pptx?|xlsx?|wps|odt|rtf|txt|pdf|indd|pmd|qxd|tex|dvi|html?)$`)

func title(s string) string {
	if fileTitle().MatchString(s) {
		return ""
	}
	return s
}

// day parses a date of ISO 32000-1, 7.9.4, such as D:20060102150405+08'00'. The day is that in
// the date's own time zone.
func day(date string) string {
	date = strings.TrimPrefix(date, "D:")
	t, err := time.Parse("20060102", date[:min(len(date), 8)])
	if err != nil || t.Year() < 1000 {
		return ""
	}
	return t.Format(time.DateOnly)
}
