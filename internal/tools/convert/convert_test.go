package main

import (
	"path/filepath"
	"testing"
)

func TestWanted(t *testing.T) {
	for _, test := range []struct {
		text  string
		score float32
		want  bool
	}{
		{"▁the", -4, true}, {"大模型", -12, true}, {"カタカナ", -10, true}, {"。", -5, true}, {"▁", -3, true}, {"😀", -12, true},
		{"é", -9, true}, {"▁café", -11, true}, {"▁café", -14, false}, {"▁część", -11, false}, {"ż", -11, true},
		{"привет", -9, false}, {"한국", -9, false}, {"العربية", -9, false},
	} {
		if got := wanted(piece{text: test.text, score: test.score}); got != test.want {
			t.Errorf("%q at %v: %t", test.text, test.score, got)
		}
	}
}

// Any other file is an error, not a panic.
func TestParseForeign(t *testing.T) {
	for _, data := range []string{"", "E5S1", "E5S1\x01\x00\x00\x00\xff\xff\xff\x7f", "PK\x03\x04 and so on"} {
		if s, err := parse([]byte(data)); err == nil {
			t.Errorf("%q: %+v", data, s.Sizes)
		}
	}
	if err := run(filepath.Join(t.TempDir(), "none"), filepath.Join(t.TempDir(), "out")); err == nil {
		t.Error("no error where there is no file")
	}
}
