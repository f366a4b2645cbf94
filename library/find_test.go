package library

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/rag/lexical"
)

// named is an article by its id and title.
type named [2]string

func TestFind(t *testing.T) {
	fold := lexical.NewAnalyser().Fold
	all := []named{
		{"0a270d00291d", "年度報告"}, {"e8887c824104", "年度報告 續篇"}, {"33dd4587b4fc", "無名湖"},
		{"ff0ce779b119", "手冊"}, {"b752c5b29be1", "手册"}, {"0a27aaaaaaaa", "The Old\n  Mill"},
		{"5fdee7162615", "33DD4587B4FC"},
	}
	titles := func(found []named) (ids []string) {
		for _, one := range found {
			ids = append(ids, one[1])
		}
		return ids
	}
	for _, c := range []struct {
		wanted      string
		exact, near []string
	}{
		{"", nil, nil},
		{" ", nil, nil},
		{"\t\n　", nil, nil},
		{"\u200b", nil, nil},
		{"年", nil, []string{"年度報告", "年度報告 續篇"}},
		{"年度報告", []string{"年度報告"}, []string{"年度報告 續篇"}}, // another title begins with it
		{"年度报告", []string{"年度報告"}, []string{"年度報告 續篇"}},
		{"  年度報告\u3000\u3000續篇\n", []string{"年度報告 續篇"}, nil},
		{"無名", nil, []string{"無名湖"}},
		{"无名湖", []string{"無名湖"}, nil},
		{"手冊", []string{"手冊", "手册"}, nil},
		{"ＴＨＥ old mill", []string{"The Old\n  Mill"}, nil},
		{"old mill", nil, []string{"The Old\n  Mill"}},
		{"oldmill", nil, nil},
		{"ff0ce779b119", []string{"手冊"}, nil},
		{"FF0CE779B119 ", []string{"手冊"}, nil},
		{"0a2", nil, nil}, // too short to be an id
		{"0a27", nil, []string{"年度報告", "The Old\n  Mill"}},
		{"0A270", nil, []string{"年度報告"}},
		{"270d00291d", nil, nil}, // not its beginning
		{"0a270d00291d0", nil, nil},
		{"33dd4587b4fc", []string{"無名湖"}, []string{"33DD4587B4FC"}}, // ids go before titles
		{"月球", nil, nil},
	} {
		f := Find(all, func(n named) (id, title string) { return n[0], n[1] }, fold, c.wanted)
		if d := cmp.Diff([2][]string{c.exact, c.near}, [2][]string{titles(f.Exact), titles(f.Near)}); d != "" {
			t.Errorf("%q: (-want +got)\n%s", c.wanted, d)
		}
	}
}
