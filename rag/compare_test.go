package rag_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag"
)

// towns are made-up articles with the same kinds of facts in the same order. Only the name and
// the figures differ from town to town.
var towns = map[string]string{
	"青嵐鎮": `# 青嵐鎮

## 位置

青嵐鎮位於北部山區的谷地裡，海拔六百二十公尺。鎮的東邊是雲頂山，西邊是一條叫白溪的河。從省城坐火車到青嵐鎮要兩個小時。

## 人口

青嵐鎮的人口為一萬二千人，其中四成超過六十歲。年輕人大多到省城工作，只在過年時回來。

## 產業

青嵐鎮以種茶為生，每年產茶葉三百噸。茶農合作社在2015年成立，有八十戶人家參加。最好的茶叫雲霧茶，賣到十五個國家。

## 氣候

青嵐鎮夏天涼爽，年平均氣溫十六度。每年有一百八十天下雨，冬天偶爾下雪。`,
	"石港鎮": `# 石港鎮

## 位置

石港鎮位於南部海岸，是一個天然的深水港。鎮的北邊是一片鹽田，南邊是大海。從省城坐汽車到石港鎮要四個小時。

## 人口

石港鎮的人口為三萬五千人，其中一成五超過六十歲。許多外地人來港口工作，所以年輕人很多。

## 產業

石港鎮以捕魚為生，每年捕魚兩萬噸。漁業公司在1988年成立，有二百艘漁船。最有名的魚是銀鯧，大多賣到鄰國。

## 氣候

石港鎮夏天炎熱，年平均氣溫二十四度。每年有九十天下雨，秋天常有颱風。`,
	"麥原鎮": `# 麥原鎮

## 位置

麥原鎮位於中部平原，四周都是麥田。鎮的中央有一座兩百年的鐘樓。從省城坐火車到麥原鎮只要四十分鐘。

## 人口

麥原鎮的人口為五萬一千人，是三個鎮裡最大的。居民大多住在新建的樓房裡。

## 產業

麥原鎮以磨麵粉為業，每年產麵粉九萬噸。麵粉廠在1956年成立，有六百名工人。最有名的產品是雪花麵粉。

## 氣候

麥原鎮四季分明，年平均氣溫十九度。每年有一百一十天下雨，春天多風。`,
	"Harlow Bridge": `# Harlow Bridge

## Position

Harlow Bridge lies in a narrow valley in the north of the island. The river Tarn runs through the middle of the village. The ferry port is thirty kilometres away.

## People

Harlow Bridge has 2,400 inhabitants, and a third of them are children. Most families came there when the quarry opened.

## Work

Harlow Bridge lives on its slate quarry, which employs 310 people. The quarry opened in 1911 and sells roof tiles to the mainland.

## Weather

Harlow Bridge gets 1,900 millimetres of rain a year. Snow falls on about twenty days in winter.`,
	"Sandmouth": `# Sandmouth

## Position

Sandmouth lies on a wide beach in the south of the island. A lighthouse stands at the end of its pier. The airport is five kilometres away.

## People

Sandmouth has 9,800 inhabitants, and half of them are pensioners. Most of them moved there from the capital.

## Work

Sandmouth lives on tourism, which employs 2,700 people. The first hotel opened in 1868 and still has guests every summer.

## Weather

Sandmouth gets 600 millimetres of rain a year. Snow has not fallen there since 1987.`,
}

var townOrder = []string{"青嵐鎮", "石港鎮", "麥原鎮", "Harlow Bridge", "Sandmouth"}

func mustReadTowns(t testing.TB) []*corpus.Article {
	t.Helper()
	var all []*corpus.Article
	for _, name := range townOrder {
		a, err := new(corpus.Reader).Read(t.Context(), doc.File{Source: name + ".md", Data: []byte(towns[name])})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	return all
}

// TestCompares checks that each article named in a comparison gets a footnote.
func TestCompares(t *testing.T) {
	articles := mustReadTowns(t)
	local := localEngine(t, articles...)
	// Without vectors, words are of little use across languages.
	words := map[bool]*rag.Engine{false: newEngine(t, articles[:3]...), true: newEngine(t, articles[3:]...)}
	for _, test := range []struct {
		question string
		named    []string // the articles that must be compared
		facts    []string // what the quotations must contain
		words    bool     // words are enough
	}{
		{"青嵐鎮和石港鎮的人口有什麼不同？", []string{"青嵐鎮", "石港鎮"}, []string{"一萬二千人", "三萬五千人"}, true},
		{"青岚镇和石港镇的人口有什么区别？", []string{"青嵐鎮", "石港鎮"}, []string{"一萬二千人", "三萬五千人"}, true},
		{"比較石港鎮每年捕的魚和麥原鎮每年產的麵粉。", []string{"石港鎮", "麥原鎮"}, []string{"兩萬噸", "九萬噸"}, true},
		{"比较青岚镇与麦原镇的年平均气温", []string{"青嵐鎮", "麥原鎮"}, []string{"十六度", "十九度"}, true},
		{"青嵐鎮和麥原鎮，從省城坐火車去哪一個更快？", []string{"青嵐鎮", "麥原鎮"}, []string{"兩個小時", "四十分鐘"}, true},
		{"青嵐鎮、石港鎮和麥原鎮的年平均氣溫各自是多少？", []string{"青嵐鎮", "石港鎮", "麥原鎮"}, []string{"十六度", "二十四度", "十九度"}, true},
		{"三个镇的人口分别是多少？", []string{"青嵐鎮", "石港鎮", "麥原鎮"}, []string{"一萬二千人", "三萬五千人", "五萬一千人"}, false},
		{"Compare the population of Harlow Bridge and Sandmouth.", []string{"Harlow Bridge", "Sandmouth"}, []string{"2,400 inhabitants", "9,800 inhabitants"}, false},
		{"What is the difference between the rain in Harlow Bridge and in Sandmouth?", []string{"Harlow Bridge", "Sandmouth"}, []string{"1,900 millimetres", "600 millimetres"}, false},
		{"How many inhabitants do 青嵐鎮 and 石港鎮 both have?", []string{"青嵐鎮", "石港鎮"}, []string{"一萬二千人", "三萬五千人"}, false},
		{"Harlow Bridge vs Sandmouth: how many people does the work employ?", []string{"Harlow Bridge", "Sandmouth"}, []string{"310 people", "2,700 people"}, true},
	} {
		t.Run(test.question, func(t *testing.T) {
			engines := []*rag.Engine{local}
			if test.words {
				engines = append(engines, words[test.question[0] < 0x80])
			}
			for _, e := range engines {
				a := mustAnswer(t, e, rag.Question{Text: test.question})
				var titles []string
				for _, f := range a.Footnotes {
					titles = append(titles, f.Article.Title)
				}
				slices.Sort(titles)
				if diff := cmp.Diff(slices.Sorted(slices.Values(test.named)), slices.Compact(titles)); diff != "" {
					t.Errorf("articles at %.3f (-want +got):\n%s%s", a.Confidence, diff, a.Text)
				}
				for _, fact := range test.facts {
					if !strings.Contains(strings.Join(quotes(a), ""), fact) {
						t.Errorf("%s is not in %s", fact, a.Text)
					}
				}
			}
		})
	}
}

// TestComparesOnlyWhenAsked checks that the answer to a question about one article does not
// use others.
func TestComparesOnlyWhenAsked(t *testing.T) {
	e := localEngine(t, mustReadTowns(t)...)
	for question, fact := range map[string]string{
		"石港鎮有多少艘漁船？":                               "二百艘漁船",
		"Who moved to Sandmouth from the capital?": "from the capital",
	} {
		a := mustAnswer(t, e, rag.Question{Text: question})
		if !strings.Contains(strings.Join(quotes(a), ""), fact) {
			t.Errorf("%s: %s", question, a.Text)
		}
		for _, f := range a.Footnotes {
			if f.Article != a.Footnotes[0].Article {
				t.Errorf("%s: a footnote to %s", question, f.Article.Title)
			}
		}
	}
	if a := mustAnswer(t, e, rag.Question{Text: "火星和金星的大氣有什麼不同？"}); !a.Abstained() {
		t.Errorf("answered what no article says: %s", a.Text)
	}
}
