// Package rtf reads Rich Text Format documents, as written by Word and WordPad.
package rtf

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"footnote/corpus/doc"
)

// maxDepth is the maximum nesting of groups. Word nests a few dozen.
const maxDepth = 1_000

// Begins reports whether data is an RTF document.
func Begins(data []byte) bool { return bytes.HasPrefix(data, []byte(`{\rtf`)) }

// Parse reads a document: its paragraphs and headings, the numbers of its lists, its tables as
// rows "a | b", and its footnotes, each after the paragraph that refers to it. It leaves out
// hidden and deleted text, comments, headers and footers. Of pictures, it reads only the
// descriptions.
func Parse(ctx context.Context, f doc.File) (doc.Document, error) {
	if !Begins(f.Data) {
		if other := doc.NotText(f.Data); other != nil {
			return doc.Document{}, other
		}
		return doc.Document{}, &doc.Error{Reason: "is no RTF file", Hint: "rename it to .txt if it is a text, or save it again"}
	}
	r := newReader(f.Data)
	for n := 0; r.at < len(r.data); n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return doc.Document{}, context.Cause(ctx)
		}
		if err := r.token(); err != nil {
			return doc.Document{}, err
		}
	}
	for len(r.groups) > 1 { // the file was cut off
		r.endGroup()
	}
	if err := r.endParagraph(); err != nil {
		return doc.Document{}, err
	}
	if len(r.blocks) == 0 {
		return doc.Document{}, &doc.Error{Reason: "is an RTF file without any text", Hint: "a document of pictures has none"}
	}
	d := doc.Document{Title: r.says[title].String(), Author: r.says[author].String(), Blocks: r.blocks}
	if r.created[0] > 0 {
		d.Published = doc.Day(fmt.Sprintf("%04d-%02d-%02d", r.created[0], r.created[1], r.created[2]))
	}
	return d, nil
}

// A destination is where text goes.
type destination int

const (
	body destination = iota
	nowhere
	fonts
	styles
	title
	author
	created
	note
	picture
	propertyName // of a picture
	propertyValue
)

// destinations are those of groups that begin with a known word. Other groups marked with \* go
// nowhere.
var destinations = map[string]destination{
	"fonttbl": fonts, "stylesheet": styles, "title": title, "author": author, "creatim": created, "footnote": note,
	"colortbl": nowhere, "pict": picture, "picprop": picture, "sn": propertyName, "sv": propertyValue, "object": nowhere, "header": nowhere, "headerl": nowhere, "headerr": nowhere, "headerf": nowhere,
	"footer": nowhere, "footerl": nowhere, "footerr": nowhere, "footerf": nowhere, "annotation": nowhere, "atnid": nowhere, "atnauthor": nowhere,
	"fldinst": nowhere, "xe": nowhere, "tc": nowhere, "info": nowhere, "listtable": nowhere, "listoverridetable": nowhere, "revtbl": nowhere,
	"rsidtbl": nowhere, "generator": nowhere, "themedata": nowhere, "datastore": nowhere, "latentstyles": nowhere, "nonshppict": nowhere,
	"ftnsep": nowhere, "ftnsepc": nowhere, "aftnsep": nowhere, "aftnsepc": nowhere, "bkmkstart": nowhere, "bkmkend": nowhere, "xmlnstbl": nowhere,
	"subject": nowhere, "keywords": nowhere, "operator": nowhere, "company": nowhere, "doccomm": nowhere, "filetbl": nowhere, "objdata": nowhere,
}

// A group is the state within a pair of braces.
type group struct {
	to      destination
	hidden  bool
	shift   doc.Shift
	font    int
	instead int  // number of characters after each Unicode character, for programs without Unicode
	starred bool // whether \* was read, but no word after it
	began   bool // whether anything was read in it

	style   int // of the paragraph
	level   int // of its outline, from 0; -1 is none
	inTable bool
}

// Labels of encodings, by the numbers of character sets and of code pages.
var (
	characterSets = map[int]string{
		128: "shift_jis", 129: "euc-kr", 134: "gbk", 136: "big5", 161: "windows-1253", 162: "windows-1254", 163: "windows-1258", 177: "windows-1255",
		178: "windows-1256", 186: "windows-1257", 204: "windows-1251", 222: "windows-874", 238: "windows-1250", 77: "macintosh",
	}
	codePages = map[int]string{932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5", 54936: "gb18030", 65001: "utf-8", 10000: "macintosh", 874: "windows-874", 866: "ibm866"}
)

func codePage(number int) string {
	if label := codePages[number]; label != "" {
		return label
	}
	if number >= 1250 && number <= 1258 {
		return fmt.Sprintf("windows-%d", number)
	}
	return "windows-1252"
}

// symbols are words and marks that stand for characters.
var symbols = map[string]string{
	"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "tab": "\t", "line": "\n", "lbr": "\n",
	"~": "\u00A0", "_": "-", "emspace": " ", "enspace": " ", "qmspace": " ", "{": "{", "}": "}", "\\": "\\",
}

// limited appends to a title or the like, up to the length that is shown.
func limited(out *strings.Builder, text string) {
	if out.Len() < 8*doc.MaxLine {
		out.WriteString(text)
	}
}
