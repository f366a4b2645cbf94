package rag_test

import (
	"testing"

	"footnote/corpus"
	"footnote/rag"
)

// TestNewQuestion checks that a sentence that has just been shown does not answer the next
// question if that does not refer to it and has none of its words, while a follow-up may be
// answered by the same sentence again.
func TestNewQuestion(t *testing.T) {
	article, err := corpus.Single("boats", "Boats", "The ferry to the island leaves the north pier every forty minutes. A return ticket costs 120 dollars, and children under six travel free.\n")
	if err != nil {
		t.Fatal(err)
	}
	e := localEngine(t, article)
	first := rag.Question{Text: "How much does a return ticket cost?"}
	price, err := e.Answer(t.Context(), first, nil)
	if err != nil || price.Tier != rag.TierSure {
		t.Fatalf("%q, %v", price.Text, err)
	}
	history := []rag.Turn{{Question: first.Text, Answer: price.Text}}
	for question, want := range map[string]string{"Can I bring my dog?": "", "And for children?": price.Text} {
		a, err := e.Answer(t.Context(), rag.Question{Text: question, History: history}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if refused := a.Tier == rag.TierRefused; refused != (want == "") || want != "" && a.Text != want {
			t.Errorf("%s: %s %q", question, a.Tier, a.Text)
		}
	}
}
