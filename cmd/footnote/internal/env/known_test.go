package env

import "testing"

func TestNearest(t *testing.T) {
	t.Parallel()
	known := []string{"FOOTNOTE_MODE", "FOOTNOTE_MODEL", "FOOTNOTE_EMBEDDER", "FOOTNOTE_DATA"}
	for name, want := range map[string]string{
		"FOOTNOTE_MODLE":    "; did you mean FOOTNOTE_MODE?",
		"FOOTNOTE_MODELS":   "; did you mean FOOTNOTE_MODEL?",
		"FOOTNOTE_EMBEDER":  "; did you mean FOOTNOTE_EMBEDDER?",
		"FOOTNOTE_DATA_DIR": "",
		"FOOTNOTE_DAT":      "; did you mean FOOTNOTE_DATA?",
		"FOOTNOTE_":         "",
	} {
		if got := nearest(name, known); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
}
