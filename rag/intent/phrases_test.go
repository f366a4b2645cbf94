package intent

import (
	"os"
	"strings"
	"testing"

	"footnote/internal/long"
)

// A phrase is a line of testdata/phrases.txt.
type phrase struct {
	kind     Kind
	language string
	text     string
}

func phrases(t *testing.T, file string) []phrase {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var all []phrase
	var next phrase
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			kind, language, ok := strings.Cut(strings.Trim(line, "[]"), " ")
			if !ok {
				t.Fatalf("no language in %q", line)
			}
			next = phrase{kind: Kind(kind), language: language}
		default:
			next.text = line
			all = append(all, next)
		}
	}
	return all
}

// readRight is the minimum percentage of phrases that must be read correctly.
const readRight = 98

func TestPhrases(t *testing.T) {
	long.Alone(t)
	for _, file := range []string{"phrases.txt", "later.txt"} {
		var right, all int
		for _, p := range phrases(t, file) {
			all++
			if got := inConversation(p.text); got == p.kind || Read(p.text).Kind == p.kind {
				right++
			} else {
				t.Logf("Read(%q) = %s, want %s (%s)", p.text, got, p.kind, p.language)
			}
			if got := inConversation(p.text); p.kind == Question && got != Question && !arguable[p.text] {
				t.Errorf("Read(%q) = %s, a question", p.text, got)
			}
		}
		if 100*right < readRight*all {
			t.Errorf("%s: %d of %d are right, want %d %%", file, right, all, readRight)
		}
		t.Logf("%s: %d of %d", file, right, all)
	}
}

// inConversation returns the kind of a message that follows a question about something.
func inConversation(text string) Kind {
	read := Read(text)
	if read.Elliptical {
		return Question
	}
	return read.Kind
}

// arguable are questions that can also be understood differently.
var arguable = map[string]bool{"你好嗎這句話用泰文怎麼說": true}
