package corpus

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/corpus/doc"
)

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"時(shí)間,很長。", "# 題\n\n文「他說。」的", "<h1>a</h1><p>b. c</p>", "\xff\xfea\x00", "01 甲\n文。\n02 乙\n文。", "因?yàn)橥ㄓ么竽P鸵话慊诠_信息"} {
		for _, name := range []string{"x.txt", "x.md", "x.html"} {
			f.Add([]byte(seed), name)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte, name string) {
		a, err := new(Reader).Read(t.Context(), doc.File{Source: name, Data: raw})
		if err != nil {
			var bad *doc.Error
			if !errors.As(err, &bad) {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		checkArticle(t, a)
	})
}

func FuzzSentences(f *testing.F) {
	f.Add("他說：「好。走吧！」然後在8.1秒內離開www.a.com/b?c。Dr. No arrived. End")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.TrimSpace(text) == "" {
			t.Skip()
		}
		a, err := Single("x", "x", text)
		if err != nil {
			t.Fatal(err)
		}
		checkArticle(t, a)
	})
}
