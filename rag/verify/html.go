package verify

import (
	"html"
	"regexp"
	"strings"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// Models write HTML even when asked for plain text. A line break inside a sentence becomes
// brokenLine, which [Plain] removes.
const brokenLine = "\v"

var (
	lineTag    = doc.Pattern(`(?i)<w?br\s?/?>`)
	blockTag   = doc.Pattern(`(?i)</?(?:p|div|li|ul|ol|dl|dt|dd|h[1-6]|tr|table|thead|tbody|blockquote|section|article|header|footer|main|pre|hr|body|html)(?:\s[^<>]{0,200})?/?>`)
	inlineTag  = doc.Pattern(`(?i)</?(?:b|strong|em|i|u|span|font|code|mark|small|sub|sup|cite|ref|a|q|s|del|ins|center|td|th|abbr|kbd|var)(?:\s[^<>]{0,200})?/?>`)
	raised     = doc.Pattern(`(?i)<sup>\s?(\d{1,2})\s?</sup>`)
	numberTag  = doc.Pattern(`(?i)<(?:cite|ref)(?:\s[^<>]{0,200})?>\s?(\d{1,2})\s?</(?:cite|ref)>`)
	entity     = doc.Pattern(`&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d?);`)
	unfinished = doc.Pattern(`(?i)(?:<(?:sup|cite|ref)(?:\s[^<>]*)?>[^<>]*(?:</?[a-z]*)?|</?(?:[a-z][^<>\n]*)?|&[#a-zA-Z0-9]{0,9})$`)
)

// maxTag is the length limit, in bytes, of a tag or of a number between two tags.
const maxTag = 1000

// withoutTags removes HTML from text. It returns as rest the end of text that may be the
// beginning of a tag, unless text is final.
func withoutTags(text string, final bool) (plain, rest string) {
	if at := unfinished().FindStringIndex(text); !final && at != nil && at[1]-at[0] < maxTag {
		text, rest = text[:at[0]], text[at[0]:]
	}
	if !strings.ContainsAny(text, "<&") {
		return text, rest
	}
	text = raised().ReplaceAllStringFunc(text, func(tag string) string {
		return strings.Map(superscript, raised().FindStringSubmatch(tag)[1])
	})
	text = numberTag().ReplaceAllString(text, "[$1]")
	for _, tag := range []struct {
		pattern func() *regexp.Regexp
		instead string
	}{{lineTag, brokenLine}, {blockTag, "\n"}, {inlineTag, ""}} {
		text = tag.pattern().ReplaceAllString(text, tag.instead)
	}
	return entity().ReplaceAllStringFunc(text, html.UnescapeString), rest
}

// superscripts are the digits that models write as footnote marks.
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹"

func superscript(digit rune) rune { return []rune(superscripts)[digit-'0'] }

// joined joins lines that were broken inside a sentence.
func joined(text string) string {
	lines := strings.Split(text, brokenLine)
	whole := lines[0]
	for _, line := range lines[1:] {
		line = strings.TrimLeft(line, " \t")
		whole = strings.TrimRight(whole, " \t")
		if next, _ := utf8.DecodeRuneInString(line); whole != "" && line != "" && !strings.ContainsRune("，。；：、！？,.;:!?)]", next) {
			whole += doc.LineBreak(whole, line)
		}
		whole += line
	}
	return whole
}
