package lexical

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNames(t *testing.T) {
	a := NewAnalyser()
	for text, want := range map[string][]string{
		"騰訊和谷歌在北京": {"腾讯", "谷歌", "北京"},
		"今天天氣很好":   nil,
		"":         nil,
	} {
		found, err := a.Names(text)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range found {
			got = append(got, f.Term)
			if a.Fold(text[f.Start:f.End]) != f.Term {
				t.Errorf("%s: %q is not at its position", text, f.Term)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestTranslations(t *testing.T) {
	a := NewAnalyser()
	for word, want := range map[string]string{"Huawei": "华为", "圖書館": "librari", "artificial intelligence": "人工智能"} {
		got, err := a.Translations(word)
		if err != nil || !slices.Contains(got, want) {
			t.Errorf("%s: %q, error %v; want %s among them", word, got, err, want)
		}
	}
	if got, err := a.Translations("zzzz"); err != nil || len(got) != 0 {
		t.Errorf("zzzz: %q, error %v", got, err)
	}
}
