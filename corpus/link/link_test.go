package link_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/link"
)

// read is an article of an address, and the span of a sentence of it.
func read(t testing.TB, source, text, sentence string) (*corpus.Article, corpus.Span) {
	t.Helper()
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Name: "page.md", Source: source, Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	start := strings.Index(a.Text, sentence)
	if start < 0 {
		t.Fatalf("%q is not in %q", sentence, a.Text)
	}
	return a, corpus.Span{Start: start, End: start + len(sentence)}
}

const page = "https://example.org/tower"

// Only what was fetched from the web is linked, without secrets.
func TestAddresses(t *testing.T) {
	const text, sentence = "# Tower\n\nIt is tall.\n", "It is tall."
	for source, want := range map[string]struct {
		address string
		public  bool
	}{
		"https://example.org/tower":                             {page + "#:~:text=It%20is%20tall", true},
		"https://EXAMPLE.org:443/tower":                         {page + "#:~:text=It%20is%20tall", true},
		"http://例え.jp/塔":                                        {"http://xn--r8jz45g.jp/%E5%A1%94#:~:text=It%20is%20tall", true},
		"https://example.org/a_(b)?q='<x>`|*&r=[1]":             {"https://example.org/a_%28b%29?q=%27%3Cx%3E%60%7C%2A&r=%5B1%5D#:~:text=It%20is%20tall", true},
		"https://example.org/100%?a=%":                          {"", false},
		"http://wiki.lan:8080/tower":                            {"http://wiki.lan:8080/tower#:~:text=It%20is%20tall", false},
		"http://10.0.0.7/tower":                                 {"http://10.0.0.7/tower#:~:text=It%20is%20tall", false},
		"https://discord.com/channels/1/2/3":                    {"https://discord.com/channels/1/2/3", true},
		"https://discord.com/channels/@me/2/3":                  {},
		"https://me:secret@example.org/tower":                   {},
		"https://example.org/tower?token=secret":                {},
		"https://example.org/tower?x=a1b2c3d4e5f6g7h8i9j0k":     {},
		"https://example.org/all.zip/tower.md":                  {},
		"https://example.org/download?id=5#tower.md":            {},
		"https://example.org/" + strings.Repeat("a", 700):       {},
		"https://[2001:db8::1]/tower":                           {},
		"ftp://example.org/tower":                               {},
		"javascript://example.org/%0aalert(1)":                  {},
		"https://example.org\\@evil.example/":                   {},
		"tower.md":                                              {},
		"built-in":                                              {},
		"-":                                                     {},
		"https://example.org/tower\n](https://evil.example/)":   {},
		"https://example.org/tower>)[x](https://evil.example/)": {"https://example.org/tower%3E%29%5Bx%5D%28https://evil.example/%29#:~:text=It%20is%20tall", true},
		"https://example.org/report.docx":                       {"https://example.org/report.docx", true},
		"https://example.org/page.html?file=x.docx":             {"https://example.org/page.html?file=x.docx#:~:text=It%20is%20tall", true},
	} {
		a, s := read(t, "x.md", text, sentence)
		a.Source = source
		got := link.To(a, s)
		if got.Address != want.address || got.Public != want.public {
			t.Errorf("%q:\n got %q, %t\nwant %q, %t", source, got.Address, got.Public, want.address, want.public)
		}
	}
	if got := link.To(nil); got != (link.Link{}) {
		t.Errorf("no article: %+v", got)
	}
	a, _ := read(t, page, text, sentence)
	if got, want := link.To(a), (link.Link{Address: page, Page: page, Host: "example.org", Public: true}); got != want {
		t.Errorf("no sentence: %+v", got)
	}
}

// The words that are looked for stand in the sentence as they do in the page: whole
// clauses, from the first to the last.
func TestWords(t *testing.T) {
	for name, c := range map[string]struct{ text, sentence, want string }{
		"one clause":                 {"塔在港口。燈塔高四十二公尺。", "燈塔高四十二公尺。", "text=燈塔高四十二公尺"},
		"from the first to the last": {"燈塔高四十二公尺，漆成白色，建於一八九八年。", "燈塔高四十二公尺，漆成白色，建於一八九八年。", "text=燈塔高四十二公尺,建於一八九八年"},
		"short ends":                 {"「是的，」燈塔看守人回答說，「對。」", "「是的，」燈塔看守人回答說，「對。」", "text=燈塔看守人回答說"},
		"all short":                  {"是的，對。", "是的，對。", "text=是的,對"},
		"said before":                {"燈塔高四十二公尺。燈塔高四十二公尺，漆成純白色的。", "燈塔高四十二公尺，漆成純白色的。", "text=漆成純白色的"},
		"said before, all of it":     {"燈塔高四十二公尺。它很高。\n\n## 又\n\n它很高。燈塔高四十二公尺", "燈塔高四十二公尺", "text=燈塔高四十二公尺"},
		"English":                    {"The tower is forty-two metres tall, isn't it?", "The tower is forty-two metres tall, isn't it?", "text=The tower is forty%2Dtwo metres tall"},
		"a long clause":              {"The tower that stands at the northern end of the harbour was painted white in the spring of 1898 by masons.", "The tower that stands at the northern end of the harbour was painted white in the spring of 1898 by masons.", "text=The tower that stands at the northern,white in the spring of 1898 by masons"},
		"numbers":                    {"據統計2022年我國數據產量為8.1ZB，占全球的10.5%，共1,000件。", "據統計2022年我國數據產量為8.1ZB，占全球的10.5%，共1,000件。", "text=據統計2022年我國數據產量為8.1ZB,共1,000件"},
		"a raised number":            {"塔的體積是10⁶立方公尺，漆成純白色的。", "塔的體積是10⁶立方公尺，漆成純白色的。", "text=漆成純白色的"},
		"marks of directives":        {"A tall, white & old-fashioned tower stands there.", "A tall, white & old-fashioned tower stands there.", "text=old%2Dfashioned tower stands there"},
		"no words":                   {"塔。……！", "……！", ""},
		"glosses that went":          {"盤(pán)古氣象大模型，能做全球預報，只要幾秒鐘的時間。", "盤古氣象大模型，能做全球預報，只要幾秒鐘的時間。", "text=盤古氣象大模型&text=能做全球預報&text=只要幾秒鐘的時間"},
	} {
		t.Run(name, func(t *testing.T) {
			a, s := read(t, page, c.text+"\n", c.sentence)
			got := link.To(a, corpus.Span{Start: strings.LastIndex(a.Text, c.sentence), End: strings.LastIndex(a.Text, c.sentence) + s.End - s.Start}).Address
			place := strings.TrimPrefix(strings.TrimPrefix(got, page), "#:~:")
			plain, err := url.PathUnescape(strings.ReplaceAll(place, "%2D", "%252D"))
			if err != nil || plain != c.want {
				t.Errorf("%q, %v\nwant %q", plain, err, c.want)
			}
		})
	}
}

// Several sentences are all marked, as far as the address has room; a page of a PDF is
// opened by its number.
func TestPlaces(t *testing.T) {
	a, first := read(t, page, "塔高四十二公尺。它漆成白色。\n", "塔高四十二公尺。")
	second := corpus.Span{Start: first.End, End: first.End + len("它漆成白色。")}
	if got, want := link.To(a, first, second).Address, page+"#:~:text="+url.QueryEscape("塔高四十二公尺")+"&text="+url.QueryEscape("它漆成白色"); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	var many []corpus.Span
	for range 40 {
		many = append(many, first)
	}
	if n := len(link.To(a, many...).Address); n > 600 {
		t.Errorf("%d bytes", n)
	}
	for source, want := range map[string]string{page: "#page=7", page + ".pdf": "#page=7", page + ".epub": "", page + ".xlsx": ""} {
		a.Source, a.Pages = source, []corpus.Page{{Number: 7}}
		if got := strings.TrimPrefix(link.To(a, first).Address, source); got != want {
			t.Errorf("%s: %q", source, got)
		}
		a.Pages = []corpus.Page{{Number: 7, Unit: doc.Rows}}
		if got := strings.TrimPrefix(link.To(a, first).Address, source); got != "" {
			t.Errorf("%s, a row: %q", source, got)
		}
	}
}

// harmless is what any link may look like, whatever stands in the article and in its
// source: nothing that Markdown, a terminal or HTML would take for its own.
var harmless = regexp.MustCompile(`^https?://[a-z0-9._-]+(:[0-9]+)?/[A-Za-z0-9._~:/?@$&+,;=%-]*(#page=[0-9]+|#:~:text=[A-Za-z0-9._%,&=-]*)?$`)

func FuzzTo(f *testing.F) {
	f.Add(page, "燈塔高四十二公尺，漆成白色。", 0, 9)
	f.Add("https://example.org/a?b=(c)", "It is 10⁶ m² tall, isn't it? [x](https://evil.example)", 0, 20)
	f.Add("https://me:pass@example.org/", "a", 0, 1)
	f.Add("https://example.org/\u202e%", "- a, b & c > d", 2, 9)
	f.Fuzz(func(t *testing.T, source, text string, start, length int) {
		if !utf8.ValidString(text) || start < 0 || length < 0 || start > len(text) || length > len(text)-start {
			t.Skip()
		}
		for start > 0 && start < len(text) && !utf8.RuneStart(text[start]) {
			start--
		}
		end := start + length
		for end > start && end < len(text) && !utf8.RuneStart(text[end]) {
			end--
		}
		a := &corpus.Article{Source: source, Title: "t", Text: text}
		got := link.To(a, corpus.Span{Start: start, End: end})
		if got == (link.Link{}) {
			return
		}
		if !harmless.MatchString(got.Address) || !strings.HasPrefix(got.Address, got.Page) || len(got.Address) > 1200 {
			t.Errorf("%q", got.Address)
		}
		u, err := url.Parse(got.Address)
		if err != nil || u.Host != got.Host || u.User != nil {
			t.Errorf("%q leads to %v, %v", got.Address, u, err)
		}
	})
}
