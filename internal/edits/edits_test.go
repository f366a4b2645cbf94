package edits

import "testing"

func TestBetween(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"kitten", "sitting", 3}, {"青石渡橋", "青石度橋", 1}, {"ab", "ba", 2}, {"列表", "列", 1}} {
		if got := Between(c.a, c.b); got != c.want {
			t.Errorf("%s, %s: %d", c.a, c.b, got)
		}
		if got := Between(c.b, c.a); got != c.want {
			t.Errorf("%s, %s: %d", c.b, c.a, got)
		}
	}
}
