package html

import (
	"strings"

	"golang.org/x/net/html"
)

// Between these two comments, React writes a placeholder for a part of the page, which it sends
// later in a hidden element after the page.
const (
	pending = "$?"
	settled = "/$"
)

// placeholders returns what is shown in place of a part until that arrives. start is the
// comment before it. If the comment after it is missing, it returns none.
func placeholders(start *html.Node) []*html.Node {
	var between []*html.Node
	for n := start.NextSibling; n != nil; n = n.NextSibling {
		if n.Type == html.CommentNode && n.Data == settled {
			return between
		}
		between = append(between, n)
	}
	return nil
}

// isStreamed reports whether parts of a page are sent after it.
func isStreamed(page string) bool { return strings.Contains(page, `id="S:`) }

// comment processes a comment. It drops what is shown in place of a part until that arrives.
func (p *htmlParser) comment(text string) {
	switch {
	case !p.streamed:
	case text == pending && p.pending == 0:
		p.flush()
		p.pending, p.before = 1, len(*p.into())
	case p.pending > 0 && (text == pending || text == "$" || text == "$!"):
		p.pending++
	case p.pending > 0 && text == settled:
		p.flush()
		if p.pending--; p.pending == 0 {
			into := p.into()
			*into = (*into)[:min(p.before, len(*into))]
		}
	}
}
