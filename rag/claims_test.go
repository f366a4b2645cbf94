package rag_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/rag"
)

// TestClaimsInOtherWords has claims that only differ from the article in who did what. The
// judge must notice, since no number or name is missing from the article. It need not be certain
// of the true ones.
func TestClaimsInOtherWords(t *testing.T) {
	e := localEngine(t, readArticle(t, "verify/testdata/harbour.txt"))
	for text, want := range map[string]bool{
		"Her brother Anders did the bookkeeping while she designed the boats.":  true,
		"The company's founder had worked as a ship's carpenter.":               true,
		"The captain was not to blame when the Kestrel ran aground.":            true,
		"The ferry company was set up by a former carpenter of ships.":          true,
		"Anders designed the boats while Ingrid Solheim kept the books.":        false,
		"The captain, Tomas Rell, was blamed by the inquiry for the grounding.": false,
		"Keltrix studies underwater noise under Clear Wake.":                    false,
		"The company agreed to the speed limit inside the bay.":                 false,
	} {
		claims, err := e.Claims(t.Context(), text)
		if err != nil || len(claims) != 1 {
			t.Fatalf("%s: %+v, error %v", text, claims, err)
		}
		finding := claims[0].Finding
		if may := finding == rag.FindingSupported || finding == rag.FindingUnsure; may != want {
			t.Errorf("%s: %s (%.2f), should be supported %t", text, finding, claims[0].Likely, want)
		}
	}
}

// TestClaimsWithQuestions checks that a statement is checked even if a question is at its end,
// and that questions are not.
func TestClaimsWithQuestions(t *testing.T) {
	e := localEngine(t, readArticle(t, "verify/testdata/harbour.txt"))
	claims, err := e.Claims(t.Context(), "Who was the founder? The company's founder had worked as a ship's carpenter, right? 她被問「船有多大？」")
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, c := range claims {
		said = append(said, c.Text)
	}
	if diff := cmp.Diff([]string{"The company's founder had worked as a ship's carpenter.", "她被問「船有多大？」"}, said); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	if claims[0].Finding != rag.FindingSupported {
		t.Errorf("%+v", claims[0])
	}
}
