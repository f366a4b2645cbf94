package html

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"footnote/corpus/doc"
)

// A heading is a heading of the page that may be the title of its article.
type heading struct {
	text  string
	level int
	logo  bool // whether it is marked as the name of the site
}

// maxHeadings is the maximum number of headings of a page that are stored.
const maxHeadings = 64

// isLogo reports whether an element contains the name of its site.
func isLogo(t html.Token) bool {
	for _, word := range append(wordsOf(value(t, "class")), wordsOf(value(t, "id"))...) {
		if word == "logo" || word == "brand" || word == "masthead" || word == "sitename" {
			return true
		}
	}
	names := strings.ToLower(value(t, "class") + " " + value(t, "id"))
	return strings.Contains(names, "site-title") || strings.Contains(names, "site-name") || strings.Contains(names, "blog-title")
}

// title returns the title of the article: the one that the page declares or, failing that, the
// heading that is part of the page's title, which also contains the name of the site.
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

// leadingHeading returns the heading with which the title of the page begins, and of several
// the one of the highest level. Sites put their own name after that of the article.
func (p *page) leadingHeading() string {
	best := heading{level: 4}
	for _, h := range p.headings {
		if h.level < best.level && !h.logo && !p.isSiteName(h.text) && beginsWith(p.metadata["title"], h.text) {
			best = h
		}
	}
	return best.text
}

// isSiteName reports whether a heading is the name of the site.
func (p *page) isSiteName(text string) bool {
	return text == p.metadata["og:site_name"] || text == p.metadata["application-name"] ||
		slices.ContainsFunc(p.headings, func(h heading) bool { return h.logo && h.text == text })
}

// isTitled reports whether headline is the title of the page.
func (p *page) isTitled(headline string) bool {
	return headline == p.metadata["og:title"] || headline == p.heading || headline != "" && strings.Contains(p.metadata["title"], headline)
}

// beginsWith reports whether a title is text, or begins with text followed by a mark that
// separates it from the name of a site.
func beginsWith(title, text string) bool {
	rest, found := strings.CutPrefix(title, text)
	return found && text != "" && (rest == "" || isSeparator(firstRune(strings.TrimSpace(rest))))
}

// withoutSite returns a title without the name of the site at its beginning or end.
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

// keepHeading stores a heading.
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
