package html

import (
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

// author returns the author of the article as given by the page, or "".
func (p *page) author() string {
	for _, name := range []string{"ld:author", "author", "dc.creator", "dcterms.creator", "parsely-author", "byl", "article:author", "og:article:author"} {
		if author := person(p.metadata[name]); author != "" {
			return author
		}
	}
	return person(p.metadata["byline"])
}

// dated matches a date and the words that introduce it.
var dated = doc.Pattern(`(?i)\s*(?:[,，|｜·•–—(（\[-]\s*)*(?:(?:\b(?:published|posted|updated|created|last modified|on|at|date|am|vom|le|el)\b|発行|公開|更新|發布|发布|發佈|發表|发表|刊登|時間|时间|日期)(?:於|于)?\s*[:：]?\s*)*` +
	`(?:\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{4}|民國\s*\d+\s*年|` +
	`(?:\d{1,2}(?:st|nd|rd|th)?\.?\s+)?\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?,?\s+\d|\d{1,2}:\d{2}).*$`)

// person returns the name of an author without the date that some pages add to it, or "" if
// there is no name, only a date or an address.
func person(name string) string {
	name = strings.TrimSpace(dated().ReplaceAllString(doc.OneLine(unescaped(name)), ""))
	if strings.Contains(name, "://") || !strings.ContainsFunc(name, unicode.IsLetter) {
		return ""
	}
	return name
}
