package term

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"footnote/corpus"
)

// legitimate is text that stays as it is.
var legitimate = []string{
	"", "English, with \"quotes\" & 100 %", "大模型這一年：從百家爭鳴", "国家网信办", "𠮷野家", "第一章　總則",
	"👩‍👩‍👧‍👦 ❤️‍🔥 🏳️‍🌈 👍🏽 1️⃣ 🇹🇼", "🏴" + string([]rune{0xE0067, 0xE0062, 0xE0065, 0xE006E, 0xE0067, 0xE007F}),
	"葛\U000E0100城", "e\u0301 ñ Å", "שלום עולם", "مرحبا بالعالم", "می\u200cخواهم", "क्\u200dष", "\uFFFD is written so", "a\u00a0b",
}

func TestCleanKeeps(t *testing.T) {
	for _, text := range append(legitimate, "two\nlines\n\n\tand a tab\n") {
		if got := Clean(text); got != text {
			t.Errorf("%q is %q", text, got)
		}
	}
	for _, text := range legitimate {
		if got := Line(text); got != text {
			t.Errorf("on one line, %q is %q", text, got)
		}
	}
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"\x1b[31mred\x1b[0m":                         "�[31mred�[0m",
		"\x1b]8;;http://evil.example\x07x\x1b]8;;\a": "�]8;;http://evil.example�x�]8;;�",
		"\x1b]52;c;cm0gLXJm\x07":                     "�]52;c;cm0gLXJm�",
		"\u009b2Jgone\u009d0;title\u009c":            "�2Jgone�0;title�",
		"raw \x9b2J and \xff":                        "raw �2J and �",
		"back\b\b\b\b\x7f":                           "back�����",
		"\x00\x0e":                                   "��",
		"a\rb\r\nc\u2028d\u2029e":                    "a\nb\nc\nd\ne",
		"a\vb\fc\u0085d":                             "a�b�c�d",
		"invoice\u202efdp.exe\u202c":                 "invoice�fdp.exe�",
		"\u2066a\u2069\u2067b\u2068":                 "�a��b�",
		"l\u200er\u200fa\u061c":                      "lra",
		"pay\u200bpal\ufeff\u00ad\u2060\u180e":       "paypal",
		"x" + tags("hidden"):                         "x",
		"🏴" + tags("hidden") + "\U000E007F":          "🏴",
		"a" + strings.Repeat("\ufe01", 9):            "a\ufe01",
		"a" + strings.Repeat("\u200d\u200c", 9):      "a\u200d",
		markStart + "x" + markEnd:                    "�[1;33mx�[0m",
	} {
		if got := Clean(text); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
}

func tags(text string) string {
	return strings.Map(func(r rune) rune { return 0xE0000 + r }, text)
}

func TestLine(t *testing.T) {
	for text, want := range map[string]string{
		"two\nlines":                          "two lines",
		"a\r\n b\rc\vd\fe\u0085f\u2028g\th ":  "a b c d e f g h",
		"far" + strings.Repeat(" ", 80) + "x": "far x",
		" \n ":                                "",
		"a\x1b[2Kb":                           "a�[2Kb",
	} {
		if got := Line(text); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
}

type named string

// A line is one line, whatever its parts are, and its format is as it was written.
func TestPageLine(t *testing.T) {
	var p Page
	p.Line("  %-4s|%s|%v|%d|%v|%s", "ok", "a\n[1] b", errors.New("c\x1b\nd"), 7, named("e\nf\x9b"), []byte("g\nh"))
	if got, want := p.String(), "  ok  |a [1] b|c� d|7|e f�|g h\n"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}

func FuzzShown(f *testing.F) {
	for _, text := range append(legitimate, "\x1b[1;33m\x1b[0m\r\n\u2028\u202e\xff", tags("x")+"\u200d\u200d", "\r\r\n\n") {
		f.Add(text, 1, 3)
	}
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		cleaned, one := Clean(text), Line(text)
		for _, got := range []string{cleaned, one} {
			if bad := forbidden(got); bad != "" {
				t.Errorf("%q is shown as %q, with %s", text, got, bad)
			}
		}
		if strings.ContainsAny(one, "\n\t") || Line(one) != one || Clean(cleaned) != cleaned {
			t.Errorf("%q is %q, and on one line %q; once more %q and %q", text, cleaned, one, Clean(cleaned), Line(one))
		}
		if forbidden(text) == "" && utf8.ValidString(text) && !repeated(text) && cleaned != text {
			t.Errorf("%q is changed to %q", text, cleaned)
		}
		start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
		var p Page
		p.Marked(text, []corpus.Span{{Start: min(start, end), End: max(start, end)}})
		p.Line("  %s  %v", text, errors.New(text))
		before, rest, marked := strings.Cut(p.String(), markStart)
		inside, after, ended := strings.Cut(rest, markEnd)
		if bad := forbidden(before + inside + after); bad != "" || !marked || !ended {
			t.Errorf("%q is marked as %q, with %s", text, p.String(), bad)
		}
	})
}

// forbidden is a character that must not be shown, by the classes of Unicode.
func forbidden(text string) string {
	for _, f := range flags {
		text = strings.ReplaceAll(text, f, "")
	}
	for _, r := range text {
		bad := unicode.Is(unicode.Cc, r) && r != '\n' && r != '\t' || unicode.Is(unicode.Bidi_Control, r) || unicode.In(r, unicode.Zl, unicode.Zp) ||
			unicode.Is(unicode.Cf, r) && !unicode.In(r, unicode.Join_Control, unicode.Prepended_Concatenation_Mark) ||
			r >= 0xE0000 && r <= 0xE0FFF && !unicode.Is(unicode.Variation_Selector, r)
		if bad {
			return fmt.Sprintf("%U", r)
		}
	}
	return ""
}

// repeated reports joiners or selectors that follow one another.
func repeated(text string) bool {
	before := false
	for _, r := range text {
		now := unicode.In(r, unicode.Join_Control, unicode.Variation_Selector)
		if now && before {
			return true
		}
		before = now
	}
	return false
}

func TestScreen(t *testing.T) {
	const hostile = "a\x1b[2Jb\u202e\n"
	var out bytes.Buffer
	s := New(&out)
	var p Page
	p.Text(hostile)
	for want, print := range map[string]func() error{
		"a�[2Jb�\n":   func() error { return s.Text(hostile) },
		"x a�[2Jb�\n": func() error { return s.Line("x %s", hostile) },
		hostile:       func() error { return s.Verbatim(hostile) },
	} {
		out.Reset()
		if err := print(); err != nil || out.String() != want {
			t.Errorf("%q, %v; not %q", out.String(), err, want)
		}
	}
	out.Reset()
	if n, err := s.Write([]byte(hostile)); n != len(hostile) || err != nil {
		t.Error(n, err)
	}
	if err := s.Show(&p); err != nil {
		t.Error(err)
	}
	s.terminal = true
	if err := s.Verbatim(hostile); err != nil {
		t.Error(err)
	}
	if got := out.String(); got != strings.Repeat("a�[2Jb�\n", 3) {
		t.Errorf("%q", got)
	}
}
