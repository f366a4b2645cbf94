package render

import (
	"strings"
	"testing"

	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/corpus/doc"
)

// Sentences of one passage are shown in it together, each in bold and
// neighbours as one piece.
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
			if got := strings.Join(sources(c.places, wire.NewTexts(nil).ForLocale("en-US")), "\n\n"); got != c.want {
				t.Errorf("%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// A custom_id of ours never holds a place that is not there.
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
			if ok && !p.stands() {
				t.Errorf("%v is no place of the article", p.Span)
			}
		}
		if ok {
			sources(places, wire.NewTexts(nil).ForLocale("en-US"))
		}
	})
}
