package selfcheck

import (
	"fmt"
	"strings"
	"testing"

	"footnote/rag/prompt"
	"footnote/rag/verify"
)

// statement returns a held statement with a verdict about a source.
func statement(text string, source int, v verify.Verdict) Held {
	v.Support = []verify.Place{{Source: source}}
	return Held{Meant: text, Verdict: v}
}

func passage(source int) prompt.Passage {
	return prompt.Passage{Heading: fmt.Sprint("H", source), Text: fmt.Sprint("P", source)}
}

func load(t *testing.T) *prompt.Texts {
	t.Helper()
	texts, err := prompt.Load()
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// TestQuestion checks that each passage is there once, with the statements about it below, and
// that only unsettled statements are asked about and decided.
func TestQuestion(t *testing.T) {
	unsettled := verify.Verdict{Unsettled: true}
	held := []Held{
		statement("first", 4, unsettled), statement("settled", 4, verify.Verdict{Supported: true}), {},
		statement("second", 2, unsettled), {Meant: "resting on nothing", Verdict: unsettled}, statement("third", 4, unsettled),
	}
	m, asked, err := Question(load(t), held, passage)
	if err != nil || !asked {
		t.Fatal(asked, err)
	}
	at := -1
	for _, part := range []string{"passage (H4)\nP4\n", "statement 1\nfirst\n", "statement 3\nthird\n", "passage (H2)\nP2\n", "statement 2\nsecond\n"} {
		if next := strings.Index(m.User, part); next <= at {
			t.Errorf("%q is not in its place in\n%s", part, m.User)
		} else {
			at = next
		}
	}
	if n := strings.Count(m.User, " statement "); n != 3 {
		t.Errorf("%d statements in\n%s", n, m.User)
	}
	Settle(held, "1: yes\n2: no\n3: yes")
	got := ""
	for _, h := range held {
		got += fmt.Sprint(h.Verdict.Supported, " ")
	}
	if want := "true true false false false true "; got != want {
		t.Errorf("supported are %s, want %s", got, want)
	}
}

func TestNothingToAsk(t *testing.T) {
	held := []Held{statement("settled", 0, verify.Verdict{Supported: true}), {}}
	if m, asked, err := Question(load(t), held, passage); asked || err != nil {
		t.Errorf("asked %+v, error %v", m, err)
	}
	Settle(held, "1: no")
	if !held[0].Verdict.Supported {
		t.Error("a statement that was not asked about has changed")
	}
}

func TestMostAsked(t *testing.T) {
	var held []Held
	for i := range 3 * maxAsked {
		held = append(held, statement(fmt.Sprint("S", i), i, verify.Verdict{Unsettled: true}))
	}
	m, _, err := Question(load(t), held, passage)
	if n := strings.Count(m.User, " statement "); err != nil || n != maxAsked {
		t.Errorf("%d statements are asked about, error %v", n, err)
	}
}
