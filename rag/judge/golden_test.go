package judge

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/long"
	"footnote/rag/e5"
	"footnote/rag/encoder"
)

// A golden is a pair with PyTorch's scores on the same weights.
type golden struct {
	Kind      string
	Text      string
	Sentences []string
	IDs       encoder.Window
	Spans     [][2]int // of the question or claim, then of each sentence
	Sentence  [][2]float32
	Whole     [4]float64
}

func goldens(t testing.TB) []golden {
	t.Helper()
	f, err := os.Open("testdata/golden.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []golden
	lines := bufio.NewScanner(f)
	for lines.Buffer(nil, 1<<20); lines.Scan(); {
		var g golden
		if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		all = append(all, g)
	}
	if lines.Err() != nil || len(all) != 200 {
		t.Fatalf("%d pairs, %v", len(all), lines.Err())
	}
	return all
}

func (g golden) lead() string {
	if g.Kind == "question" {
		return questionLead
	}
	return claimLead
}

func newEmbedder(t testing.TB) *e5.Embedder {
	t.Helper()
	e, err := e5.New()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func newJudge(t testing.TB) *Judge { return New(newEmbedder(t)) }

func mustLoad(t testing.TB, j *Judge) *model {
	t.Helper()
	m, err := j.load()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestInputsMatchOriginal(t *testing.T) {
	m := mustLoad(t, newJudge(t))
	for _, g := range goldens(t) {
		in := m.layOut(m.ask(g.lead(), g.Text), g.Sentences)
		spans := [][2]int{{in.asked.start, in.asked.end}}
		for _, s := range in.sentences {
			spans = append(spans, [2]int{s.start, s.end})
		}
		if d := cmp.Diff(g.IDs, in.tokens); d != "" {
			t.Errorf("%.30q: the original's tokens (-) and ours (+)\n%s", g.Text, d)
		}
		if d := cmp.Diff(g.Spans, spans); d != "" {
			t.Errorf("%.30q: the original's spans (-) and ours (+)\n%s", g.Text, d)
		}
	}
}

// tolerance is how far probabilities may be from the original's. With 16-bit activations, as
// they are, the largest difference was .0001, with and without AVX2. With 8 bits it was .0257
// (.0016 on average), and fewer than 16 bits in only some matrices or layers gave .009 to
// .026.
const tolerance = 0.002

func TestScoresMatchOriginal(t *testing.T) {
	all := goldens(t)
	compare(t, all[:long.Times(t, 43, len(all))])
}

// plainly is the environment variable that makes this test's program use less than the
// processor supports.
const plainly = "FOOTNOTE_JUDGE_PLAINLY"

// TestPlainScoresMatchOriginal checks that the scores are the same without the newest
// processor features, and in plain Go.
func TestPlainScoresMatchOriginal(t *testing.T) {
	if os.Getenv(plainly) != "" {
		t.Log(encoder.Kernels())
		all := goldens(t)
		compare(t, slices.Concat(all[41:42], all[3:41], all[:3])[:long.Times(t, 2, 42)])
		return
	}
	for _, features := range map[string][]string{
		"amd64": {"cpu.avx2=off,cpu.fma=off", "cpu.avx2=off,cpu.fma=off,cpu.sse41=off"},
		"arm64": {"cpu.asimddp=off", "cpu.asimd=off"},
	}[runtime.GOARCH] {
		command := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
		command.Env = append(os.Environ(), plainly+"=1", "GODEBUG="+features)
		output, err := command.CombinedOutput()
		if err != nil || !strings.Contains(string(output), "--- PASS") {
			t.Errorf("%s: %v\n%s", features, err, output)
		}
		t.Logf("%s\n%s", features, output)
	}
}

func compare(t *testing.T, all []golden) {
	j := newJudge(t)
	furthest, sum, n := 0.0, 0.0, 0
	check := func(g golden, what string, got, want float64) {
		t.Helper()
		apart := math.Abs(got - want)
		if !(apart <= tolerance) {
			t.Errorf("%.30q: %s %.4f, want %.4f", g.Text, what, got, want)
		}
		furthest, sum, n = max(furthest, apart), sum+apart, n+1
	}
	for _, g := range all {
		readings, err := j.read(t.Context(), g.lead(), g.Text, [][]string{g.Sentences})
		if err != nil {
			t.Fatal(err)
		}
		r := readings[0]
		for output := range sentenceScores {
			for i, score := range r.scores(output) {
				if s := g.Spans[i+1]; s[0] == s[1] {
					if score != unread {
						t.Errorf("%.30q: sentence %d was not read and has the score %g", g.Text, i, score)
					}
					continue
				}
				check(g, "sentence", Probability(score), Probability(g.Sentence[i][output]))
			}
		}
		check(g, "answers", Probability(r.whole[answers]), Probability(float32(g.Whole[answers])))
		want := softmax(g.Whole[entailed:])
		got := entailment(r)
		check(g, "entailed", got.Entailed, want[0])
		check(g, "neutral", got.Neutral, want[1])
		check(g, "contradicted", got.Contradicted, want[2])
		check(g, "odds", Probability(float32(got.LogOdds)), want[0])
	}
	t.Logf("probabilities differ from the original's by %.4f at most, by %.4f in the mean of %d", furthest, sum/float64(n), n)
}

func softmax(logits []float64) []float64 {
	sum := 0.0
	p := make([]float64, len(logits))
	for i, l := range logits {
		p[i] = math.Exp(l)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}
