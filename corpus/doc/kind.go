package doc

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"unicode/utf16"
)

// A Kind is a kind of file, with the endings and media types by which it is recognized.
type Kind struct {
	Name    string   // for display
	Endings []string // of file names, in lower case, the usual one first
	Types   []string // media types of such files
	Instead string   // a hint what to do instead, if files of this kind cannot be read; otherwise empty
}

// IsRead reports whether files of this kind can be read.
func (k Kind) IsRead() bool { return k.Instead == "" }

// IsByBytes reports whether files of other kinds use the same endings: programs save RTF as
// .doc, and HTML and CSV as .xls. Only the bytes of such a file tell what it is.
func (k Kind) IsByBytes() bool {
	return k.Name == oldWord || k.Name == oldExcel || k.Name == oldPowerPoint || k.Name == outlook
}

// IsPicture reports whether k is the kind of pictures, which a vision model may read.
func (k Kind) IsPicture() bool { return k.Name == picture }

// The names of the kinds that can be read.
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

// Kinds returns the kinds of files that can be read, and those that people often try but that
// cannot, with a hint what to do instead. It is the only such table: folders, archives, uploads
// and addresses all use it. Media types that servers give to anything, such as text/plain and
// application/octet-stream, belong to no kind that can be read.
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
		{picture, []string{".png", ".jpg", ".jpeg", ".webp", ".gif"}, []string{"image/png", "image/jpeg", "image/webp", "image/gif"}, "set FOOTNOTE_VISION_MODEL to have a model read it; or run OCR on it, for example with ocrmypdf, and add the text or the PDF with text that comes of it"},
		{otherPicture, []string{".tif", ".tiff", ".bmp", ".heic"}, nil, "save it as PNG or JPEG and set FOOTNOTE_VISION_MODEL to have a model read it; or run OCR on it, for example with ocrmypdf, and add the text or the PDF with text that comes of it"},
		{"an OpenDocument spreadsheet or presentation", []string{".ods", ".odp"}, []string{"application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.presentation"}, "save it as XLSX or PPTX, or as PDF"},
		{"a document of Apple's iWork", []string{".pages", ".numbers", ".key"}, nil, "export it as DOCX, XLSX, PPTX or PDF"},
		{"a Kindle book", []string{".mobi", ".azw", ".azw3"}, []string{"application/x-mobipocket-ebook"}, "convert it to EPUB, for example with Calibre"},
		{"an archive that is no zip", []string{".rar", ".7z", ".tar", ".gz", ".tgz"}, []string{"application/x-rar-compressed", "application/vnd.rar", "application/x-7z-compressed", "application/x-tar", "application/gzip"}, "unpack it and add the folder, or pack it as zip"},
	}
}

// Kinds that are recognized by their bytes and cannot be read.
const (
	oldWord       = "a Word document of before 2007 (.doc)"
	oldExcel      = "an Excel workbook of before 2007 (.xls)"
	oldPowerPoint = "a PowerPoint presentation of before 2007 (.ppt)"
	oldOffice     = "an Office file of before 2007"
	outlook       = "a message of Outlook (.msg)"
	locked        = "an Office file with a password"
	picture       = "a picture or a scan, not text"
	otherPicture  = "a picture or a scan of a kind that no model reads"
)

// KindOfEnding returns the kind of files with an ending, which is in lower case and begins with
// a dot.
func KindOfEnding(ending string) (kind Kind, known bool) {
	return kindWhere(func(k Kind) bool { return slices.Contains(k.Endings, ending) })
}

// KindOfType returns the kind of files of a media type, which is in lower case and without
// parameters.
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

// KindNames lists the names of the kinds that can be read, for use in a sentence.
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

// HintFormats is the hint for a file that is not a text of any kind.
func HintFormats() string {
	var usual []string
	for _, k := range Kinds() {
		if k.IsRead() {
			usual = append(usual, k.Endings[0])
		}
	}
	return "save it as one of the kinds that are read: " + strings.Join(usual, " ") + " .zip"
}

// NotText returns the error for a file that certainly is not text, with the kind of file and a
// hint what to do. It returns nil if the file may be text.
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
	case kind == "image/bmp" && !bytes.ContainsRune(raw[:min(len(raw), 64)], 0): // a text may begin with "BM", as in "BMI is …"
		return ""
	case slices.Contains([]string{"image/png", "image/jpeg", "image/webp", "image/gif"}, kind):
		return picture
	case strings.HasPrefix(kind, "image/"):
		return otherPicture
	}
	return "a file of type " + kind
}

// compound names the kind of an OLE compound file, the format of Office before 2007, by the
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
