package doc

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"unicode/utf16"
)

// A Kind is a kind of file, by the names that people and servers give to it.
type Kind struct {
	Name    string   // as people call it
	Endings []string // of file names, in lower case; the usual one first
	Types   []string // media types that say that a file is of it
	Instead string   // what to do with one where the kind is not read; empty where it is
}

// IsRead reports a kind that is read.
func (k Kind) IsRead() bool { return k.Instead == "" }

// IsByBytes reports a kind whose names other files bear, too: programs write RTF as
// .doc, HTML and CSV as .xls. What such a file is, its bytes tell.
func (k Kind) IsByBytes() bool {
	return k.Name == oldWord || k.Name == oldExcel || k.Name == oldPowerPoint || k.Name == outlook
}

// Names of the kinds that are read.
const (
	Text     = "text"
	Markdown = "Markdown"
	HTML     = "HTML"
	PDF      = "PDF"
	DOCX     = "DOCX"
	EPUB     = "EPUB"
	XLSX     = "XLSX"
	CSV      = "CSV"
	SRT      = "SRT"
	PPTX     = "PPTX"
	EML      = "EML"
	IPYNB    = "IPYNB"
	RTF      = "RTF"
	ODT      = "ODT"
	Feed     = "RSS"
	JSON     = "JSON"
)

// Kinds are the kinds of files that are read, and those that people try and that
// are not, with what to do instead. It is the one table of them: what a folder, an
// archive, an upload and an address may hold all goes by it. Media types that
// servers give to anything, such as text/plain and application/octet-stream, are of
// no kind that is read.
func Kinds() []Kind {
	return []Kind{
		{Text, []string{".txt", ".text"}, nil, ""},
		{Markdown, []string{".md", ".markdown", ".mdown"}, []string{"text/markdown", "text/x-markdown"}, ""},
		{HTML, []string{".html", ".htm", ".xhtml"}, []string{"text/html", "application/xhtml+xml"}, ""},
		{PDF, []string{".pdf"}, []string{"application/pdf", "application/x-pdf"}, ""},
		{DOCX, []string{".docx", ".docm", ".dotx"}, []string{"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}, ""},
		{EPUB, []string{".epub"}, []string{"application/epub+zip"}, ""},
		{XLSX, []string{".xlsx", ".xlsm", ".xltx"}, []string{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.ms-excel.sheet.macroenabled.12"}, ""},
		{CSV, []string{".csv", ".tsv", ".tab"}, []string{"text/csv", "application/csv", "text/tab-separated-values"}, ""},
		{SRT, []string{".srt", ".vtt"}, []string{"text/vtt", "text/srt", "application/x-subrip"}, ""},
		{PPTX, []string{".pptx", ".pptm", ".ppsx", ".potx"}, []string{"application/vnd.openxmlformats-officedocument.presentationml.presentation", "application/vnd.openxmlformats-officedocument.presentationml.slideshow"}, ""},
		{EML, []string{".eml"}, []string{"message/rfc822"}, ""},
		{IPYNB, []string{".ipynb"}, []string{"application/x-ipynb+json"}, ""},
		{RTF, []string{".rtf"}, []string{"application/rtf", "text/rtf"}, ""},
		{ODT, []string{".odt", ".ott"}, []string{"application/vnd.oasis.opendocument.text"}, ""},
		{Feed, []string{".xml", ".rss", ".atom", ".rdf"}, []string{"application/rss+xml", "application/atom+xml", "application/rdf+xml"}, ""},
		{JSON, []string{".json", ".jsonl", ".ndjson"}, []string{"application/feed+json", "application/json", "application/x-ndjson", "application/jsonl"}, ""},

		{oldWord, []string{".doc", ".dot", ".wps"}, []string{"application/msword"}, "open it in Word, LibreOffice or WPS and save it as DOCX"},
		{oldExcel, []string{".xls", ".xlt", ".et"}, []string{"application/vnd.ms-excel"}, "open it in Excel, LibreOffice or WPS and save it as XLSX or CSV"},
		{oldPowerPoint, []string{".ppt", ".pps", ".dps"}, []string{"application/vnd.ms-powerpoint"}, "open it in PowerPoint, LibreOffice or WPS and save it as PPTX or PDF"},
		{outlook, []string{".msg"}, []string{"application/vnd.ms-outlook"}, "open it in Outlook and save or forward it as EML"},
		{oldOffice, nil, nil, "open it in the program that made it and save it in a newer format: DOCX, XLSX, PPTX"},
		{locked, nil, nil, "open it in the program that made it and save it without a password"},
		{picture, []string{".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp", ".bmp", ".heic"}, nil, "run OCR on it, for example with ocrmypdf or the program of the scanner, and add the text or the PDF with text that comes of it"},
		{"an OpenDocument spreadsheet or presentation", []string{".ods", ".odp"}, []string{"application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.presentation"}, "save it as XLSX or PPTX, or as PDF"},
		{"a document of Apple's iWork", []string{".pages", ".numbers", ".key"}, nil, "export it as DOCX, XLSX, PPTX or PDF"},
		{"a Kindle book", []string{".mobi", ".azw", ".azw3"}, []string{"application/x-mobipocket-ebook"}, "convert it to EPUB, for example with Calibre"},
		{"an archive that is no zip", []string{".rar", ".7z", ".tar", ".gz", ".tgz"}, []string{"application/x-rar-compressed", "application/vnd.rar", "application/x-7z-compressed", "application/x-tar", "application/gzip"}, "unpack it and add the folder, or pack it as zip"},
	}
}

// Kinds that are told by their bytes and not read.
const (
	oldWord       = "a Word document of before 2007 (.doc)"
	oldExcel      = "an Excel workbook of before 2007 (.xls)"
	oldPowerPoint = "a PowerPoint presentation of before 2007 (.ppt)"
	oldOffice     = "an Office file of before 2007"
	outlook       = "a message of Outlook (.msg)"
	locked        = "an Office file with a password"
	picture       = "a picture or a scan, not text"
)

// KindOfEnding is the kind of files with such an ending, in lower case and with its
// dot.
func KindOfEnding(ending string) (kind Kind, known bool) {
	return kindWhere(func(k Kind) bool { return slices.Contains(k.Endings, ending) })
}

// KindOfType is the kind of files of a media type without parameters, in lower
// case.
func KindOfType(mediaType string) (kind Kind, known bool) {
	return kindWhere(func(k Kind) bool { return slices.Contains(k.Types, mediaType) })
}

func kindWhere(is func(Kind) bool) (Kind, bool) {
	all := Kinds()
	i := slices.IndexFunc(all, is)
	if i < 0 {
		return Kind{}, false
	}
	return all[i], true
}

// KindNames are the names of the kinds that are read, as they stand in a sentence.
func KindNames() string {
	var names []string
	for _, k := range Kinds() {
		if k.IsRead() {
			names = append(names, k.Name)
		}
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// HintFormats is what to do with a file that is no text of any kind.
func HintFormats() string {
	var usual []string
	for _, k := range Kinds() {
		if k.IsRead() {
			usual = append(usual, k.Endings[0])
		}
	}
	return "save it as one of the kinds that are read: " + strings.Join(usual, " ") + " .zip"
}

// NotText is the error of a file that certainly is not text, nil where it may be:
// it names the kind of file and says what to do with it.
func NotText(raw []byte) *Error {
	name := notText(raw)
	if name == "" {
		return nil
	}
	if k, known := kindWhere(func(k Kind) bool { return k.Name == name }); known {
		return &Error{Reason: "is " + name, Hint: k.Instead}
	}
	return &Error{Reason: "is " + name + ", not text", Hint: HintFormats()}
}

func notText(raw []byte) string {
	if bytes.HasPrefix(raw, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) {
		return compound(raw)
	}
	kind, _, _ := strings.Cut(http.DetectContentType(raw), ";")
	switch {
	case strings.HasPrefix(kind, "text/"), kind == "application/octet-stream":
		return ""
	case kind == "image/bmp" && !bytes.ContainsRune(raw[:min(len(raw), 64)], 0): // "BMI is …": a text may begin with its mark
		return ""
	case strings.HasPrefix(kind, "image/"):
		return picture
	}
	return "a file of type " + kind
}

// compound is what an OLE compound file is, which Office made before 2007, by the
// names of the streams in it.
func compound(raw []byte) string {
	for _, c := range []struct{ stream, kind string }{
		{"EncryptedPackage", locked}, {"WordDocument", oldWord}, {"PowerPoint Document", oldPowerPoint}, {"Workbook", oldExcel}, {"Book", oldExcel}, {"__properties_version1.0", outlook},
	} {
		var name []byte
		for _, unit := range utf16.Encode([]rune(c.stream)) {
			name = append(name, byte(unit), byte(unit>>8))
		}
		if bytes.Contains(raw, name) {
			return c.kind
		}
	}
	return oldOffice
}
