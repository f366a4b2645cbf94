package insight

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"footnote/corpus/doc"
	"footnote/rag/index"
	"footnote/rag/intent"
	"footnote/rag/lexical"
)

const (
	// alike is the minimum cosine of two questions' vectors for them to be taken to ask the
	// same. On the 114 questions in 34 groups, with near misses, that it was chosen on, recall
	// of pairs is 90 % and precision 92 %; on 53 questions written later, 71 % and 90 %
	// (TestGroups).
	alike = 0.72
	// alikeAcross is the same threshold for questions of which only one is in Chinese.
	alikeAcross = 0.66
	// mostGrouped bounds how many wordings are compared. Embedding each takes some 7 ms.
	mostGrouped = 2000
	// longestCompared is how many characters of a question are compared.
	longestCompared = 200
)

// A wording is a question in the form in which it is compared with others.
type wording struct {
	text   string // for matching, without phrases of politeness
	vector []float32
	asks   asks
}

// asks holds those parts of a question that must be equal for two questions to ask the same,
// because vectors hardly distinguish 2022 from 2023, Linux from macOS, or who from when.
type asks struct {
	numbers []string
	names   []string // words in Latin letters within Chinese text
	kind    string   // who, when, where or why; empty for any other
	chinese bool
}

// grouped groups texts that ask the same. It returns the number of each text's group; groups are
// numbered from 0 in order of their first texts. Without an embedder, only equal wordings are
// grouped.
func grouped(ctx context.Context, e index.Embedder, analyser *lexical.Analyser, texts []string, o Options) ([]int, error) {
	all, of := wordings(analyser, texts)
	vectors := o.Vectors
	if vectors == nil {
		vectors = &Vectors{}
	}
	if e != nil {
		if err := vectors.embed(ctx, e, all[:min(len(all), mostGrouped)], o.Progress); err != nil {
			return nil, err
		}
	}
	var leaders []leader
	groups := make([]int, len(all))
	for i, w := range all {
		at := nearest(leaders, w)
		if at < 0 {
			at = len(leaders)
			leaders = append(leaders, leader{asks: w.asks})
		}
		leaders[at].take(w)
		groups[i] = at
	}
	out := make([]int, len(texts))
	for i, n := range of {
		out[i] = groups[n]
	}
	return out, nil
}

// wordings returns the distinct wordings of texts and, for each text, the index of its wording.
func wordings(analyser *lexical.Analyser, texts []string) (all []wording, of []int) {
	known := map[string]int{}
	for _, text := range texts {
		if r := []rune(text); len(r) > longestCompared {
			text = string(r[:longestCompared])
		}
		folded := strings.Join(strings.Fields(analyser.Fold(intent.Read(text).Question)), " ")
		folded = strings.TrimFunc(folded, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSpace(r) })
		n, seen := known[folded]
		if !seen {
			n = len(all)
			known[folded] = n
			all = append(all, wording{text: folded, asks: asksOf(folded)})
		}
		of = append(of, n)
	}
	return all, of
}

// A leader represents the questions of a group.
type leader struct {
	sum  []float32 // of the vectors
	norm float64   // of sum
	asks asks      // of the first question
	// spoken says whether the group has questions in Chinese, and in another language.
	spoken [2]bool
}

// language returns the index of a wording's language in leader.spoken.
func (w wording) language() int {
	if w.asks.chinese {
		return 0
	}
	return 1
}

// take adds a wording to the group.
func (l *leader) take(w wording) {
	if l.sum == nil {
		l.sum = make([]float32, len(w.vector))
	}
	for i, x := range w.vector {
		l.sum[i] += x
	}
	l.norm = math.Sqrt(product(l.sum, l.sum))
	l.spoken[w.language()] = true
}

// nearest returns the group that a wording belongs to, or -1 if there is none.
func nearest(leaders []leader, w wording) int {
	best, at := 0.0, -1
	norm := math.Sqrt(product(w.vector, w.vector))
	for i, l := range leaders {
		if len(l.sum) == 0 || len(l.sum) != len(w.vector) || norm*l.norm == 0 || !w.asks.fits(l.asks) {
			continue
		}
		enough := alike
		if !l.spoken[w.language()] {
			enough = alikeAcross
		}
		if c := product(l.sum, w.vector) / (l.norm * norm); c >= enough && c > best {
			best, at = c, i
		}
	}
	return at
}

// product returns the dot product of two vectors of the same length.
func product(a, b []float32) float64 {
	sum := float32(0)
	for i, x := range a {
		sum += x * b[i]
	}
	return float64(sum)
}

// fits reports whether two questions may ask the same.
func (a asks) fits(b asks) bool {
	if !slices.Equal(a.numbers, b.numbers) || a.kind != "" && b.kind != "" && a.kind != b.kind {
		return false
	}
	if !a.chinese || !b.chinese || len(a.names) == 0 || len(b.names) == 0 {
		return true
	}
	return slices.ContainsFunc(a.names, func(name string) bool { return slices.Contains(b.names, name) })
}

func asksOf(folded string) asks {
	a := asks{chinese: strings.ContainsFunc(folded, doc.IsHan)}
	for _, number := range numbers().FindAllString(folded, -1) {
		a.numbers = append(a.numbers, arabic(number))
	}
	slices.Sort(a.numbers)
	a.numbers = slices.Compact(a.numbers)
	if a.chinese {
		for _, name := range names().FindAllString(folded, -1) {
			a.names = append(a.names, strings.Map(alphanumeric, name)) // so that wi-fi equals wifi
		}
	}
	switch {
	case who().MatchString(folded):
		a.kind = "who"
	case when().MatchString(folded):
		a.kind = "when"
	case where().MatchString(folded):
		a.kind = "where"
	case why().MatchString(folded):
		a.kind = "why"
	}
	return a
}

func alphanumeric(r rune) rune {
	if r == '-' || r == '.' {
		return -1
	}
	return r
}

// arabic returns a number in digits. Chinese numerals that count something are converted.
func arabic(number string) string {
	if trimmed := strings.TrimPrefix(number, "第"); trimmed != number {
		if n, ok := doc.ChineseNumber(trimmed); ok {
			return strconv.FormatFloat(n, 'f', -1, 64)
		}
		return trimmed
	}
	return number
}

var (
	numbers = doc.Pattern(`第[〇零一二三四五六七八九十百千0-9]+|\d+(?:[.,]\d+)*`)
	names   = doc.Pattern(`[a-z][a-z0-9+#.-]+`)

	who   = doc.Pattern(`谁|哪位|\bwho(?:se|m)?\b`)
	when  = doc.Pattern(`什么时候|何时|哪[年天一]|几[号点月]|多久|时间|\bwhen\b|what time|\bhow long\b|\bhours\b`)
	where = doc.Pattern(`哪里|哪儿|在哪|何处|\bwhere\b`)
	why   = doc.Pattern(`为什么|为何|怎么会|\bwhy\b`)
)
