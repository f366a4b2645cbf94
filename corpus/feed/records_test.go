package feed

import "testing"

func TestSeveral(t *testing.T) {
	for text, want := range map[string]bool{
		`{"a": 1}`: false, " {\"a\": [1, {}]}\n": false, `[1, 2]`: false, `{"a": "}{\"} {"}`: false, `"a b"`: false, "12": false, "": false,
		"{\"a\": 1}\n{\"a\": 2}\n": true, `{"a": "}"}{"a": 2}`: true, "[1]\n[2]": true, "\"a b\"\n\"c\"": true, "1\n2\n3\n": true,
	} {
		if got := several(text); got != want {
			t.Errorf("several(%q) is %v", text, got)
		}
	}
}
