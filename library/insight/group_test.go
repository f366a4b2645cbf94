package insight

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"footnote/internal/long"
	"footnote/rag/e5"
)

// goldGroups reads questions of testdata, such as groups.txt: each paragraph is a group of
// questions in other words, in both scripts and in English. There are near misses: another year,
// another system, the next match and the last one.
func goldGroups(t *testing.T, name string) (texts []string, groups []int) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for g, paragraph := range strings.Split(strings.TrimSpace(string(raw)), "\n\n") {
		for line := range strings.Lines(paragraph) {
			texts, groups = append(texts, strings.TrimSpace(line)), append(groups, g)
		}
	}
	return texts, groups
}

// TestGroups checks that questions that mean the same are grouped, in whatever order they were
// asked. The thresholds were chosen on groups.txt. held.txt was written after that, and
// evaluated once.
func TestGroups(t *testing.T) {
	long.Alone(t)
	e, err := e5.New()
	if err != nil {
		t.Fatal(err)
	}
	vectors := &Vectors{}
	for name, least := range map[string][2]float64{"groups.txt": {.88, .82}, "held.txt": {.8, .65}} {
		texts, gold := goldGroups(t, name)
		for seed := range uint64(2) {
			order := rand.New(rand.NewPCG(seed, 1)).Perm(len(texts))
			asked, want := make([]string, len(texts)), make([]int, len(texts))
			for i, n := range order {
				asked[i], want[i] = texts[n], gold[n]
			}
			got, err := grouped(t.Context(), e, analyser(), asked, Options{Vectors: vectors})
			if err != nil {
				t.Fatal(err)
			}
			precision, recall := agreement(got, want)
			t.Logf("%s: precision %.2f, recall %.2f", name, precision, recall)
			if precision < least[0] || recall < least[1] {
				t.Errorf("%s: precision %.2f, recall %.2f", name, precision, recall)
			}
		}
	}
}

// agreement returns the share of a question's group that means the same, and the share of the
// questions that mean the same that is in its group, averaged over all questions.
func agreement(got, want []int) (precision, recall float64) {
	for i := range got {
		both, ours, theirs := 0.0, 0.0, 0.0
		for j := range got {
			mine, should := got[i] == got[j], want[i] == want[j]
			if mine {
				ours++
			}
			if should {
				theirs++
			}
			if mine && should {
				both++
			}
		}
		precision += both / ours / float64(len(got))
		recall += both / theirs / float64(len(got))
	}
	return precision, recall
}

// TestAsks checks differences that keep two questions apart, whatever their vectors are.
func TestAsks(t *testing.T) {
	for _, c := range []struct {
		a, b string
		fit  bool
	}{
		{"2022年的營收是多少", "2023年的營收是多少", false},
		{"revenue in 2022", "2022年的營收是多少", true},
		{"第三章的主角", "第四章的主角", false},
		{"第三章的主角", "main character of chapter 3", true},
		{"支援 Linux 嗎", "支援 macOS 嗎", false},
		{"支援 Linux 嗎", "does it run on linux", true},
		{"公司創辦人是誰", "公司什麼時候成立的", false},
		{"Wi-Fi 密碼", "wifi密码", true},
		{"wifi 密碼", "無線網路的密碼", true},
	} {
		all, _ := wordings(analyser(), []string{c.a, c.b})
		if got := all[0].asks.fits(all[1].asks); got != c.fit {
			t.Errorf("%s / %s: %v", c.a, c.b, got)
		}
	}
}

// TestGroupsByWords checks that, without an embedder, only identical questions are grouped,
// regardless of script, case and polite phrases.
func TestGroupsByWords(t *testing.T) {
	got, err := grouped(t.Context(), nil, analyser(), []string{"圖書館幾點關門?", "图书馆几点关门", "請問圖書館幾點關門？", "圖書館在哪裡", "Where is it?", "where is it", ""}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{0, 0, 0, 1, 2, 2, 3} {
		if got[i] != want {
			t.Errorf("%v", got)
			break
		}
	}
}
