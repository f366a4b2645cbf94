package decide

import "testing"

func TestCalibration(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, embedder := range []string{"", "text-embedding-3-small", "multilingual-e5-small-0123456789abcdef"} {
		for _, e := range []Evidence{{}, {Foreign: true}, {Judged: true, Odds: -6, Top: -8}, {Judged: true, Foreign: true, Odds: -6, Top: -8}} {
			for _, target := range []Target{Answers, Right} {
				m := c.Model(target, embedder, e)
				if m.Target != target || m.Enough <= 0 || m.Enough >= 1 || m.Judged != e.Judged || !m.Judged && m.Foreign != e.Foreign {
					t.Errorf("%q, %+v: %+v", embedder, e, m)
				}
				if known := !m.Judged && embedder != "" && embedder[0] == 'm'; known != (m.Embedder != "") {
					t.Errorf("%q has the model of %q", embedder, m.Embedder)
				}
				if m.Sets == "" || m.Questions == 0 {
					t.Errorf("the origin is missing: %+v", m)
				}
				if p := m.Probability(e); p >= m.Enough {
					t.Errorf("%q, %s of %+v: without evidence the probability is %v, which is enough", embedder, target, e, p)
				}
			}
		}
	}
}
