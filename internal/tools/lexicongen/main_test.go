package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/rag/lexical"
)

func TestRead(t *testing.T) {
	for _, test := range []struct {
		line string
		want []lexical.Pair
	}{
		{"# a comment", nil},
		{"", nil},
		{"broken line", nil},
		{"圖書館 图书馆 [tu2 shu1 guan3] /library/CL:家[jia1],個|个[ge4]/", []lexical.Pair{{Word: "图书馆", Phrase: "librari"}}},
		{"增長 增长 [zeng1 zhang3] /to grow; to increase/", []lexical.Pair{{Word: "增长", Phrase: "grow"}, {Word: "增长", Phrase: "increas", Rank: 1}}},
		{"人工智慧 人工智慧 [ren2 gong1 zhi4 hui4] /artificial intelligence (AI)/", []lexical.Pair{
			{Word: "人工智慧", Phrase: "artifici intellig"}, {Word: "人工智慧", Phrase: "ai", Rank: 1},
		}},
		{"王 王 [Wang2] /surname Wang/", nil},
	} {
		got, err := read(strings.NewReader(test.line + "\n"))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.line, diff)
		}
	}
}

// A name is a word of two or more characters whose pronunciation is always capitalised.
func TestNames(t *testing.T) {
	got, err := names(strings.NewReader(strings.Join([]string{
		"騰訊 腾讯 [Teng2 xun4] /Tencent/",
		"盤古 盘古 [Pan2 gu3] /Pangu/",
		"王 王 [Wang2] /surname Wang/",
		"圖書館 图书馆 [tu2 shu1 guan3] /library/",
		"高明 高明 [Gao1 ming2] /Gaoming, a district/", "高明 高明 [gao1 ming2] /brilliant/",
		"B站 B站 [B zhan4] /Bilibili/",
	}, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"盘古", "腾讯"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
