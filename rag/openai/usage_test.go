package openai

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"footnote/internal/openaitest"
	"footnote/rag"
)

func TestTruncatedPromptIsNoticed(t *testing.T) {
	for name, test := range map[string]struct {
		text  string
		count int
		want  bool
	}{
		"4096 of English":       {strings.Repeat("word ", 10_000), 4096, true},
		"4096 of Chinese":       {strings.Repeat("數據", 10_000), 4096, true},
		"all, a large lexicon":  {strings.Repeat("數據", 1000), 1000, false},
		"all, one a character":  {strings.Repeat("數據", 1000), 2000, false},
		"all, English":          {strings.Repeat("word ", 1000), 1000, false},
		"the server is silent":  {strings.Repeat("數據", 1000), 0, false},
		"below 0 is not a word": {strings.Repeat("數據", 1000), -1, false},
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Usage(test.count, 7)
			g := writing(t, server, GeneratorOptions{})
			got, err := g.Generate(t.Context(), rag.Prompt{User: test.text}, func(string) error { return nil })
			if err != nil || got.Truncated != test.want || got.InputTokens != max(0, test.count) || got.OutputTokens != 7 {
				t.Errorf("generated %+v, error %v", got, err)
			}
		})
	}
}

func TestUsage(t *testing.T) {
	server := openaitest.New(t)
	g := writing(t, server, GeneratorOptions{InputPrice: 0.5, OutputPrice: 2})
	server.Usage(1000, 100)
	got := mustGenerate(t, g, openaitest.DefaultAnswer)
	want := rag.Generated{Finish: rag.FinishStop, InputTokens: 1000, OutputTokens: 100, Cost: 0.0007}
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("generated (-want +got):\n%s", diff)
	}
	server.Fail(openaitest.Status(400, "", nil)) // costs nothing
	mustNotGenerate(t, g, "")
	server.Fail(openaitest.Events(says("數據") + says("abcdefg") + ends("stop"))) // reports no token counts
	mustGenerate(t, g, "數據abcdefg")
	// "Answer." and "問題？" are 2 + 3 tokens, since the mark is 3 bytes; the answer is 4.
	total := Usage{Requests: 3, InputTokens: 1005, OutputTokens: 104, Cost: 0.0007105}
	if diff := cmp.Diff(total, g.Usage(), cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("usage (-want +got):\n%s", diff)
	}
}

func TestBudget(t *testing.T) {
	server := openaitest.New(t)
	server.Usage(60, 40)
	g := writing(t, server, GeneratorOptions{Budget: 150})
	mustGenerate(t, g, openaitest.DefaultAnswer)
	mustGenerate(t, g, openaitest.DefaultAnswer)
	got := mustNotGenerate(t, g, "")
	if got.Error() != "the token budget of this run is used up" || got.Cause() != rag.CauseQuota || len(server.Requests()) != 2 {
		t.Errorf("error %v after %d requests", got, len(server.Requests()))
	}
}
