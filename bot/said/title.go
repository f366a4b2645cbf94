package said

import (
	"strings"
	"unicode"

	"footnote/bot/render/markdown"
	"footnote/corpus/doc"
)

// maxTitle is the most characters of a message that are the title of its text.
const maxTitle = 60

// textFile returns the text of a message, which must have words, as a file. Its title is the
// first line with words, unless the text begins with a heading. source may be empty.
func textFile(source, text string) doc.File {
	text = strings.TrimSpace(text)
	title := titleOf(text)
	name := strings.Join(strings.FieldsFunc(title, func(r rune) bool { return strings.ContainsRune(`/\ `, r) }), " ") + ".md"
	if source == "" {
		source = name
	}
	if !heading().MatchString(text) {
		text = "---\ntitle: " + title + "\n---\n\n" + text
	}
	return doc.File{Name: name, Source: source, Type: "text/markdown", Charset: "utf-8", Data: []byte(text)}
}

var (
	// mention matches what Discord shows as something else than what is written: mentions of
	// people, roles, channels and commands, emoji and times. Only a command has its name in it.
	mention = doc.Pattern(`<(?:(?:@[!&]?|#|a?:[^:>]*:|t:)[0-9][^>]*|(/[^:>]+):[0-9]+)>`)
	// heading matches a text that begins with a heading that can be the title as it is.
	heading = doc.Pattern(`^# [^\n<]*[\pL\pN]`)
	// lineMark matches what makes a line a heading, small text, a quotation or an item of a list.
	lineMark = doc.Pattern(`^(?:>>> |> |-?#{1,6} |[-*+] )+`)
	// markup matches markup, and what would be the syntax of a value in front matter.
	markup = doc.Pattern("[*~`|<>\\[\\]\"]")
)

// titleOf returns how the first line that has words begins, without mentions and markup.
func titleOf(text string) string {
	for line := range strings.Lines(withoutMentions(text)) {
		if !anyWords(line) {
			continue
		}
		line = lineMark().ReplaceAllString(strings.TrimSpace(line), "")
		return markdown.Short(strings.Join(strings.Fields(markup().ReplaceAllString(line, "")), " "), maxTitle)
	}
	return ""
}

// hasWords reports whether there is anything to read in a text.
func hasWords(text string) bool { return anyWords(withoutMentions(text)) }

func withoutMentions(text string) string {
	return mention().ReplaceAllString(markdown.Clean(text), "$1")
}

func anyWords(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}
