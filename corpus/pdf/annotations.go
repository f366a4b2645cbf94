package pdf

import (
	"slices"
	"strings"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"

	"footnote/corpus/doc"
)

const (
	maxAnnotations = 2000   // of a page; PDFium compares each field with all others
	maxPlaced      = 10_000 // lines of a page; if there are more, values are appended
)

// A form reads the values of a document's form fields. It is opened at the first field.
type form struct {
	document
	ref    references.FPDF_FORMHANDLE
	opened bool
}

func (f *form) open() bool {
	if !f.opened {
		f.opened = true
		created, err := f.FPDFDOC_InitFormFillEnvironment(&requests.FPDFDOC_InitFormFillEnvironment{Document: f.document.ref, FormFillInfo: noWindow()})
		if err == nil {
			f.ref = created.FormHandle
		}
	}
	return f.ref != ""
}

func (f *form) close() {
	if f.ref != "" {
		_, _ = f.FPDFDOC_ExitFormFillEnvironment(&requests.FPDFDOC_ExitFormFillEnvironment{FormHandle: f.ref}) // the document goes with it
	}
}

// noWindow returns the callbacks that PDFium requires of a program that displays forms. They do
// nothing.
func noWindow() structs.FPDF_FORMFILLINFO {
	return structs.FPDF_FORMFILLINFO{
		FFI_Invalidate:         func(references.FPDF_PAGE, float64, float64, float64, float64) {},
		FFI_SetCursor:          func(enums.FXCT) {},
		FFI_SetTimer:           func(int, func(int)) int { return 0 },
		FFI_KillTimer:          func(int) {},
		FFI_GetLocalTime:       func() structs.FPDF_SYSTEMTIME { return structs.FPDF_SYSTEMTIME{} },
		FFI_GetPage:            func(references.FPDF_DOCUMENT, int) *references.FPDF_PAGE { return nil },
		FFI_GetRotation:        func(references.FPDF_PAGE) enums.FPDF_PAGE_ROTATION { return 0 },
		FFI_ExecuteNamedAction: func(string) {},
	}
}

// A value is the content of a form field, or of a free text annotation, which is drawn on the
// page itself.
type value struct {
	text string
	at   structs.FPDF_FS_RECTF
}

// values returns the visible values of the page, and subtracts their lengths from left. ok is
// false if the page has more than maxAnnotations annotations.
func (p page) values(f *form, left *int) (all []value, ok bool) {
	counted, err := p.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: p.request()})
	if err != nil || counted.Count > maxAnnotations {
		return nil, err != nil
	}
	for i := range counted.Count {
		a, err := p.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: p.request(), Index: i})
		if err != nil {
			continue
		}
		if v := p.value(f, a.Annotation); v.text != "" && len(v.text) <= *left {
			*left -= len(v.text)
			all = append(all, v)
		}
		_, _ = p.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: a.Annotation})
	}
	return all, true
}

func (p page) request() requests.Page { return requests.Page{ByReference: &p.ref} }

const unseen = enums.FPDF_ANNOT_FLAG_HIDDEN | enums.FPDF_ANNOT_FLAG_NOVIEW

// value returns the value of an annotation. Its text is empty if the annotation has none, is
// hidden, or is of another kind.
func (p page) value(f *form, a references.FPDF_ANNOTATION) (v value) {
	kind, err := p.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: a})
	if err != nil || kind.Subtype != enums.FPDF_ANNOT_SUBTYPE_WIDGET && kind.Subtype != enums.FPDF_ANNOT_SUBTYPE_FREETEXT {
		return v
	}
	flags, err := p.FPDFAnnot_GetFlags(&requests.FPDFAnnot_GetFlags{Annotation: a})
	place, misplaced := p.FPDFAnnot_GetRect(&requests.FPDFAnnot_GetRect{Annotation: a})
	if err != nil || flags.Flags&unseen != 0 || misplaced != nil || !finite(place.Rect) {
		return v
	}
	v.at = p.written.turned(place.Rect)
	if kind.Subtype == enums.FPDF_ANNOT_SUBTYPE_WIDGET {
		v.text = f.value(a)
	} else if got, err := p.FPDFAnnot_GetStringValue(&requests.FPDFAnnot_GetStringValue{Annotation: a, Key: "Contents"}); err == nil {
		v.text = got.Value
	}
	return v
}

const passwordField = 1 << 13 // ISO 32000-1, 12.7.4.3

// value returns the value of a form field: ☑ for a ticked box, and nothing for a password.
func (f *form) value(a references.FPDF_ANNOTATION) string {
	if !f.open() {
		return ""
	}
	kind, err := f.FPDFAnnot_GetFormFieldType(&requests.FPDFAnnot_GetFormFieldType{FormHandle: f.ref, Annotation: a})
	if err != nil {
		return ""
	}
	switch kind.FormFieldType {
	case enums.FPDF_FORMFIELD_TYPE_CHECKBOX, enums.FPDF_FORMFIELD_TYPE_RADIOBUTTON:
		if ticked, err := f.FPDFAnnot_IsChecked(&requests.FPDFAnnot_IsChecked{FormHandle: f.ref, Annotation: a}); err == nil && ticked.IsChecked {
			return "☑"
		}
		return ""
	case enums.FPDF_FORMFIELD_TYPE_COMBOBOX, enums.FPDF_FORMFIELD_TYPE_LISTBOX, enums.FPDF_FORMFIELD_TYPE_TEXTFIELD:
		flags, err := f.FPDFAnnot_GetFormFieldFlags(&requests.FPDFAnnot_GetFormFieldFlags{FormHandle: f.ref, Annotation: a})
		if err != nil || flags.Flags&passwordField != 0 {
			return ""
		}
		got, err := f.FPDFAnnot_GetFormFieldValue(&requests.FPDFAnnot_GetFormFieldValue{FormHandle: f.ref, Annotation: a})
		if err == nil {
			return got.FormFieldValue
		}
	}
	return ""
}

// filled inserts the values at their positions: into the line of the label beside them, or
// as a line of their own below the line above them.
func filled(lines []line, values []value) []line {
	for _, v := range values {
		for i, text := range strings.FieldsFunc(v.text, func(r rune) bool { return r == '\n' || r == '\r' }) {
			text = strings.Join(strings.Fields(clean(text)), " ")
			if text == "" {
				continue
			}
			at := -1
			if i == 0 && len(lines) < maxPlaced {
				at = slices.IndexFunc(lines, v.beside)
			}
			if at >= 0 {
				lines[at] = lines[at].with(v.word(text, lines[at].first, lines[at].size))
				continue
			}
			height := min(float64(v.at.Top-v.at.Bottom), fieldSize)
			below := newLine([]word{v.word(text, float64(v.at.Top)-height*float64(1+i), height)})
			at = len(lines)
			for at > 0 && len(lines) < maxPlaced && lines[at-1].first < below.first {
				at--
			}
			lines = slices.Insert(lines, at, below)
		}
	}
	return lines
}

// fieldSize is the assumed line height, in points, of a field with room for several lines.
const fieldSize = 12.0

func (v value) word(text string, bottom, size float64) word {
	left := float64(v.at.Left)
	return word{text: text, left: left, right: left + size*0.45*float64(doc.Width(text)), bottom: bottom, top: bottom + size, gap: " "}
}

// beside reports whether the field is at the height of the line.
func (v value) beside(l line) bool {
	return l.size > 0 && l.first+l.size/2 > float64(v.at.Bottom) && l.first+l.size/2 < float64(v.at.Top)
}

// with returns the line with a word inserted.
func (l line) with(w word) line {
	at := 0
	for at < len(l.words) && l.words[at].left < w.left {
		at++
	}
	words := slices.Insert(slices.Clone(l.words), at, w)
	for i := range words[1:] {
		if words[i+1].gap == "" {
			words[i+1].gap = " "
		}
	}
	return newLine(words)
}
