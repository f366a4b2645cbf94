package about_test

import (
	"fmt"
	"testing"

	"footnote/corpus"
	"footnote/rag/about"
	"footnote/rag/index"
	"footnote/rag/lexical"
)

func TestMentions(t *testing.T) {
	all := []*corpus.Article{
		read(t, "a.md", "# 渡輪\n\n港口每天有三班渡輪。渡輪是什麼？\n"),
		read(t, "b.md", "# 《島》的一天\n\n島上的人都搭渡轮出門，从来不坐飞机。\n"),
		read(t, "c.md", "# Earthquakes\n\nAn earthquake shook the island in May.\n"),
		read(t, "d.md", "# 地震\n\n那一年島上發生了兩次地震。\n"),
		read(t, "e.txt", "花園裡什麼都有。"),
		read(t, "g.md", "# 寵物\n\n島上的猫比人多。\n"),
		read(t, "f.md", "# 飛機場\n\n跑道很短。\n"),
	}
	t.Run("kept", func(t *testing.T) { testMentions(t, words(all...)) })
	t.Run("fetched", func(t *testing.T) { testMentions(t, over(t, all...)) })
}

func testMentions(t *testing.T, x *index.Index) {
	for _, c := range []struct {
		subject  string
		language lexical.Language
		want     string
	}{
		{"渡輪", lexical.Traditional, "有 2 篇文章提到「渡輪」：\n《渡輪》：港口每天有三班渡輪。 [1]\n《〈島〉的一天》：島上的人都搭渡轮出門，从来不坐飞机。 [2]"},
		{"渡轮", lexical.Simplified, "有2篇文章提到“渡轮”：\n《渡輪》：港口每天有三班渡輪。 [1]\n《〈島〉的一天》：島上的人都搭渡轮出門，从来不坐飞机。 [2]"},
		{"earthquakes", lexical.English, "2 articles mention “earthquakes”:\nEarthquakes: An earthquake shook the island in May. [1]\n《地震》：那一年島上發生了兩次地震。 [2]"},
		{"cats", lexical.English, "One article mentions “cats”:\n《寵物》：島上的猫比人多。 [1]"},
		{"花園", lexical.Traditional, "有 1 篇文章提到「花園」：\ne.txt: 花園裡什麼都有。 [1]"},
		{"飛機場", lexical.Traditional, "有 1 篇文章提到「飛機場」：\n《飛機場》：跑道很短。 [1]"},
		{"火箭", lexical.Simplified, "找不到提到“火箭”的文章。"},
		{"渡\n輪", lexical.English, "Found no article that mentions “渡輪”."},
	} {
		r, err := about.Mentions(t.Context(), x, c.subject, c.language)
		if c.subject == "渡\n輪" { // the subject has no line break
			if err != nil || r.Lead != "2 articles mention “渡輪”:" {
				t.Errorf("%q: %q, %v", c.subject, r.Lead, err)
			}
			continue
		}
		if err != nil || r.Text() != c.want || r.Unrecorded != (len(r.Statements) == 0) {
			t.Errorf("%s: %q, %v, want %q", c.subject, r.Text(), err, c.want)
		}
	}
}

func articles(t *testing.T, x *index.Index, language lexical.Language) about.Reply {
	t.Helper()
	r, err := about.Articles(t.Context(), x, language)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func choose(t *testing.T, x *index.Index, language lexical.Language) about.Reply {
	t.Helper()
	r, err := about.Choose(t.Context(), x, language)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestManyArticles checks that a long list says how many articles it leaves out.
func TestManyArticles(t *testing.T) {
	var all []*corpus.Article
	for i := range 25 {
		all = append(all, read(t, fmt.Sprintf("/home/somebody/%d.md", i), fmt.Sprintf("# 第%d篇\n\n港口有%d班渡輪。\n", i+1, i)))
	}
	for _, x := range []*index.Index{words(all...), over(t, all...)} {
		testMany(t, x)
	}
	for _, r := range []about.Reply{articles(t, index.New(nil), lexical.English), choose(t, index.New(nil), lexical.English)} {
		if r.Text() != "There are no articles yet." || !r.Unrecorded {
			t.Errorf("without articles: %q", r.Text())
		}
	}
}

func testMany(t *testing.T, x *index.Index) {
	if r := articles(t, x, lexical.English); len(r.Titles) != 20 || r.Lead != "There are 25 articles:" || r.Rest != "… and 5 more." {
		t.Errorf("articles: %q", r.Text())
	}
	if r := choose(t, x, lexical.Traditional); len(r.Titles) != 20 || r.Titles[19] != "第20篇" || r.Rest != "……另外還有 5 篇沒有列出。\n請帶上篇名再問一次。" {
		t.Errorf("choose: %q", r.Text())
	}
	r, err := about.Mentions(t.Context(), x, "渡輪", lexical.Simplified)
	if err != nil || len(r.Statements) != 10 || r.Lead != "有25篇文章提到“渡輪”：" || r.Rest != "……另外还有15篇没有列出。" {
		t.Errorf("mentions: %q, %v", r.Text(), err)
	}
}
