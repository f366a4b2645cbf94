package markdown

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/internal/discordtest"
)

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"plain prose, 中文也是。 It costs 3.14 (about [1]).": "plain prose, 中文也是。 It costs 3.14 (about [1]).",
		"*a* _b_ ~~c~~ `d` ||e||":                       `\*a\* \_b\_ \~\~c\~\~ ` + "\\`d\\`" + ` \|\|e\|\|`,
		"# head\n> quote\n- item\n-# small\n1. one":     "\\# head\n\\> quote\n\\- item\n\\-# small\n1\\. one",
		"<@1> <@&2> <#3> </a:4> <t:5:R> <:e:6>":         "<\u200b@1> <\u200b@&2> <\u200b#3> <\u200b/a:4> <\u200bt:5:R> <\u200b:e:6>",
		"@everyone @HERE a@b.c":                         "@\u200beveryone @\u200bHERE a@b.c",
		"https://evil.example discord.gg/x www.a.b":     "https:\u200b//evil.example discord\u200b.gg/x www\u200b.a.b",
		"[good](https://evil.example)":                  "[good]\\(https:\u200b//evil.example)",
		"\u202eabc\u200b\u0000\ufeffd":                  "abcd",
		"a" + strings.Repeat("\u0301", 30):              "a" + strings.Repeat("\u0301", maxMarks),
		"👨\u200d👩\u200d👧 ❤\ufe0f x\u200dy":              "👨\u200d👩\u200d👧 ❤\ufe0f xy",
	} {
		if got := Escape(in); got != want {
			t.Errorf("Escape(%q)\n got %q\nwant %q", in, got, want)
		}
		if got := Unescape(Escape(in)); got != Clean(in) {
			t.Errorf("Unescape(Escape(%q)) is %q", in, got)
		}
	}
}

var (
	unescMark = regexp.MustCompile("(^|[^\\\\])(\\\\\\\\)*[*_~`|]")
	lineMark  = regexp.MustCompile(`(?m)^ *(#{1,6} |> |>>> |[-+] |-# |[0-9]+\. )`)
)

func TestHostile(t *testing.T) {
	for _, text := range discordtest.Hostile() {
		checkSafe(t, text)
	}
}

func checkSafe(t *testing.T, text string) {
	t.Helper()
	got := Escape(text)
	for name, bad := range map[string]*regexp.Regexp{"markup": unescMark, "markup of a line": lineMark} {
		if found := bad.FindString(got); found != "" {
			t.Errorf("Escape(%q) is %q: %s, %q", text, got, name, found)
		}
	}
	if found := discordtest.Unsafe(got); found != "" {
		t.Errorf("Escape(%q) is %q: %q", text, got, found)
	}
	if !utf8.ValidString(got) {
		t.Errorf("Escape(%q) is not UTF-8", text)
	}
	if back := Unescape(got); back != Clean(text) {
		t.Errorf("Unescape(Escape(%q)) is %q, want %q", text, back, Clean(text))
	}
	if again := Clean(Clean(text)); again != Clean(text) {
		t.Errorf("Clean(%q) is not Clean of itself", text)
	}
}

func FuzzEscape(f *testing.F) {
	for _, attack := range discordtest.Hostile() {
		f.Add(attack)
	}
	f.Fuzz(checkSafe)
}

// TestLink checks that a link is a link with its text unchanged, or just its text.
func TestLink(t *testing.T) {
	const page = "https://example.org/a?b=c#:~:text=d,e%20f&text=g"
	for _, c := range []struct{ text, to, want string }{
		{"Tower › Outside", page, "[Tower › Outside](<" + page + ">)"},
		{"*a* [b] <@1> `c`", page, "[\\*a\\* ［b］ <\u200b@1> \\`c\\`](<" + page + ">)"},
		{"a](<https://evil.example>)[b", page, "[a］\\(<\u200bhttps:\u200b//evil.example>)［b](<" + page + ">)"},
		{"a\\", page, "[a\\\\](<" + page + ">)"},
		{"a", "https://example.org/>)", "a"},
		{"a", "https://example.org/a b", "a"},
		{"a", "https://example.org/a\n", "a"},
		{"a", "https://me@example.org/", "a"},
		{"a", "https://example.org/(b)", "a"},
		{"a", "javascript:alert(1)", "a"},
		{"a", "", "a"},
		{" \u200b", page, ""},
		{"a\nb", page, "a\nb"},
	} {
		if got := Link(c.text, c.to); got != c.want {
			t.Errorf("Link(%q, %q)\n got %q\nwant %q", c.text, c.to, got, c.want)
		}
	}
}

// TestLinksStayWhole checks that no link is cut in two.
func TestLinksStayWhole(t *testing.T) {
	one := Link("A title, of several words: and a section", "https://example.org/"+strings.Repeat("a", 100)) + "，"
	text := strings.Repeat(one, 100)
	n := 0
	for _, page := range Pages(text, 2000) {
		if rest := strings.ReplaceAll(page, one, ""); rest != "" {
			t.Errorf("%q is cut", rest)
		}
		n += strings.Count(page, one)
	}
	if n != 100 {
		t.Errorf("%d links", n)
	}
}

func TestPages(t *testing.T) {
	sentence := "這是一個完整的句子，裡面有3.14這個數字。"
	for name, text := range map[string]string{
		"chinese":   strings.Repeat(sentence, 300),
		"one line":  strings.Repeat("字", 5000),
		"emoji":     strings.Repeat("👨\u200d👩\u200d👧\u200d👦", 300),
		"footnotes": strings.Repeat("Said so. [12]\n", 400),
		"escapes":   strings.Repeat(`\*`, 3000),
		"links":     strings.Repeat("https://example.org/a/long/path/that/goes/on ", 200),
		"large":     strings.Repeat("A sentence in English. 一句中文。\n\n", 4000),
	} {
		t.Run(name, func(t *testing.T) { checkPages(t, text, 2000) })
	}
	if pages := Pages(strings.Repeat(sentence, 300), 2000); !strings.HasSuffix(pages[0], "。") {
		t.Errorf("the first page ends with %q", pages[0][len(pages[0])-12:])
	}
}

func TestFence(t *testing.T) {
	for _, text := range []string{"intro\n```go\n" + strings.Repeat("x := 1\n", 900) + "```\nend", "```\n" + strings.Repeat("y\n", 3000)} {
		pages := Pages(text, 2000)
		for i, p := range pages {
			if Length(p) > 2000 {
				t.Errorf("page %d has %d units", i, Length(p))
			}
			if i < len(pages)-1 && strings.Count(p, "```")%2 != 0 {
				t.Errorf("page %d leaves a fence open", i)
			}
		}
	}
}

func checkPages(t *testing.T, text string, limit int) {
	t.Helper()
	pages := Pages(text, limit)
	for i, p := range pages {
		if n := Length(p); n > limit {
			t.Errorf("page %d has %d units", i, n)
		}
		if !utf8.ValidString(p) && utf8.ValidString(text) {
			t.Errorf("page %d is not UTF-8", i)
		}
	}
	if strings.Contains(text, "```") {
		return
	}
	if strings.Join(pages, "") != text {
		t.Error("the pages together are not the text")
	}
	starts := map[int]bool{0: true}
	at, longest := 0, 0
	for g := range doc.Graphemes(text) {
		at += len(g)
		starts[at] = true
		longest = max(longest, Length(g))
	}
	at = 0
	for i, p := range pages {
		if at += len(p); !starts[at] && longest < limit {
			t.Errorf("page %d ends within a character", i)
		}
	}
}

func FuzzPages(f *testing.F) {
	f.Add("a. b, c\n\nd 👨\u200d👩\u200d👧", 64)
	f.Add(strings.Repeat("`x` [1] \\* https://a.b ", 20), 70)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		if limit < 64 || limit > 4000 {
			t.Skip()
		}
		checkPages(t, text, limit)
	})
}
