package rag_test

import (
	"strings"
	"testing"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/internal/openaitest"
	"footnote/rag"
	"footnote/rag/footnotes"
	"footnote/rag/openai"
)

func freight(t *testing.T) *corpus.Article {
	t.Helper()
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Name: "freight.csv", Source: "freight.csv", Data: []byte("货类,2021年,2022年,2023年\n煤炭,,35万吨,38万吨\n粮食,12万吨,,15万吨\n集装箱,3万箱,4万箱,\n")})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestTable checks that a column's header answers for which year, that empty cells answer
// nothing, and that the headers of a cell are shown below the answer.
func TestTable(t *testing.T) {
	e := localEngine(t, freight(t))
	for _, c := range []struct {
		question string
		tier     rag.Tier
		below    string
	}{
		{"哪一年煤炭是35万吨？", rag.TierSure, "货类: 煤炭; 2022年: 35万吨; 2023年: 38万吨"},
		{"2021年集装箱有多少？", rag.TierSure, "货类: 集装箱; 2021年: 3万箱; 2022年: 4万箱"},
		{"2021年煤炭多少？", rag.TierUnsure, "货类: 煤炭; 2022年: 35万吨; 2023年: 38万吨"},
		{"2022年粮食有多少？", rag.TierUnsure, "货类: 粮食; 2021年: 12万吨; 2023年: 15万吨"},
	} {
		a := mustAnswer(t, e, rag.Question{Text: c.question})
		if a.Tier != c.tier || len(a.Footnotes) == 0 {
			t.Errorf("%s: %s, %q", c.question, a.Tier, a.Text)
			continue
		}
		if line := footnotes.NewLine(a.Footnotes[0], ""); line.Quotes[0].Shown() != c.below {
			t.Errorf("%s: the footnote shows %q", c.question, line.Quotes[0].Shown())
		}
	}
	first := rag.Turn{Question: "2021年集装箱有多少？"}
	first.Answer = mustAnswer(t, e, rag.Question{Text: first.Question}).Text
	if a := mustAnswer(t, e, rag.Question{Text: "还有吗？", History: []rag.Turn{first}}); a.Tier == rag.TierSure {
		t.Errorf("more than the row was shown, and as sure: %s %q", a.Tier, a.Text)
	}
}

// TestCellInOtherWords checks that the judge finds the column that a question asks for in
// other words, and that it is empty.
func TestCellInOtherWords(t *testing.T) {
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "inns.csv", Data: []byte("編號,旅館,房間數,每晚房價,開業年份\n1,海景旅館,42,2800元,2009年\n2,松林山莊,18,,1995年\n3,北岸客棧,60,750元,2016年\n")})
	if err != nil {
		t.Fatal(err)
	}
	e := localEngine(t, a)
	for question, want := range map[string]struct {
		tier rag.Tier
		row  string
	}{
		"北岸客棧住一晚多少錢？":   {rag.TierSure, "3 | 北岸客棧 | 60 | 750元 | 2016年"},
		"松林山莊住一晚多少錢？":   {rag.TierUnsure, "2 | 松林山莊 | 18 |  | 1995年"},
		"松林山莊是什麼時候開業的？": {rag.TierSure, "2 | 松林山莊 | 18 |  | 1995年"},
	} {
		a := mustAnswer(t, e, rag.Question{Text: question})
		if a.Tier != want.tier || len(a.Footnotes) == 0 || a.Footnotes[0].Quote != want.row {
			t.Errorf("%s: %s, %q", question, a.Tier, a.Text)
		}
	}
}

// TestSentenceBesideRow checks that a sentence that answers better than every cell of the row
// comes before the row.
func TestSentenceBesideRow(t *testing.T) {
	const said = "頭採的雲霧綠茶每公斤賣到九百六十元，是合作社成立以來的最高價。"
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: "tea.md", Data: []byte("# 茶葉合作社年度報告\n\n## 收成\n\n今年春天下了兩場霜，產量比去年少了百分之十八。" + said +
		"\n\n| 品種 | 產量（公斤） | 平均價（元） |\n|---|---|---|\n| 雲霧綠茶 | 6200 | 540 |\n| 蜜香紅茶 | 3100 | 380 |\n")})
	if err != nil {
		t.Fatal(err)
	}
	e := localEngine(t, a)
	for question, want := range map[string]string{"雲霧綠茶每公斤賣到多少錢？": said, "雲霧綠茶的平均價是多少？": "雲霧綠茶 | 6200 | 540"} {
		if a := mustAnswer(t, e, rag.Question{Text: question}); len(a.Footnotes) == 0 || a.Footnotes[0].Quote != want {
			t.Errorf("%s: %s, %q", question, a.Tier, a.Text)
		}
	}
}

// TestModelReadsTables checks that a model sees the headers of cells, and that its statements
// are checked against them.
func TestModelReadsTables(t *testing.T) {
	for said, want := range map[string]string{
		"煤炭在2022年是35万吨。": "煤炭在2022年是35万吨。 [1]",
		"煤炭在2019年是35万吨。": "煤炭 |  | 35万吨 | 38万吨 [1]",
	} {
		server := openaitest.New(t)
		asked := ""
		server.Answer(func(r openaitest.Request) string {
			asked = r.Messages[len(r.Messages)-1].Content
			return said + "[1]"
		})
		e := writingAbout(t, rag.Writing{Generator: generator(t, server, openai.GeneratorOptions{Model: "m"})}, freight(t))
		a := mustAnswer(t, e, rag.Question{Text: "煤炭2022年有多少万吨？"})
		if !strings.Contains(asked, "\n煤炭, 2022年: 35万吨, 2023年: 38万吨\n粮食, 2021年: 12万吨, 2023年: 15万吨\n") {
			t.Errorf("the model was shown %q", asked)
		}
		if !strings.Contains(a.Text, want) || len(a.Footnotes) == 0 || a.Footnotes[0].Quote != "煤炭 |  | 35万吨 | 38万吨" {
			t.Errorf("%q, %+v", a.Text, a.Footnotes)
		}
	}
}
