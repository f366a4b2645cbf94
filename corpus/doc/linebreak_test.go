package doc

import "testing"

func TestLineBreak(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"文", "字", ""}, {"一句。", "另一", ""}, {"in", "English", " "}, {"2023", "年", ""}, {"使用", "AI", ""},
		{"「說」", "的", ""}, {"他說“好”", "然後", ""}, {"said “yes”", "then", " "}, {"well-", "known", ""}, {"a -", "b", " "}, {"", "x", " "}, {"infor\u00AD", "mation", ""},
	} {
		if got := LineBreak(c.before, c.after); got != c.want {
			t.Errorf("between %q and %q: %q, want %q", c.before, c.after, got, c.want)
		}
	}
}

func TestSoftBreak(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"文", "字", ""}, {"一句。", "另一", ""}, {"in", "English", " "}, {"重點：", "AI", " "}, {"[!NOTE]", "工程", " "}, {"", "字", " "}, {"등대는", "바다에", " "}, {"灯台は", "海に", ""}, {"字", "", " "}, {"infor\u00AD", "mation", ""},
	} {
		if got := SoftBreak(c.before, c.after); got != c.want {
			t.Errorf("between %q and %q: %q, want %q", c.before, c.after, got, c.want)
		}
	}
}
