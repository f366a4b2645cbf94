package term

import "testing"

func TestCount(t *testing.T) {
	for _, c := range []struct {
		n                  int
		what, want, column string
	}{
		{0, "passage", "0 passages", "   0 passages"},
		{1, "passage", "1 passage", "   1 passage "},
		{12, "passage", "12 passages", "  12 passages"},
		{1, "gloss", "1 gloss", ""},
		{2, "gloss", "2 glosses", ""},
	} {
		if got := Count(c.n, c.what); got != c.want {
			t.Errorf("%q, not %q", got, c.want)
		}
		if got := Column(4, c.n, c.what); c.column != "" && got != c.column {
			t.Errorf("%q, not %q", got, c.column)
		}
	}
}
