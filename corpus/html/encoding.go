package html

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"footnote/corpus/doc"
	"footnote/corpus/repair"
)

// Text is the markup of a page, decoded as its server declared, or as the page
// does itself, or as its text tells. Servers that declare Western European often do
// so of everything, and the page knows better.
func Text(f doc.File) (string, error) {
	label := f.Charset
	if !repair.IsKnownLabel(label) || isWestern(label) {
		if own := declaredByPage(f.Data); repair.IsKnownLabel(own) {
			label = own
		}
	}
	return repair.Text(f, label)
}

func isWestern(label string) bool {
	_, name := charset.Lookup(label)
	return name == "windows-1252"
}

var (
	xmlDeclaration = doc.Pattern(`^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_.:-]{1,40})["']`)
	charsetIn      = doc.Pattern(`(?i)charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})`)
)

// maxHead bounds the bytes in which a page declares its character set. Browsers look
// at 1024 bytes first; pages put comments and scripts before it.
const maxHead = 64 << 10

// declaredByPage is the character set that a meta element or an XML declaration
// names; empty where there is neither.
func declaredByPage(raw []byte) string {
	head := raw[:min(len(raw), maxHead)]
	if m := xmlDeclaration().FindSubmatch(head); m != nil {
		return string(m[1])
	}
	tokens := html.NewTokenizer(bytes.NewReader(head))
	tokens.SetMaxBuf(maxHead)
	for tokens.Next() != html.ErrorToken {
		t := tokens.Token()
		if t.Type != html.StartTagToken && t.Type != html.SelfClosingTagToken {
			continue
		}
		switch t.DataAtom {
		case atom.Meta:
			if label := declaredByMeta(t); label != "" {
				return label
			}
		case atom.Body:
			return ""
		}
	}
	return ""
}

// declaredByMeta is the character set that a meta element names. It is none of
// UTF-16, as it could not be read then.
func declaredByMeta(t html.Token) string {
	label := strings.TrimSpace(value(t, "charset"))
	if label == "" && strings.EqualFold(strings.TrimSpace(value(t, "http-equiv")), "content-type") {
		if m := charsetIn().FindStringSubmatch(value(t, "content")); m != nil {
			label = m[1]
		}
	}
	if strings.HasPrefix(strings.ToLower(label), "utf-16") {
		return ""
	}
	return label
}
