package openai

import (
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/internal/openaitest"
	"footnote/rag"
)

func TestEmptyAnswers(t *testing.T) {
	thought := `data: {"choices":[{"delta":{"reasoning_content":"Hm."}}]}` + "\n\n" +
		`data: {"choices":[{"delta":{"reasoning":"Hm."}}]}` + "\n\n"
	for name, events := range map[string]string{
		"empty":                  ends("stop") + done,
		"white space":            says(" \\n\\t") + says("\\u3000") + ends("stop") + done,
		"only a thought":         says("<think>Hm.</think>\\n") + ends("stop") + done,
		"only reasoning":         thought + ends("stop") + done,
		"only reasoning, length": thought + ends("length") + done,
		"thought without an end": says("<think>Hm.") + ends("stop") + done,
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Fail(openaitest.Events(events))
			g := writing(t, server, GeneratorOptions{})
			got := mustNotGenerate(t, g, "")
			if got.Kind != KindMalformed || got.Message != "nothing was written" || len(server.Requests()) != 1 {
				t.Errorf("error %v after %d requests", got, len(server.Requests()))
			}
			if strings.Contains(events, "length") != strings.Contains(got.Hint, "limit of tokens") {
				t.Errorf("hint %q", got.Hint)
			}
			mustGenerate(t, g, openaitest.DefaultAnswer)
		})
	}
}

func TestThoughtsAreNotShown(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"at the beginning":     {"<think>Hm.</think>\n\nYes.", "Yes."},
		"in the middle":        {"Yes<thinking>Hm.</thinking>, no.", "Yes, no."},
		"two":                  {"<think>a</think>A<think>b</think>B", "AB"},
		"without an end":       {"Yes.<think>Hm. </thinking>", "Yes."},
		"the end is split off": {"Yes.<think>Hm.</thin", "Yes."},
		"Magistral":            {"[THINK]Hm. [1][/THINK]Yes. [1]", "Yes. [1]"},
		"gpt-oss":              {"<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Yes.", "Yes."},
		"less than":            {"1 < 2 <t> <thin", "1 < 2 <t> <thin"},
		"Chinese":              {"<think>嗯。</think>是。", "是。"},
	} {
		t.Run(name, func(t *testing.T) {
			for size := 1; size <= len(test.text); size++ { // in pieces of any size
				server := openaitest.New(t)
				server.Fail(openaitest.Events(inPieces(test.text, size) + ends("stop") + done))
				mustGenerate(t, writing(t, server, GeneratorOptions{}), test.want)
			}
		})
	}
}

// TestThoughtThatWasNotOpened checks that such a thought is discarded after it was emitted,
// and that from then on nothing is emitted before the thought has ended.
func TestThoughtThatWasNotOpened(t *testing.T) {
	for name, text := range map[string]string{
		"plain": "12 is wrong.</think>Yes.", "like a thought": "Okay, so 12 is wrong.</think>Yes.", "Kimi": "12?◁/think▷ Yes.",
	} {
		t.Run(name, func(t *testing.T) {
			for size := 1; size <= len(text); size++ {
				server := openaitest.New(t)
				g := writing(t, server, GeneratorOptions{})
				for range 2 {
					server.Fail(openaitest.Events(inPieces(text, size) + ends("stop") + done))
				}
				var said string
				p := question
				p.Discard = func() { said = "" }
				collect := func(delta string) error { said += delta; return nil }
				if _, err := g.Generate(t.Context(), p, collect); err != nil || said != "Yes." {
					t.Fatalf("in pieces of %d: said %q, error %v", size, said, err)
				}
				mustGenerate(t, g, "Yes.")
			}
		})
	}
}

// inPieces returns chunks with size characters of text each.
func inPieces(text string, size int) string {
	var events strings.Builder
	for runes := []rune(text); len(runes) > 0; runes = runes[min(size, len(runes)):] {
		piece := strings.ReplaceAll(string(runes[:min(size, len(runes))]), "\n", `\n`)
		events.WriteString(says(piece))
	}
	return events.String()
}

func TestFinish(t *testing.T) {
	server := openaitest.New(t)
	g := writing(t, server, GeneratorOptions{})
	for reason, want := range map[string]rag.Finish{
		"stop": rag.FinishStop, "end_turn": rag.FinishStop, "length": rag.FinishLength, "MAX_TOKENS": rag.FinishLength,
	} {
		t.Run(""+reason, func(t *testing.T) {
			server.Finish(reason)
			if got := mustGenerate(t, g, openaitest.DefaultAnswer); got.Finish != want {
				t.Errorf("finish %q, want %q", got.Finish, want)
			}
		})
	}
}

func TestRepetitionIsCut(t *testing.T) {
	for name, piece := range map[string]string{
		"words": "again ", "Chinese": "再", "one huge piece": strings.Repeat("再", 100_000),
	} {
		t.Run(name, func(t *testing.T) {
			server := openaitest.New(t)
			server.Fail(openaitest.Repeating(piece))
			g := writing(t, server, GeneratorOptions{MaxTokens: 11})
			text, generated, err := generate(t.Context(), g)
			if err != nil || generated.Finish != rag.FinishLength {
				t.Fatalf("generated %+v, error %v", generated, err)
			}
			const most = 11*8 + 4096
			if len(text) > most || len(text) < most-utf8.UTFMax || !utf8.ValidString(text) {
				t.Errorf("%d bytes, want %d in whole characters", len(text), most)
			}
			mustGenerate(t, g, openaitest.DefaultAnswer)
		})
	}
}
