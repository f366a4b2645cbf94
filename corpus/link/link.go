// Package link makes links to the page that an article was read from, which open it at the
// cited sentences: a browser scrolls to their words and marks them, or opens the right page of
// a PDF.
//
// The address is always the one that was fetched. Only words to scroll to are taken from the
// article, and nothing that could lead elsewhere.
package link

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
)

// A Link is a link to the page of an article. The zero value is no link.
type Link struct {
	// Address consists only of ASCII letters, digits and -._~:/?#@$&+,;=%, so it need not be
	// escaped in any text.
	Address string
	Page    string // the address without the position on the page
	Host    string // the host of the address
	Public  bool   // whether the host is on the public internet, so that the link may be shown to anyone
}

const (
	// longestAddress is the maximum length of an address in bytes. Longer ones are not shown.
	longestAddress = 600
	// longestPlace is the maximum length in bytes of the position on a page.
	longestPlace = 500
)

// To returns a link to the page of an article, opened at some of its sentences. It returns no
// link if the article is from a file, or from an address that must not be shown.
func To(a *corpus.Article, sentences ...corpus.Span) Link {
	if a == nil || strings.Contains(a.Source, "#") {
		return Link{}
	}
	address, public := fetch.Linkable(a.Source)
	u, err := url.Parse(address)
	if err != nil || address == "" || inArchive(u) || strings.Contains(u.Host, "[") || discord(u) == personal {
		return Link{}
	}
	address = escaped(address)
	if len(address) > longestAddress {
		return Link{}
	}
	return Link{address + place(a, u, sentences), address, u.Host, public}
}

// inArchive reports whether an address is that of a file in an archive, which a browser cannot
// open.
func inArchive(u *url.URL) bool {
	return slices.ContainsFunc(strings.Split(path.Dir(u.Path), "/"), func(part string) bool { return strings.EqualFold(path.Ext(part), ".zip") })
}

// The kinds of addresses of Discord messages.
const (
	elsewhere = iota
	personal  // a direct message, which nobody else can open
	shared
)

func discord(u *url.URL) int {
	if u.Host != "discord.com" || !strings.HasPrefix(u.Path, "/channels/") {
		return elsewhere
	}
	if strings.HasPrefix(u.Path, "/channels/@me") {
		return personal
	}
	return shared
}

// place returns the fragment that opens the page at sentences, or "" if it would open at the
// beginning anyway.
func place(a *corpus.Article, u *url.URL, sentences []corpus.Span) string {
	if len(sentences) == 0 || discord(u) == shared {
		return ""
	}
	kind, known := doc.KindOfEnding(doc.File{Source: u.String()}.Ending())
	at := a.At(sentences[0].Start)
	switch {
	case at.IsPlace() && at.Unit == doc.Pages && (!known || kind.Name == doc.PDF):
		return fmt.Sprintf("#page=%d", at.Number)
	case at.IsPlace(), known && !slices.Contains([]string{doc.HTML, doc.Text, doc.Markdown}, kind.Name):
		return "" // browsers save such a file, or show it in their own way
	}
	return words(a, sentences)
}

// escaped percent-encodes every byte of an address that could have a meaning in Markdown or for
// a terminal.
func escaped(address string) string {
	var out strings.Builder
	for i := range len(address) {
		c := address[i]
		switch {
		case c == '%' && i+2 < len(address) && isHex(address[i+1]) && isHex(address[i+2]), c != '%' && strings.IndexByte(kept, c) >= 0:
			out.WriteByte(c)
		default:
			fmt.Fprintf(&out, "%%%02X", c)
		}
	}
	return out.String()
}

// kept are the characters of an address that are not escaped.
const kept = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@$&+,;="

func isHex(c byte) bool { return strings.IndexByte("0123456789ABCDEFabcdef", c) >= 0 }
