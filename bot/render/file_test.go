package render

import (
	"testing"

	"footnote/bot/texts"
	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag"
	"footnote/rag/index"
)

// TestPlainAnswer checks that the file of a long answer has each sentence once, and below it
// the whole sentence if the answer has other words.
func TestPlainAnswer(t *testing.T) {
	article, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "lake.md", Data: []byte("# 湖\n\n湖面有三十九平方公里，位於\n北坡。湖水很深。\n")})
	if err != nil {
		t.Fatal(err)
	}
	passage, _ := index.New([]*corpus.Article{article}).Passage(article, 0)
	a := rag.Answer{Text: "湖有三十九平方公里大。 [1]\n湖水很深。 [2]"}
	for n, s := range passage.Article.Passages[0].Sentences {
		a.Footnotes = append(a.Footnotes, rag.Footnote{Number: n + 1, Ref: passage, Span: s, Quote: article.Quote(s)})
	}
	want := "> 湖多大？\n\n湖有三十九平方公里大。 [1]\n湖水很深。 [2]\n\n[1][2] 湖\n\n[1] " + a.Footnotes[0].Quote + "\n"
	if got := plainAnswer("湖多大？", a, texts.NewCatalog(nil).ForLocale("zh-TW")); got != want {
		t.Errorf("%q\nwant\n%q", got, want)
	}
}
