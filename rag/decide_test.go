package rag

import (
	"testing"
)

func TestDefaultCalibration(t *testing.T) {
	c, err := defaultCalibration()
	if err != nil {
		t.Fatal(err)
	}
	for _, embedder := range []string{"", "text-embedding-3-small", "multilingual-e5-small-0123456789abcdef"} {
		for _, foreign := range []bool{false, true} {
			m := c.model(embedder, foreign)
			if m.Threshold <= 0 || m.Threshold >= 1 || m.Foreign != foreign {
				t.Errorf("%q, %t: %+v", embedder, foreign, m)
			}
			if known := embedder != "" && embedder[0] == 'm'; known != (m.Embedder != "") {
				t.Errorf("%q has the model of %q", embedder, m.Embedder)
			}
			if m.Sets == "" || m.Questions == 0 {
				t.Errorf("it does not say where it comes from: %+v", m)
			}
			if p := m.Confidence(Evidence{}); p >= m.Threshold {
				t.Errorf("%q, %t: no evidence is enough: %v", embedder, foreign, p)
			}
		}
	}
}
