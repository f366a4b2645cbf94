package corpus

import (
	"context"
	"regexp"
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// parseWeb reads a page of HTML. What was written by hand and is nothing but text
// is read as it stands; of what has the furniture of a site around its text, the
// article is looked for.
func parseWeb(_ context.Context, f File) (document, error) {
	declared := named(f.Charset)
	if declared == nil {
		declared = declaredByPage(f.Data)
	}
	text, err := f.text(declared)
	if err != nil {
		return document{}, err
	}
	if overgrown(text) {
		return document{}, &ReadError{Reason: "is HTML with a tag of thousands of attributes", Hint: "no page has such a tag; save it again from a browser"}
	}
	whole, err := parseHTML(text)
	if err != nil {
		return document{}, err
	}
	p := survey(text)
	d := whole
	if p.furnished() {
		d = p.article(whole)
		if p.holdsNoArticle(d) {
			return document{}, &ReadError{
				Reason: "holds no article text",
				Hint:   "the page may want a login, consent or a browser first; open it in one and save what you see",
			}
		}
	}
	d.author, d.published, d.canonical = p.author(), day(p.published()), p.canonical()
	return d, nil
}

var xmlDeclaration = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_.:-]{1,40})["']`)

// declaredByPage reads the encoding of a meta element or of an XML declaration. A
// page without one is told by its text.
func declaredByPage(raw []byte) encoding.Encoding {
	if enc, name, certain := charset.DetermineEncoding(raw, ""); certain && name != "utf-8" {
		return enc
	}
	if m := xmlDeclaration.FindSubmatch(raw[:min(len(raw), 1024)]); m != nil {
		return named(string(m[1]))
	}
	return nil
}

// maxAttributes bounds the attributes of one tag, because a tokenizer holds them
// all at once, at many times their size.
const maxAttributes = 4_000

// overgrown reports a page with a tag of more attributes than that. What only
// looks like a tag, in a script or a comment, does not count.
func overgrown(page string) bool {
	for {
		i := strings.IndexByte(page, '<')
		if i < 0 || i+1 >= len(page) {
			return false
		}
		page = page[i+1:]
		switch {
		case strings.HasPrefix(page, "!--"):
			_, page, _ = strings.Cut(page, "-->")
		case page[0] != '/' && !isASCIILetter(rune(page[0])):
		default:
			n, size := separators(page)
			if n > maxAttributes {
				return true
			}
			page = afterRaw(page[:size], page[size:])
		}
	}
}

// separators counts what can stand between the attributes of the tag that page
// begins with, quoted values passed over, and returns the size of the tag.
func separators(page string) (n, size int) {
	var quote byte
	for i := range len(page) {
		c := page[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
				n++
			}
		case c == '>':
			return n, i
		case c == '"' || c == '\'':
			if i > 0 && page[i-1] == '=' {
				quote = c
			}
		case c == ' ' || c == '\n' || c == '\t' || c == '/' || c == '\f':
			n++
		}
	}
	return n, len(page)
}

// afterRaw passes over what a script or a style sheet holds.
func afterRaw(tag, rest string) string {
	for _, name := range []string{"script", "style"} {
		if len(tag) >= len(name) && strings.EqualFold(tag[:len(name)], name) {
			if i := indexFold(rest, "</"+name); i >= 0 {
				return rest[i:]
			}
			return ""
		}
	}
	return rest
}

// indexFold is strings.Index without regard to ASCII case; name is in lower case.
func indexFold(s, name string) int {
	for i := 0; i+len(name) <= len(s); i++ {
		if s[i] == name[0] && strings.EqualFold(s[i:i+len(name)], name) {
			return i
		}
	}
	return -1
}
