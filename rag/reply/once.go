package reply

import (
	"slices"
	"strings"
)

// Once returns a statement without its repetitions, if it only repeats the same words: small
// models repeat a statement for each passage.
func Once(text string) string {
	words := strings.Fields(text)
	for n := 1; n <= len(words)/2; n++ {
		if len(words)%n == 0 && slices.Equal(words[n:], words[:len(words)-n]) {
			return strings.Join(words[:n], " ")
		}
	}
	return text
}
