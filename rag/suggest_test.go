package rag_test

import (
	"context"
	"testing"

	"footnote/rag"
)

// Every question that is suggested must be answered when it is asked.
func TestSuggest(t *testing.T) {
	e := localEngine(t, builtin(t))
	for _, asked := range []string{"2022年我國數據存儲量是多少?", "2022年我国数据存储量是多少?", "What was China's data storage in 2022?", "今天午餐吃什麼?"} {
		answer, err := e.Answer(context.Background(), rag.Question{Text: asked}, nil)
		if err != nil {
			t.Fatal(err)
		}
		next, err := e.Suggest(context.Background(), answer, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(next) == 0 {
			t.Errorf("nothing to ask after %s", asked)
		}
		for _, question := range next {
			if answer, err := e.Answer(context.Background(), rag.Question{Text: question}, nil); err != nil || answer.Abstained() || question == asked {
				t.Errorf("after %s, %s: abstained %v, error %v", asked, question, answer.Abstained(), err)
			}
		}
		t.Log(asked, next)
	}
}

func TestClaims(t *testing.T) {
	e := localEngine(t, builtin(t))
	claims, err := e.Claims(context.Background(), "2022年我国数据产量为8.1ZB。2022年我國數據產量為9.3ZB。香蕉在月光下唱歌跳舞到天亮。")
	if err != nil {
		t.Fatal(err)
	}
	var got []rag.Finding
	for _, c := range claims {
		got = append(got, c.Finding)
		if (c.Finding == rag.FindingAbsent) != (len(c.Footnotes) == 0) {
			t.Errorf("%s is %s with %d footnotes", c.Text, c.Finding, len(c.Footnotes))
		}
	}
	if len(got) != 3 || got[0] != rag.FindingSupported || got[1] != rag.FindingOpposed || got[2] != rag.FindingAbsent {
		t.Errorf("findings %v", got)
	}
}
