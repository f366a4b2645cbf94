package reply

import (
	"slices"
	"strings"
)

// Once is a statement without its repetitions, where it is nothing but the same words
// again and again: small models repeat one for each passage.
func Once(text string) string {
	words := strings.Fields(text)
	for n := 1; n <= len(words)/2; n++ {
		if len(words)%n == 0 && slices.Equal(words[n:], words[:len(words)-n]) {
			return strings.Join(words[:n], " ")
		}
	}
	return text
}
