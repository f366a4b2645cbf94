package rag_test

import (
	"testing"

	"footnote/rag"
)

func TestDefaultCalibration(t *testing.T) {
	c, err := rag.DefaultCalibration()
	if err != nil {
		t.Fatal(err)
	}
	if c.Threshold <= 0 || c.Threshold >= 1 {
		t.Errorf("threshold %v", c.Threshold)
	}
	if c.Set == "" || c.Questions == 0 {
		t.Errorf("it does not say where it comes from: %+v", c)
	}
	if p := c.Confidence(rag.Evidence{}); p >= c.Threshold {
		t.Errorf("no evidence is enough: %v", p)
	}
	// More of the question in one sentence never speaks against an answer.
	last := 0.0
	for i := range 11 {
		p := c.Confidence(rag.Evidence{Passage: 0.5, Sentence: float64(i) / 10, Together: 0.5, Known: 1})
		if p <= last || p >= 1 {
			t.Errorf("confidence %v at coverage %v, after %v", p, float64(i)/10, last)
		}
		last = p
	}
}
