package judge

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.uber.org/goleak"

	"footnote/rag/encoder/format"
	"footnote/rag/index"
)

func mustQuestion(t testing.TB, j *Judge, question string, passages ...[]string) []Answer {
	t.Helper()
	answers, err := j.Question(t.Context(), question, passages)
	if err != nil {
		t.Fatal(err)
	}
	if len(answers) != len(passages) {
		t.Fatalf("%d answers of %d passages", len(answers), len(passages))
	}
	return answers
}

func mustClaim(t testing.TB, j *Judge, claim string, passages ...[]string) []Entailment {
	t.Helper()
	all, err := j.Claim(t.Context(), claim, passages)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != len(passages) {
		t.Fatalf("%d judgements of %d passages", len(all), len(passages))
	}
	return all
}

// mixed returns passages of every length.
func mixed() [][]string {
	return append(benchPassages(),
		[]string{"The bridge was closed in 2016.", "It has been open to cars again since 2019."},
		[]string{strings.Repeat("The list names every town on the line. ", 100), "The end."},
		slices.Repeat([]string{"水庫建於1987年。"}, 100),
		[]string{"。"},
		nil,
	)
}

// TestBatchesDoNotMatter checks that a passage's scores depend neither on the other passages
// nor on its place among them.
func TestBatchesDoNotMatter(t *testing.T) {
	j := newJudge(t)
	passages := mixed()
	answers, claims := mustQuestion(t, j, benchQuestion, passages...), mustClaim(t, j, "水庫建於1987年。", passages...)
	for n, p := range passages {
		if d := cmp.Diff(answers[n], mustQuestion(t, j, benchQuestion, p)[0]); d != "" {
			t.Errorf("passage %d: its answer together (-) and alone (+)\n%s", n, d)
		}
		if d := cmp.Diff(claims[n], mustClaim(t, j, "水庫建於1987年。", p)[0]); d != "" {
			t.Errorf("passage %d: the claim together (-) and alone (+)\n%s", n, d)
		}
	}
	slices.Reverse(passages)
	slices.Reverse(answers)
	if d := cmp.Diff(answers, mustQuestion(t, j, benchQuestion, passages...)); d != "" {
		t.Errorf("answers in order (-) and backwards (+)\n%s", d)
	}
}

// TestConcurrent checks that concurrent calls of the judge, and of the embedder that it shares
// memory with, give the same results as single ones.
func TestConcurrent(t *testing.T) {
	embedder := newEmbedder(t)
	j := New(embedder)
	passages := mixed()[3:7]
	embed := func() [][]float32 {
		vectors, err := embedder.Embed(t.Context(), index.RolePassage, passages[0])
		if err != nil {
			t.Error(err)
		}
		return vectors
	}
	vectors := embed()
	want, entailments := mustQuestion(t, newJudge(t), benchQuestion, passages...), mustClaim(t, newJudge(t), "The bridge was closed.", passages...)
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			got, err := j.Question(t.Context(), benchQuestion, passages)
			if d := cmp.Diff(want, got); err != nil || d != "" {
				t.Errorf("%v, alone (-) and beside others (+)\n%s", err, d)
			}
		})
		group.Go(func() {
			got, err := j.Claim(t.Context(), "The bridge was closed.", passages)
			if d := cmp.Diff(entailments, got); err != nil || d != "" {
				t.Errorf("%v, alone (-) and beside others (+)\n%s", err, d)
			}
		})
		group.Go(func() {
			if d := cmp.Diff(vectors, embed()); d != "" {
				t.Errorf("vectors alone (-) and beside the judge (+)\n%s", d)
			}
		})
	}
	group.Wait()
}

// TestCancelled checks that a cancelled call returns the cause, leaves nothing running and
// leaves the judge intact.
func TestCancelled(t *testing.T) {
	j := newJudge(t)
	passages := slices.Repeat(benchPassages(), 200)
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	why := errors.New("nobody waits")
	for _, early := range []bool{true, false} {
		ctx, cancel := context.WithCancelCause(t.Context())
		done := make(chan error)
		if early {
			cancel(why)
		}
		go func() {
			_, err := j.Claim(ctx, "水庫建於1987年。", passages)
			done <- err
		}()
		mustQuestion(t, j, benchQuestion, passages[0]) // in turn with the call, which takes far longer
		cancel(why)
		if err := <-done; !errors.Is(err, why) {
			t.Errorf("error %v, want the cause", err)
		}
	}
	mustQuestion(t, j, benchQuestion, passages[:2]...)
}

// TestUnreadScores checks that what is not read has the score negative infinity, and does not
// affect other scores.
func TestUnreadScores(t *testing.T) {
	j := newJudge(t)
	infinite := math.Inf(-1)
	if got := mustQuestion(t, j, "why"); len(got) != 0 {
		t.Errorf("%v for no passages", got)
	}
	for _, p := range [][]string{nil, {}, {""}, {"", "", ""}, {" \n", "\u200b\u3000"}} {
		none := make([]float32, len(p))
		for i := range none {
			none[i] = unread
		}
		if d := cmp.Diff(Answer{unread, none}, mustQuestion(t, j, "why", p)[0]); d != "" {
			t.Errorf("%q (-want +got):\n%s", p, d)
		}
		if d := cmp.Diff(Entailment{Neutral: 1, LogOdds: infinite, Sentences: none}, mustClaim(t, j, "It is so.", p)[0]); d != "" {
			t.Errorf("%q (-want +got):\n%s", p, d)
		}
	}
	if p := Probability(unread); p != 0 {
		t.Errorf("probability %g of what was not read", p)
	}
	full := []string{"The bridge was closed in 2016.", "It is open again."}
	some := mustQuestion(t, j, "when was it closed", full, []string{"", full[0], "", full[1], ""})
	sentences := []float32{unread, some[0].Sentences[0], unread, some[0].Sentences[1], unread}
	if d := cmp.Diff(Answer{some[0].Score, sentences}, some[1]); d != "" {
		t.Errorf("with empty sentences (-want +got):\n%s", d)
	}
}

// TestAnyText checks that any text gives finite scores for what is read, and probabilities
// that add up to 1.
func TestAnyText(t *testing.T) {
	j := newJudge(t)
	texts := []string{
		"大模型", "\u200b", "\xff\xfe", "\x00", "😀😀", " \n\t", "</s> <s> <unk>", "\xe5\xa4", "ｆｕｌｌ　ｗｉｄｔｈ",
		strings.Repeat("a", 1<<20), strings.Repeat("數據產量很大。", 1<<16), strings.Repeat("\xff", 1<<20), strings.Repeat("𠮷", 1<<18),
	}
	finite := func(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
	for _, asked := range []string{"", texts[2], texts[9], texts[10]} {
		passages := [][]string{texts[:9], {texts[9]}, {texts[10], texts[11]}, texts}
		for n, a := range mustQuestion(t, j, asked, passages...) {
			if !finite(float64(a.Score)) || len(a.Sentences) != len(passages[n]) || !finite(float64(slices.Max(a.Sentences))) {
				t.Errorf("%.10q: answer %+v", asked, a)
			}
		}
		for n, c := range mustClaim(t, j, asked, passages...) {
			sum := c.Entailed + c.Neutral + c.Contradicted
			odds := math.Log(c.Entailed / (1 - c.Entailed))
			if !(math.Abs(sum-1) < 1e-9) || len(c.Sentences) != len(passages[n]) || !(math.Abs(odds-c.LogOdds) < 1e-6) {
				t.Errorf("%.10q: judgement %+v", asked, c)
			}
		}
	}
}

// TestCutOff checks that an input never exceeds the model's limit, and that its end is what is
// cut.
func TestCutOff(t *testing.T) {
	m := mustLoad(t, newJudge(t))
	long := strings.Repeat("數據產量很大。", 1000)
	in := m.layOut(m.ask(claimLead, long), slices.Repeat([]string{long}, 400))
	want := []tokenRange{{73, 213}, {213, 319}, {319, 319}}
	if d := cmp.Diff(want, in.sentences[:3], cmp.AllowUnexported(tokenRange{})); d != "" || len(in.tokens) != 320 || in.asked != (tokenRange{1, 71}) || len(in.sentences) != 400 {
		t.Errorf("%d tokens, asked %v, sentences (-want +got):\n%s", len(in.tokens), in.asked, d)
	}
	if last := in.tokens[len(in.tokens)-1]; int(last) != m.End() {
		t.Errorf("the last token is %d", last)
	}
}

// TestUnknownCharacters checks that consecutive unknown characters are one token and spaces at
// the end none, and that the text is cut only after that.
func TestUnknownCharacters(t *testing.T) {
	m := mustLoad(t, newJudge(t))
	unknown, owls := int32(m.UnknownToken()), strings.Repeat("🦉", 100)
	stop := m.tokenizer.Tokens("。")[1]
	for text, want := range map[string][]int32{
		owls:                      {m.blank, unknown},
		owls + "。":                {m.blank, unknown, stop},
		owls + " \n":              {m.blank, unknown},
		"🦉 🦉":                     {m.blank, unknown, m.blank, unknown},
		"。 ":                      {m.blank, stop},
		" \u200b\u3000":           nil,
		strings.Repeat("🦉 ", 100): slices.Repeat([]int32{m.blank, unknown}, 15),
	} {
		if d := cmp.Diff(want, m.first(30, text), cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%.10q (-want +got):\n%s", text, d)
		}
	}
	if d := cmp.Diff([]int32{m.blank, unknown, m.blank}, m.first(3, "🦉🦉 🦉🦉")); d != "" {
		t.Errorf("the first three (-want +got):\n%s", d)
	}
}

// TestDamagedWeights checks that every call returns an error if the weights are damaged.
func TestDamagedWeights(t *testing.T) {
	embedder := newEmbedder(t)
	for name, file := range map[string]string{
		"cut":     weights[:len(weights)-1],
		"short":   weights[:1000],
		"flipped": weights[:1<<20] + string(weights[1<<20]^1) + weights[1<<20+1:],
	} {
		j := open([]byte(file), embedder)
		for range 2 {
			_, err := j.Question(t.Context(), "why", [][]string{{"Because."}})
			if !errors.Is(err, format.ErrDamaged) || !strings.Contains(err.Error(), "built-in judge") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if _, err := open(nil, embedder).Claim(t.Context(), "why", nil); err == nil {
		t.Error("no error for an empty file")
	}
}

// TestShared checks that the word embeddings and the vocabulary are the embedder's own.
func TestShared(t *testing.T) {
	embedder := newEmbedder(t)
	m, theirs := mustLoad(t, New(embedder)), embedder.Encoder()
	if &m.Embeddings.Data[0] != &theirs.Embeddings.Data[0] || m.tokenizer != embedder.Tokenizer() {
		t.Error("the judge has its own word embeddings or tokenizer")
	}
}
