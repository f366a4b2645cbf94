package html

import (
	"iter"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A Link is a link of a page: its address, as written on the page, and its text.
type Link struct{ Address, Text string }

// Links yields the links of a page, in order.
func Links(page string) iter.Seq[Link] {
	return func(yield func(Link) bool) {
		tokens := newTokenizer(page)
		var text strings.Builder
		address := ""
		for {
			token, ok := tokens.next()
			if !ok {
				return
			}
			switch {
			case token.DataAtom == atom.A && token.Type == html.StartTagToken:
				address = value(token, "href")
				text.Reset()
			case token.DataAtom == atom.A && token.Type == html.EndTagToken:
				if !yield(Link{address, text.String()}) {
					return
				}
				address = ""
			case token.Type == html.TextToken && address != "":
				text.WriteString(token.Data)
			}
		}
	}
}

// Onward returns where a crawler may go from a page: the addresses of its links, as written on
// the page, and their base address if the page declares one. Links that ask not to be followed
// are left out, and a page that does so has none.
func Onward(page string) (base string, addresses []string) {
	tokens := newTokenizer(page)
	for {
		token, ok := tokens.next()
		switch {
		case !ok:
			return base, addresses
		case token.Type != html.StartTagToken && token.Type != html.SelfClosingTagToken:
		case token.DataAtom == atom.Base && base == "":
			base = value(token, "href")
		case token.DataAtom == atom.Meta && strings.EqualFold(value(token, "name"), "robots") && refuses(value(token, "content"), "none"):
			return base, nil
		case token.DataAtom == atom.A || token.DataAtom == atom.Area:
			if address := value(token, "href"); address != "" && !refuses(value(token, "rel")) {
				addresses = append(addresses, address)
			}
		}
	}
}

// refuses reports whether a list of words contains nofollow or one of others.
func refuses(list string, others ...string) bool {
	words := strings.FieldsFunc(strings.ToLower(list), func(r rune) bool { return r == ',' || r == ' ' })
	return slices.ContainsFunc(words, func(word string) bool { return word == "nofollow" || slices.Contains(others, word) })
}

// value returns the value of the attribute with that name.
func value(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
