package intent

import (
	"os"
	"strings"
	"testing"
)

// A phrase is a line of testdata/phrases.txt.
type phrase struct {
	kind     Kind
	language string
	text     string
	aside    bool // rules were not made on it
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
			next = phrase{kind: Kind(kind), language: language, aside: true}
		default:
			next.text, next.aside = line, !next.aside
			all = append(all, next)
		}
	}
	return all
}

func TestPhrases(t *testing.T) {
	right, all := map[bool]int{}, map[bool]int{}
	for _, p := range phrases(t, "phrases.txt") {
		all[p.aside]++
		if got := Read(p.text).Kind; got == p.kind {
			right[p.aside]++
		} else if !p.aside || os.Getenv("ASIDE") != "" {
			t.Errorf("Read(%q) = %s, want %s (%s)", p.text, got, p.kind, p.language)
		}
	}
	t.Logf("seen: %d of %d; aside: %d of %d", right[false], all[false], right[true], all[true])
}

// TestLaterPhrases are phrases that were written when the rules were done.
func TestLaterPhrases(t *testing.T) {
	var right, all int
	for _, p := range phrases(t, "fourth.txt") {
		all++
		if got := Read(p.text).Kind; got == p.kind {
			right++
		} else {
			t.Logf("Read(%q) = %s, want %s (%s)", p.text, got, p.kind, p.language)
		}
	}
	t.Logf("%d of %d", right, all)
}
