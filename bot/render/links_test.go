package render_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/bot/render"
	"footnote/bot/texts"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/discordtest"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

// linked matches a link as Discord shows it: even a bracket after a backslash ends its text.
var linked = regexp.MustCompile(`\[([^\[\]\n]+)\]\(<(https?://[a-z0-9._:-]+/[A-Za-z0-9._~:/?#@$&+,;=%-]*)>\)`)

// aboutPage answers a question with the sentences of a page that has a title and an address.
func aboutPage(t testing.TB, source, title string, sentences ...string) rag.Answer {
	t.Helper()
	article, err := new(corpus.Reader).Read(t.Context(), doc.File{Name: "page.md", Source: "page.md", Data: []byte(strings.Join(sentences, " "))})
	if err != nil {
		t.Fatal(err)
	}
	article.Source, article.Title = source, title
	passage, _ := index.New([]*corpus.Article{article}).Passage(article, 0)
	a := rag.Answer{Tier: rag.TierSure}
	for n, s := range sentences {
		start := max(strings.Index(article.Text, s), 0)
		a.Footnotes = append(a.Footnotes, rag.Footnote{Number: n + 1, Ref: passage, Span: corpus.Span{Start: start, End: min(start+len(s), len(article.Text))}, Quote: s})
		a.Text += s + " [" + string(rune('1'+n)) + "] "
	}
	return a
}

// A reader of English sees answers and their sources.
type reader struct {
	signer   render.Signer
	question render.Question
}

func newReader() reader {
	return reader{render.NewSigner("token"), render.Question{Text: "How tall?", Scope: store.Guild("1"), Texts: texts.NewCatalog(nil).ForLocale("en-US")}}
}

func (r reader) answer(a rag.Answer) string {
	var out strings.Builder
	for _, m := range r.signer.Answer(r.question, a, nil, nil, false) {
		out.WriteString(*m.Content)
	}
	return out.String()
}

func (r reader) sources(a rag.Answer) string {
	return strings.Join(render.Sources(r.question.Texts, render.Cited(a.Footnotes)), "")
}

// TestLinks checks that links lead to the page that was fetched, and only if it is public.
func TestLinks(t *testing.T) {
	r := newReader()
	for source, want := range map[string]string{
		"https://example.org/tower":              "-# [1] [Tower](<https://example.org/tower#:~:text=The%20tower%20is%2042%20metres%20tall>) ·\u00a0example.org",
		"https://example.org/tower_(old)?a=b|c>": "-# [1] [Tower](<https://example.org/tower_%28old%29?a=b%7Cc%3E#:~:text=The%20tower%20is%2042%20metres%20tall>) ·\u00a0example.org",
		"http://wiki.lan:8080/tower":             "-# [1] Tower",
		"http://10.1.2.3/tower":                  "-# [1] Tower",
		"https://me:secret@example.org/tower":    "-# [1] Tower",
		"https://example.org/tower?key=secret":   "-# [1] Tower",
		"tower.md":                               "-# [1] Tower",
	} {
		a := aboutPage(t, source, "Tower", "The tower is 42 metres tall.")
		lines := strings.Split(r.answer(a), "\n")
		if d := cmp.Diff(want, lines[len(lines)-1]); d != "" {
			t.Errorf("%s (-want +got)\n%s", source, d)
		}
		if got := r.sources(a); linked.MatchString(got) != strings.Contains(want, "](<") || strings.Contains(got, "secret") || strings.Contains(got, "wiki.lan") {
			t.Errorf("%s: %s", source, got)
		}
	}
}

// TestSourceOfArticle checks that the source of an article is shown without secrets, and is a
// link if it is public.
func TestSourceOfArticle(t *testing.T) {
	for source, want := range map[string]string{
		"https://example.org/tower_(old)":      "<https://example.org/tower_%28old%29>",
		"http://wiki.lan:8080/tower":           "http:\u200b//wiki.lan:8080/tower",
		"https://me:secret@example.org/tower":  "https:\u200b//example.org/tower",
		"https://example.org/tower?key=secret": "https:\u200b//example.org/tower?key=…",
		"report #3 of https.md":                "report #3 of https.md",
		"built-in":                             "built-in",
	} {
		a := aboutPage(t, source, "Tower", "The tower is 42 metres tall.").Footnotes[0].Article
		all := []*corpus.Article{a}
		lines := strings.Split(strings.TrimSpace(render.Articles(newReader().question.Texts, all, all)[0]), "\n")
		if d := cmp.Diff("-# Source: "+want, lines[len(lines)-1]); d != "" {
			t.Errorf("%s (-want +got)\n%s", source, d)
		}
	}
}

// TestLinksGiveWay checks that links are dropped before an answer takes one more message.
func TestLinksGiveWay(t *testing.T) {
	r := newReader()
	sentence := strings.Repeat("The tower is 42 metres tall and white, and stands by the sea; ", 29) + strings.Repeat("and ", 10) + "it was built in 1898."
	a := aboutPage(t, "https://example.org/tower", "Tower", sentence)
	if got := r.answer(a); linked.MatchString(got) || !strings.HasSuffix(got, "-# [1] Tower") || len(got) > 2000 {
		t.Errorf("%d bytes: %s", len(got), got)
	}
	if got := r.answer(aboutPage(t, "https://example.org/tower", "Tower", sentence[len(sentence)/2:])); !linked.MatchString(got) {
		t.Errorf("there is room for a link: %s", got)
	}
}

// checkLinks checks that an answer from a page, whatever its title and address are, has one
// link and nothing else that leads anywhere.
func (r reader) checkLinks(t *testing.T, page *corpus.Article, source, title string) {
	t.Helper()
	article := *page
	article.Source, article.Title = source, title
	sentence := article.Passages[0].Sentences[0]
	f := rag.Footnote{Number: 1, Ref: index.Ref{Article: &article}, Span: sentence, Quote: article.Quote(sentence)}
	a := rag.Answer{Tier: rag.TierSure, Text: f.Quote + " [1]", Footnotes: []rag.Footnote{f}}
	for name, got := range map[string]string{"an answer": r.answer(a), "sources": r.sources(a)} {
		links := linked.FindAllStringSubmatch(got, -1)
		for _, l := range links {
			if found := discordtest.Unsafe(l[1]); found != "" {
				t.Errorf("%s of %q, %q: %q in %q", name, source, title, found, l[1])
			}
		}
		if found := discordtest.Unsafe(linked.ReplaceAllString(got, "")); found != "" || len(links) > 1 {
			t.Errorf("%s of %q, %q: %q, %d links in %q", name, source, title, found, len(links), got)
		}
	}
}

// pageOf returns a page with a text, or nil if the text is empty.
func pageOf(t *testing.T, text string) *corpus.Article {
	t.Helper()
	article, err := new(corpus.Reader).Read(t.Context(), doc.File{Name: "page.md", Source: "page.md", Data: []byte(text)})
	if err != nil || len(article.Passages) == 0 {
		return nil
	}
	return article
}

func TestHostileLinks(t *testing.T) {
	const address = "https://example.org/tower"
	r, page := newReader(), pageOf(t, "The tower is 42 metres tall.")
	for n, text := range discordtest.Hostile() {
		r.checkLinks(t, page, address, text)
		r.checkLinks(t, page, address+"?"+text, "Tower")
		if n%31 == 0 {
			if other := pageOf(t, "The tower, "+text+", is 42 metres tall."); other != nil {
				r.checkLinks(t, other, address, "Tower")
			}
		}
	}
}

func FuzzLinks(f *testing.F) {
	f.Add("https://example.org/a_(b)", "T]](<https://evil.example>) [x", "It is 42 metres tall [1](https://evil.example).")
	f.Add("https://example.org/>)[x](https://evil.example)", "a\\", "a, b-c & d > e")
	f.Add("https://me:secret@10.0.0.1/", "@everyone", "-# <@1>")
	r := newReader()
	f.Fuzz(func(t *testing.T, source, title, text string) {
		if page := pageOf(t, text); page != nil {
			r.checkLinks(t, page, source, title)
		}
	})
}
