package html

import (
	"strings"

	"golang.org/x/net/html"
)

// Between these two comments React writes what is shown until a part of the page
// comes, which it sends in a hidden element behind the page.
const (
	pending = "$?"
	settled = "/$"
)

// placeholders are what is shown in place of a part until it comes; start is the
// comment in front. There are none where the end is missing.
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

// isStreamed reports a page behind which parts of it stand.
func isStreamed(page string) bool { return strings.Contains(page, `id="S:`) }

// comment takes note of a place where a part of the page is still to come; what was
// shown there until it came is dropped.
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
