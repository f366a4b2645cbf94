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

// Text returns the markup of a page, decoded as declared by its server or by the page itself,
// or as its text suggests. Servers that declare Western European often do so for all pages, so
// the page has precedence over them.
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

// maxHead is the number of bytes in which the declaration of a character set is searched for.
// Browsers look at 1024 bytes first, but some pages put comments and scripts before the
// declaration.
const maxHead = 64 << 10

// declaredByPage returns the character set in a meta element or an XML declaration, or "".
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

// declaredByMeta returns the character set in a meta element. It ignores UTF-16, in which the
// element itself could not have been read.
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
