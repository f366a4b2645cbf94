package about_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/indextest"
	"footnote/internal/long"
	"footnote/rag/about"
	"footnote/rag/e5"
	"footnote/rag/lexical"
)

var update = flag.Bool("update", false, "write testdata anew")

// TestBuiltin checks what is answered about the built-in article, in each language, as a
// reader sees it.
func TestBuiltin(t *testing.T) {
	long.Alone(t)
	a := builtin(t)
	x := words(a)
	embedder, err := e5.New()
	if err != nil {
		t.Fatal(err)
	}
	indextest.MustEmbed(t, x, embedder)
	for _, language := range []lexical.Language{lexical.Traditional, lexical.Simplified, lexical.English} {
		var all strings.Builder
		show := func(what string, r about.Reply) { fmt.Fprintf(&all, "== %s\n%s\n", what, r.Text()) }
		for _, n := range []int{0, 1, 3} {
			r, err := about.Summary(t.Context(), x, a, n)
			if err != nil {
				t.Fatal(err)
			}
			show(fmt.Sprint("summary ", n), r)
		}
		show("title", about.Title(x, a, language))
		show("author", about.Author(x, a, "誰寫的", language))
		show("editor", about.Author(x, a, "who edited it", language))
		show("translator", about.Author(x, a, "译者是谁", language))
		show("date", about.Date(x, a, "什麼時候寫的", language))
		show("source", about.Source(x, a, language))
		show("length", about.Length(a, language))
		show("articles", articles(t, x, language))
		show("choose", choose(t, x, language))
		for _, subject := range []string{"华为", "Tencent", "月球"} {
			r, err := about.Mentions(t.Context(), x, subject, language)
			if err != nil {
				t.Fatal(err)
			}
			show("mentions "+subject, r)
		}
		golden := "testdata/builtin." + string(language) + ".txt"
		if *update {
			if err := os.WriteFile(golden, []byte(all.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), all.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", language, diff)
		}
	}
}
