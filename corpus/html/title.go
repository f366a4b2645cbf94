package html

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"footnote/corpus/doc"
)

// A heading is one of a page that may be the title of its article.
type heading struct {
	text  string
	level int
	logo  bool // it is called the name of the site
}

// maxHeadings bounds the headings that are remembered of a page.
const maxHeadings = 64

// isLogo reports an element that names its site.
func isLogo(t html.Token) bool {
	for _, word := range append(wordsOf(value(t, "class")), wordsOf(value(t, "id"))...) {
		if word == "logo" || word == "brand" || word == "masthead" || word == "sitename" {
			return true
		}
	}
	names := strings.ToLower(value(t, "class") + " " + value(t, "id"))
	return strings.Contains(names, "site-title") || strings.Contains(names, "site-name") || strings.Contains(names, "blog-title")
}

// title is the title of the article: what the page says that it is, else the heading
// that stands in the title of the page, which has the name of the site, too.
func (p *page) title() string {
	if title := p.metadata.first("ld:headline", "og:title", "twitter:title"); title != "" {
		return title
	}
	title := p.metadata["title"]
	if heading := p.leadingHeading(); heading != "" {
		return heading
	}
	if p.heading != "" && strings.Contains(title, p.heading) {
		if !p.isSiteName(p.heading) {
			return p.heading
		}
		return withoutSite(title, p.heading)
	}
	return cmp.Or(title, p.heading)
}

// leadingHeading is the heading that the title of the page begins with, the one of
// the highest level: sites write their own name behind that of the article.
func (p *page) leadingHeading() string {
	best := heading{level: 4}
	for _, h := range p.headings {
		if h.level < best.level && !h.logo && !p.isSiteName(h.text) && beginsWith(p.metadata["title"], h.text) {
			best = h
		}
	}
	return best.text
}

// isSiteName reports a heading that is the name of the site.
func (p *page) isSiteName(text string) bool {
	return text == p.metadata["og:site_name"] || text == p.metadata["application-name"] ||
		slices.ContainsFunc(p.headings, func(h heading) bool { return h.logo && h.text == text })
}

// isTitled reports whether the page has that title.
func (p *page) isTitled(headline string) bool {
	return headline == p.metadata["og:title"] || headline == p.heading || headline != "" && strings.Contains(p.metadata["title"], headline)
}

// beginsWith reports whether text is all of a title, or what it begins with before a
// mark that sets the name of a site apart.
func beginsWith(title, text string) bool {
	rest, found := strings.CutPrefix(title, text)
	return found && text != "" && (rest == "" || isSeparator(firstRune(strings.TrimSpace(rest))))
}

// withoutSite is a title without the name of the site at its beginning or end.
func withoutSite(title, site string) string {
	rest, atEnd := strings.CutSuffix(title, site)
	if !atEnd {
		rest = strings.TrimPrefix(title, site)
	}
	return cmp.Or(strings.TrimFunc(rest, func(r rune) bool { return isSeparator(r) || unicode.IsSpace(r) }), title)
}

func isSeparator(r rune) bool {
	return strings.ContainsRune("|_-–—·•:：»›>«/\\｜＿－", r) && r != 0
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// keepHeading takes a heading that was read.
func (p *page) keepHeading(text string) {
	text = doc.OneLine(text)
	if p.atHeading.level == 1 && p.heading == "" {
		p.heading = text
	}
	if text != "" && len(p.headings) < maxHeadings {
		p.atHeading.text = text
		p.headings = append(p.headings, p.atHeading)
	}
}
