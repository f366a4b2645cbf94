package render

import (
	"strings"
	"testing"

	"footnote/bot/texts"
	"footnote/corpus"
	"footnote/corpus/doc"
)

// TestSourcesOfOnePassage checks that sentences of one passage are shown in it together, each
// in bold and neighbours as one piece.
func TestSourcesOfOnePassage(t *testing.T) {
	article, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "lake.md", Data: []byte("# 湖\n\n第一句在這裡。第二句在這裡。第三句在這裡。第四句在這裡。\n")})
	if err != nil {
		t.Fatal(err)
	}
	at := func(sentence string) Place {
		start := strings.Index(article.Text, sentence)
		return Place{article, corpus.Span{Start: start, End: start + len(sentence)}}
	}
	for name, c := range map[string]struct {
		places []Place
		want   string
	}{
		"one":         {[]Place{at("第二句在這裡。")}, "**[1]** 湖\n> 第一句在這裡。**第二句在這裡。**第三句在這裡。第四句在這裡。"},
		"neighbours":  {[]Place{at("第三句在這裡。"), at("第二句在這裡。")}, "**[1][2]** 湖\n> 第一句在這裡。**第二句在這裡。第三句在這裡。**第四句在這裡。"},
		"apart":       {[]Place{at("第一句在這裡。"), at("第四句在這裡。")}, "**[1][2]** 湖\n> **第一句在這裡。**第二句在這裡。第三句在這裡。**第四句在這裡。**"},
		"cited twice": {[]Place{at("第一句在這裡。"), at("第一句在這裡。")}, "**[1][2]** 湖\n> **第一句在這裡。**第二句在這裡。第三句在這裡。第四句在這裡。"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(sources(c.places, texts.NewCatalog(nil).ForLocale("en-US")), "\n\n"); got != c.want {
				t.Errorf("%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestSourcesKeepSpaces checks that the space before and after a sentence is kept.
func TestSourcesKeepSpaces(t *testing.T) {
	article, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "lake.md", Data: []byte("# Lake\n\nIt is old. It is 82 m deep. It is blue.\n\n- It is cold.\n")})
	if err != nil {
		t.Fatal(err)
	}
	at := func(sentence string) Place {
		start := strings.Index(article.Text, sentence)
		return Place{article, corpus.Span{Start: start, End: start + len(sentence)}}
	}
	want := "**[1][2]** Lake\n> It is old. **It is 82 m deep.** It is blue.\n> **It is cold.**"
	if got := sources([]Place{at("It is 82 m deep."), at("It is cold.")}, texts.NewCatalog(nil).ForLocale("en-US"))[0]; got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

// FuzzDecodePlaces checks that no payload decodes to a place that is not in its article.
func FuzzDecodePlaces(f *testing.F) {
	article, err := corpus.Builtin()
	if err != nil {
		f.Fatal(err)
	}
	articles := []*corpus.Article{article}
	f.Add(encodePlaces([]Place{{article, corpus.Span{Start: 0, End: 3}}}))
	f.Add([]byte{1, 0, 0, 0, 0, 0xff})
	f.Fuzz(func(t *testing.T, packed []byte) {
		places, ok := DecodePlaces(packed, articles)
		for _, p := range places {
			if ok && !p.isValid() {
				t.Errorf("%v is no place of the article", p.Span)
			}
		}
		if ok {
			sources(places, texts.NewCatalog(nil).ForLocale("en-US"))
		}
	})
}
