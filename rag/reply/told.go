package reply

import (
	"strings"
	"unicode"
)

// leakedRun is how many consecutive letters and digits cannot be a coincidence.
const leakedRun = 20

// Told holds what a model was told.
type Told struct{ instructions, passages string } // only letters and digits

// NewTold returns what a model was told: the instructions, and the passages, which the reader
// may see.
func NewTold(instructions string, passages []string) Told {
	t := Told{instructions: LettersAndDigits(instructions)}
	for _, p := range passages {
		t.passages += LettersAndDigits(p) + "\n"
	}
	return t
}

// Repeats reports whether a statement repeats the instructions. What the passages say too is
// no secret.
func (t Told) Repeats(text string) bool {
	said := []rune(LettersAndDigits(text))
	for i := 0; i+leakedRun <= len(said); i++ {
		if run := string(said[i : i+leakedRun]); strings.Contains(t.instructions, run) && !strings.Contains(t.passages, run) {
			return true
		}
	}
	return false
}

// LettersAndDigits returns the letters and digits of a text, in lower case.
func LettersAndDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if !isLetterOrDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}
