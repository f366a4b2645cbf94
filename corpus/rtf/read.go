package rtf

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

// A reader reads one document.
type reader struct {
	data   []byte
	at     int
	groups []group

	page     string                           // label of the document's encoding
	sets     map[int]string                   // labels of the encodings of fonts
	decoders map[string]func(string) string   // by label
	raw      []byte                           // bytes of one encoding, not decoded yet
	label    string                           // of the encoding of raw
	high     rune                             // first half of a UTF-16 surrogate pair, or 0
	skip     int                              // remaining fallback characters for a Unicode character already read
	says     map[destination]*strings.Builder // title and author
	created  [3]int                           // year, month, day
	style    style                            // the style that is being defined
	levels   map[int]int                      // heading levels by style

	text    bytes.Buffer // of the current paragraph or cell
	stretch doc.Stretch
	table
	pictures pictures
	blocks   []doc.Block
	notes    []string
	open     strings.Builder // the current footnote
}

// A style is a paragraph style that is being defined.
type style struct {
	number, level int
	name          strings.Builder
}

func newReader(data []byte) *reader {
	return &reader{
		data: data, groups: []group{{instead: 1, level: -1}}, page: "windows-1252", sets: map[int]string{}, decoders: map[string]func(string) string{}, levels: map[int]int{},
		says: map[destination]*strings.Builder{title: {}, author: {}},
	}
}

func (r *reader) top() *group { return &r.groups[len(r.groups)-1] }

// token reads one brace, control word, control symbol or character.
func (r *reader) token() error {
	c := r.data[r.at]
	r.at++
	switch c {
	case '{':
		r.flush()
		r.skip = 0
		if len(r.groups) > maxDepth {
			return &doc.Error{Reason: fmt.Sprintf("is an RTF file with groups more than %d deep", maxDepth), Hint: "save it again from the program that made it"}
		}
		r.top().began = true
		inner := *r.top()
		inner.began, inner.starred = false, false
		r.groups = append(r.groups, inner)
	case '}':
		r.flush()
		r.skip = 0
		r.endGroup()
	case '\\':
		return r.control()
	case '\r', '\n', 0:
	default:
		r.character(c)
	}
	return nil
}

func (r *reader) endGroup() {
	if len(r.groups) == 1 {
		return // a closing brace too many
	}
	ended := *r.top()
	r.groups = r.groups[:len(r.groups)-1]
	if ended.to == note && r.top().to != note {
		if text := doc.Cell(r.open.String()); text != "" {
			r.notes = append(r.notes, text)
		}
		r.open.Reset()
	}
	switch {
	case ended.to == picture && r.top().to != picture && !ended.hidden:
		r.endPicture(r.top().to == note)
	case ended.to == propertyValue && r.top().to == picture:
		r.pictures.endProperty()
	}
	if ended.to == styles && r.top().to == styles {
		r.endStyle()
	}
}

// control reads a control word or symbol, after its backslash.
func (r *reader) control() error {
	if r.at >= len(r.data) {
		return nil
	}
	c := r.data[r.at]
	switch {
	case c == '\'':
		r.hexadecimal()
		return nil
	case c == '*':
		r.at++
		r.top().starred = true
		return nil
	case c == '\r' || c == '\n':
		r.at++
		r.flush()
		return r.word("par", 1, false)
	case !isLetter(c):
		r.flush()
		r.at++
		if r.skipped() {
			return nil
		}
		r.write(symbols[string(rune(c))])
		return nil
	}
	r.flush()
	start := r.at
	for r.at < len(r.data) && isLetter(r.data[r.at]) && r.at-start < 32 {
		r.at++
	}
	name := string(r.data[start:r.at])
	start = r.at
	if r.at < len(r.data) && r.data[r.at] == '-' {
		r.at++
	}
	for r.at < len(r.data) && r.data[r.at] >= '0' && r.data[r.at] <= '9' && r.at-start < 11 {
		r.at++
	}
	number, err := strconv.Atoi(string(r.data[start:r.at]))
	if r.at < len(r.data) && r.data[r.at] == ' ' {
		r.at++
	}
	return r.word(name, number, err == nil)
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// hexadecimal reads an escaped byte of text, such as \'b8.
func (r *reader) hexadecimal() {
	end := min(r.at+3, len(r.data))
	n, err := strconv.ParseUint(string(r.data[r.at+1:end]), 16, 8)
	r.at = end
	if err != nil || r.skipped() {
		return
	}
	r.encoded(byte(n))
}

// character reads an unescaped byte of text: an ASCII character, the second byte of a character
// in an East Asian encoding, or a byte that should have been escaped.
func (r *reader) character(c byte) {
	switch {
	case r.skipped():
	case c >= utf8.RuneSelf, r.halfCharacter():
		r.encoded(c)
	default:
		r.flush()
		r.top().began = true
		r.write(string(rune(c)))
	}
}

// skipped reports whether the next character is a fallback for the Unicode character before it,
// and counts it.
func (r *reader) skipped() bool {
	if r.skip > 0 {
		r.skip--
		return true
	}
	return false
}

// encoded appends a byte of text in the font's encoding to raw.
func (r *reader) encoded(c byte) {
	r.top().began = true
	label := r.page
	if set := r.sets[r.top().font]; set != "" {
		label = set
	}
	if label != r.label {
		r.flush()
		r.label = label
	}
	r.raw = append(r.raw, c)
}

// halfCharacter reports whether raw ends within a character of two bytes.
func (r *reader) halfCharacter() bool {
	switch r.label {
	case "gbk", "big5", "euc-kr", "shift_jis", "gb18030":
	default:
		return false
	}
	i := 0
	for i < len(r.raw) {
		if r.raw[i] >= 0x81 && (r.label != "shift_jis" || r.raw[i] < 0xA0 || r.raw[i] >= 0xE0) {
			i++
		}
		i++
	}
	return i > len(r.raw)
}

// flush decodes and writes the bytes of raw.
func (r *reader) flush() {
	if len(r.raw) == 0 {
		return
	}
	text := r.decoded(r.label)
	if len(r.raw) == 1 && strings.ContainsRune(text, utf8.RuneError) { // a Western font in a Chinese document
		text = r.decoded("windows-1252")
	}
	r.raw = r.raw[:0]
	r.write(text)
}

// decoded returns raw decoded from the encoding label, or from Windows-1252 if label is not known.
func (r *reader) decoded(label string) string {
	if label == "utf-8" {
		return strings.ToValidUTF8(string(r.raw), "\uFFFD")
	}
	decode, known := r.decoders[label]
	if !known {
		if decode = repair.Decoder(label); decode == nil {
			decode = repair.Decoder("windows-1252")
		}
		r.decoders[label] = decode
	}
	return decode(string(r.raw))
}

// unicode reads one UTF-16 code unit: a character, or half of a surrogate pair.
func (r *reader) unicode(number int) {
	c := rune(uint16(number))
	switch {
	case utf16.IsSurrogate(c) && r.high == 0:
		r.high = c
	case r.high != 0:
		c = utf16.DecodeRune(r.high, c)
		r.high = 0
		r.write(string(c)) // U+FFFD if the halves are not a pair
	default:
		r.write(string(c))
	}
	r.skip = r.top().instead
}
