package openai

import (
	"strings"
	"unicode"
)

const maxMessage = 200 // characters

// clean returns text as one short line without control, direction or invisible characters. It
// redacts before it cuts, so that no half of a key survives, and replaces words with a row of
// asterisks, since OpenAI repeats a wrong key in that form.
func clean(text, secret string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, text)
	if secret != "" {
		text = strings.ReplaceAll(text, secret, "[key]")
	}
	words := strings.Fields(text)
	for i, word := range words {
		if strings.Contains(word, "***") {
			words[i] = "[key]"
		}
	}
	line := []rune(strings.Join(words, " "))
	if len(line) > maxMessage {
		line = append(line[:maxMessage-1], '…')
	}
	return string(line)
}
