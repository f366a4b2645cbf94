package verify

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func split(parts ...string) []Piece {
	var s Splitter
	var all []Piece
	for _, p := range parts {
		all = append(all, s.Add(p)...)
	}
	return append(all, s.End()...)
}

func TestSplit(t *testing.T) {
	for _, test := range []struct {
		text string
		want []Piece
	}{
		{"一是甲。[1]二是乙[2]。", []Piece{{"一是甲。", []int{1}, false}, {"二是乙。", []int{2}, false}}},
		{"It is 8.1 ZB. [1][2] So says Dr. Lin (p. 3). [3]", []Piece{{"It is 8.1 ZB.", []int{1, 2}, false}, {"So says Dr. Lin (p. 3).", []int{3}, false}}},
		{"Is it so? No. [1] See Nos. 5 and 6 of Vol. 2 by Acme Co. Ltd. of York. [2]", []Piece{{"Is it so?", nil, false}, {"No.", []int{1}, false}, {"See Nos. 5 and 6 of Vol. 2 by Acme Co. Ltd. of York.", []int{2}, false}}},
		{"He joined the U.S. Army at 9 a.m. on Monday. [1] He left.", []Piece{{"He joined the U.S. Army at 9 a.m. on Monday.", []int{1}, false}, {"He left.", nil, false}}},
		{"She lives in the U.S. She has a Ph.D. in law from the U.K. [2] It opens at 5 p.m. The rest is closed.", []Piece{
			{"She lives in the U.S.", nil, false}, {"She has a Ph.D. in law from the U.K.", []int{2}, false}, {"It opens at 5 p.m.", nil, false}, {"The rest is closed.", nil, false},
		}},
		{"詳見 https://evil.example/?q=6.6。[1]好嗎?好。", []Piece{{"詳見 https://evil.example/?q=6.6。", []int{1}, false}, {"好嗎?", nil, false}, {"好。", nil, false}}},
		{"In the U.S.", []Piece{{"In the U.S.", nil, false}}},
		{"A. Yes it is [1, 2] and [4-6] [[7]] 【8】［9］[^10] 【3†source】.", []Piece{{"A. Yes it is and.", []int{1, 2, 4, 5, 6, 7, 8, 9, 10, 3}, false}}},
		{"- **甲**很好[1]\n- 乙也好[2]\n", []Piece{{"甲很好", []int{1}, false}, {"乙也好", []int{2}, true}}},
		{"See [1](http://evil.example/x). ![p](http://evil/q) Ok.", []Piece{{"See.", []int{1}, false}, {"Ok.", nil, false}}},
		{"See [good](https://evil.example).", []Piece{{"See good https://evil.example.", nil, false}}},
		{"他說「好。」[1] 然後[-1][0]走了！", []Piece{{"他說「好。」", []int{1}, false}, {"然後走了！", []int{0}, false}}},
		{"\x1b]52;c;AA\x07紅\u202e色\u200b。", []Piece{{"]52;c;AA紅色。", nil, false}}},
		{" \n。[1]\n", nil},
		{"[note] 這不是標記。", []Piece{{"[note] 這不是標記。", nil, false}}},
	} {
		if diff := cmp.Diff(test.want, split(test.text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, diff)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, text := range []string{"一是甲。[1]二是乙[2]。", "It is 8.1 ZB. [1][2] So.", "a [1](http://x) b.\n- c【3†s】", "\xff.[", "[[1]] x! [", "In the U.S. Army, 9 a.m. The", strings.Repeat("字", 900)} {
		f.Add(text, 3)
	}
	f.Fuzz(func(t *testing.T, text string, size int) {
		whole := split(text)
		size = 1 + (size&0xff)%7
		var parts []string
		for rest := text; rest != ""; {
			n := min(size, len(rest))
			parts, rest = append(parts, rest[:n]), rest[n:]
		}
		if diff := cmp.Diff(whole, split(parts...)); diff != "" {
			t.Errorf("%q in pieces of %d (-whole +pieces):\n%s", text, size, diff)
		}
		for _, p := range whole {
			if strings.ContainsAny(p.Text, "\n\x1b") || p.Text == "" {
				t.Errorf("%q", p.Text)
			}
		}
	})
}
