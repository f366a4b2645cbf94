package openaitest_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/openaitest"
)

func TestVectorFolds(t *testing.T) {
	plain := openaitest.Vector("gpt 4 模型", 64)
	for name, text := range map[string]string{
		"case":        "GPT 4 模型",
		"full width":  "ＧＰＴ 4 模型",
		"punctuation": "gpt-4：模型。",
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(plain, openaitest.Vector(text, 64)); diff != "" {
				t.Errorf("(-plain +%s):\n%s", text, diff)
			}
		})
	}
}

func TestVectorHasUnitLength(t *testing.T) {
	for _, text := range []string{"", "？！", "a", "人工智能", "the cat sat on the mat"} {
		if length := math.Sqrt(dot(openaitest.Vector(text, 64), openaitest.Vector(text, 64))); math.Abs(length-1) > 1e-6 {
			t.Errorf("length of the vector of %q is %v", text, length)
		}
	}
}

func TestOverlapMeansSimilarity(t *testing.T) {
	question := openaitest.Vector("大模型的成本是多少", openaitest.DefaultDimensions)
	order := []string{"大模型的成本是一百万", "模型很大", "今日天氣晴朗"}
	last := 1.1
	for _, text := range order {
		similarity := dot(question, openaitest.Vector(text, openaitest.DefaultDimensions))
		if similarity >= last {
			t.Errorf("%s has similarity %v, not below %v", text, similarity, last)
		}
		last = similarity
	}
}

func dot(a, b []float32) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}
