package columns

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "a": 1, "燈塔": 4, "，。「」": 8, "ｶﾅ": 2, "ＡＢ": 4, "\u3000": 2, "한글": 4, "é": 1, "e\u0301": 1, "𠮷": 2, "葛\U000E0100": 2,
		"“…—”": 4, "①": 1, "👩‍👩‍👧‍👦": 2, "👍🏽": 2, "❤️": 2, "🇹🇼": 2, "☀": 1, "\ufffd": 1, "\u200b": 0, "ﷺ": 1,
	} {
		if got := Width(text); got != want {
			t.Errorf("%q takes %d columns, want %d", text, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text        string
		most        int
		end, middle string
	}{
		{"abcdef", 6, "abcdef", "abcdef"},
		{"abcdef", 5, "abcd…", "ab…ef"},
		{"abc def", 5, "abc…", "ab…ef"},
		{"abcdef", 1, "…", "…"},
		{"abcdef", 0, "", ""},
		{"燈塔手冊", 8, "燈塔手冊", "燈塔手冊"},
		{"燈塔手冊", 7, "燈塔手…", "燈…手冊"},
		{"燈塔手冊", 6, "燈塔…", "燈…冊"},
		{"燈塔手冊", 2, "…", "…"},
		{"燈塔 年報.pdf", 10, "燈塔 年報…", "燈塔 ….pdf"},
		{"cafe\u0301s", 4, "caf…", "ca…s"},
		{"👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3, "👩‍👩‍👧‍👦…", "…👩‍👩‍👧‍👦"},
	} {
		if end, middle := Cut(c.text, c.most), CutMiddle(c.text, c.most); end != c.end || middle != c.middle {
			t.Errorf("%q in %d: %q, %q, want %q, %q", c.text, c.most, end, middle, c.end, c.middle)
		}
	}
}

// wrapped returns text wrapped at once, and wrapped while it arrives one character at a time.
func wrapped(width, hang int, text string) (whole, streamed string) {
	w := Wrapper{Width: width}
	w.Hang(hang)
	whole = w.Add(text) + w.End()
	w = Wrapper{Width: width}
	w.Hang(hang)
	for _, r := range text {
		streamed += w.Add(string(r))
	}
	return whole, streamed + w.End()
}

func TestWrapper(t *testing.T) {
	const red, plain, link = "\x1b[31m", "\x1b[0m", "\x1b]8;;https://a.example/b\x1b\\"
	for name, c := range map[string]struct {
		width      int
		text, want string
		hang       int
	}{
		"short":              {10, "one two\n\nthree", "one two\n\nthree", 0},
		"words":              {10, "one two three four", "one two\nthree four", 0},
		"just":               {7, "one two", "one two", 0},
		"a space at the end": {7, "one two three ", "one two\nthree ", 0},
		"Chinese":            {10, "燈塔高四十二公尺", "燈塔高四十\n二公尺", 0},
		"an odd width":       {11, "燈塔高四十二公尺", "燈塔高四十\n二公尺", 0},
		"not before 。":       {10, "燈塔高四十。白色", "燈塔高四\n十。白色", 0},
		"not before 」":       {10, "「燈塔高四」，白", "「燈塔高\n四」，白", 0},
		"not after 「":        {10, "燈塔叫做「白塔」", "燈塔叫做\n「白塔」", 0},
		"not before ！？…":     {8, "燈塔白色！？…好", "燈塔白\n色！？…\n好", 0},
		"quotes":             {10, "他說：“好的”。", "他說：“好\n的”。", 0},
		"both scripts":       {13, "產量為8.1ZB，排在全球第二", "產量為8.1ZB，\n排在全球第二", 0},
		"number and unit":    {9, "共 1,234.5 公尺", "共\n1,234.5\n公尺", 0},
		"an address":         {20, "see https://a.example/b-c/d?e=f&g#h for it", "see\nhttps://a.example/b-c/d?e=f&g#h\nfor it", 0},
		"address, Chinese":   {20, "見https://a.example/b-c/d，然後", "見\nhttps://a.example/b-c/d，\n然後", 0},
		"a long path":        {8, "a /home/a/b-c.txt b", "a\n/home/a/b-c.txt\nb", 0},
		"hyphens":            {6, "well-known", "well-known", 0},
		"a dash":             {8, "well—known", "well—\nknown", 0},
		"no break":           {8, "one 8\u00a0km two", "one 8\u00a0km\ntwo", 0},
		"a mark":             {9, "a two. [1] c", "a\ntwo. [1]\nc", 0},
		"marks":              {20, "It is white. [1][2]", "It is white. [1][2]", 0},
		"marks, narrow":      {18, "It is white. [1][2]", "It is\nwhite. [1][2]", 0},
		"a wide mark":        {8, "a longer. [10]", "a\nlonger.\n[10]", 0},
		"left out":           {10, "It is so. […]", "It is\nso. […]", 0},
		"a footnote":         {30, "[1][2] 大模型這一年：從百家爭鳴到大企業領軍 › 02", "[1][2] 大模型這一年：從百家爭\n       鳴到大企業領軍 › 02", 0},
		"an item":            {20, "- one two three four five\nsix seven eight nine", "- one two three four\n  five\nsix seven eight nine", 0},
		"numbered":           {21, " 12. one two three four", " 12. one two three\n     four", 0},
		"indented":           {24, "    one two three four five", "    one two three four\n    five", 0},
		"said to hang":       {24, "id  one two three four five six", "id  one two three four\n    five six", 4},
		"too deep":           {16, "[1][2][3] one two three", "[1][2][3] one\n  two three", 0},
		"a note":             {30, "footnote: one two three four five", "footnote: one two three four\n          five", 0},
		"colours":            {10, "它建於" + red + "1898年到今" + plain + "天。", "它建於" + red + "1898\n年到今" + plain + "天。", 0},
		"colour at the end":  {10, red + "one two three" + plain + "\nfour", red + "one two\nthree" + plain + "\nfour", 0},
		"nothing but colour": {10, red + plain + "\n", red + plain + "\n", 0},
		"a link":             {10, "    " + link + "https://a.example/b\x1b]8;;\x1b\\\n", "    " + link + "https://a.example/b\x1b]8;;\x1b\\\n", 0},
		"tabs":               {20, "a\tb\tcccc dd", "a\tb\tcccc\ndd", 0},
		"wide space":         {10, "第一章　總則規定", "第一章　總\n則規定", 0},
		"begins wide":        {10, "　　第一章總則", "　　第一章\n總則", 0},
		"a path, too deep":   {30, "ok    data       /home/reader/footnote.db ok", "ok    data\n  /home/reader/footnote.db ok", 17},
		"too wide anywhere":  {30, "[1] https://a.example/0123456789/0123456789", "[1] https://a.example/0123456789/0123456789", 0},
		"no width":           {0, "one two three", "one two three", 0},
	} {
		whole, streamed := wrapped(c.width, c.hang, c.text)
		if d := cmp.Diff(c.want, whole); d != "" {
			t.Errorf("%s (-want +got)\n%s%s", name, d, whole)
		}
		if streamed != whole {
			t.Errorf("%s: streamed, the result is\n%s", name, streamed)
		}
	}
}

// While text is streamed, each word is shown as soon as its place is final.
func TestStreaming(t *testing.T) {
	w := Wrapper{Width: 12}
	var got []string
	for _, delta := range []string{"It", " is ", "wh", "ite. ", "[", "1]", " 燈", "塔", "。", "\n", "b"} {
		got = append(got, w.Add(delta))
	}
	got = append(got, w.End())
	want := []string{"", "It", " is", "", "", "", "\nwhite. [1]", "\n燈", "", "塔。\n", "", "b"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// letters returns a text without its white space.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) && r != '\u00a0' {
			return -1
		}
		return r
	}, text)
}

// No line is wider than the terminal unless it is a single word, only white space is added or
// removed, and words of ASCII text stay separate.
func FuzzWrapper(f *testing.F) {
	for _, text := range []string{"one two three", "燈塔高四十二公尺，漆成白色。「白塔」", "a [1] b [2][3]\n- c\n\n  1. d", "https://a.example/b?c 見", "\x1b[31ma b\x1b[0m c", "👩‍👩‍👧‍👦 ❤️‍🔥\t\u3000", "a\u200db\u00ad"} {
		f.Add(text, 10, 0)
		f.Add(text, 20, 7)
	}
	f.Fuzz(func(t *testing.T, text string, width, hang int) {
		width, hang = 1+abs(width)%120, abs(hang)%200
		text = strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' && r != '\t' && r != 0x1b || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 {
				return -1 // such characters are never shown
			}
			return r
		}, strings.ToValidUTF8(text, ""))
		whole, streamed := wrapped(width, hang, text)
		for _, got := range []string{whole, streamed} {
			if letters(got) != letters(text) {
				t.Fatalf("%q is wrapped as %q", text, got)
			}
			for line := range strings.SplitSeq(parse(got).plain, "\n") {
				inside := strings.TrimRight(strings.TrimLeft(line, blank), blank)
				l := line
				if Width(strings.ReplaceAll(strings.TrimRight(l, blank), "\t", "        ")) > width && len(parse(inside).words()) > 1 && !strings.Contains(line, "\t") {
					t.Errorf("%d columns: %q of %q", width, line, text)
				}
			}
		}
		if words := strings.Fields(parse(text).plain); ascii(text) {
			if d := cmp.Diff(words, strings.Fields(parse(whole).plain)); d != "" {
				t.Errorf("%q is wrapped as %q", text, whole)
			}
		}
	})
}

func ascii(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 })
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}
