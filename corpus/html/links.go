package html

import (
	"iter"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A Link is a link of a page: where it leads, as the page writes it, and the
// text that is clicked.
type Link struct{ Address, Text string }

// Links are the links of a page, in order.
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

// value is that of the attribute of that name.
func value(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
