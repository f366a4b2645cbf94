package intent

import (
	"slices"
	"strings"
	"testing"

	"footnote/internal/long"
)

func TestSubject(t *testing.T) {
	for text, want := range map[string]Intent{
		"哪些文章提到《紅樓夢》？":                                         {Kind: Mentions, Subject: "紅樓夢"},
		"鯨魚在哪些文章出現過":                                           {Kind: Mentions, Subject: "鯨魚"},
		"關於 AI 的文章有哪些":                                         {Kind: Mentions, Subject: "AI"},
		"有没有文章讲5G专利的":                                          {Kind: Mentions, Subject: "5G专利"},
		"Which articles mention Huawei's phones?":              {Kind: Mentions, Subject: "Huawei's phones"},
		"is there an article about Chiang Mai pls":             {Kind: Mentions, Subject: "Chiang Mai"},
		"which articles mention 華為":                            {Kind: Mentions, Subject: "華為"},
		"列出文中提到的所有公司":                                          {Kind: Listing, Subject: "公司"},
		"所有文章裡一共出現幾個港口":                                        {Kind: Listing, Subject: "港口"},
		"把文章提到的城市都列出来":                                         {Kind: Listing, Subject: "城市"},
		"list all the companies in the article":                {Kind: Listing, Subject: "companies"},
		"how many large models are there across all articles?": {Kind: Listing, Subject: "large models"},
		"總結一下關於華為的部分":                                          {Kind: Summary, Subject: "華為"},
		"概括一下盤古大模型":                                            {Kind: Summary, Subject: "盤古大模型"},
		"summarise the part about shipping":                    {Kind: Summary, Subject: "shipping"},
		"Summarize what it says about Redis":                   {Kind: Summary, Subject: "Redis"},
		"三句話總結":                                                {Kind: Summary, Sentences: 3},
		"用一句话概括这篇文章":                                           {Kind: Summary, Sentences: 1},
		"幫我用5句話摘要":                                             {Kind: Summary, Sentences: 5},
		"用100字总结这篇文章":                                          {Kind: Summary},
		"summarize this article in one sentence":               {Kind: Summary, Sentences: 1},
		"give me 3 bullet points":                              {Kind: Summary, Sentences: 3},
		"sum it up in two lines please":                        {Kind: Summary, Sentences: 2},
		"總結一下這篇文章":                                             {Kind: Summary},
		"summarize it":                                         {Kind: Summary},
		"騰訊有哪些產品":                                              {Kind: Question},
	} {
		want.Question = text
		got := Read(text)
		got.Question = text
		if got != want {
			t.Errorf("Read(%q) = %+v, want %+v", text, got, want)
		}
	}
}

// TestWrapped checks that politeness around a message does not change its intent.
func TestWrapped(t *testing.T) {
	long.Alone(t)
	around := map[string][]string{
		"zh-Hant": {"請問一下Q 謝謝", "欸 Q", "麻煩幫我看一下Q", "Q，感恩🙏"},
		"zh-Hans": {"请问Q，谢谢", "那个我想问一下Q", "Q 谢谢啦", "话说Q"},
		"en":      {"hey, Q", "Q please", "quick question: Q", "um, Q thx"},
	}
	var right, all int
	for _, p := range append(phrases(t, "phrases.txt"), phrases(t, "later.txt")...) {
		alone := Read(p.text).Kind
		if slices.Contains(smallKinds, alone) || alone == Injection {
			continue // thanks after thanks; orders count anywhere
		}
		for _, wrapping := range around[p.language] {
			all++
			text := strings.Replace(wrapping, "Q", p.text, 1)
			if got := Read(text).Kind; got == alone {
				right++
			} else {
				t.Logf("Read(%q) = %s, alone %s", text, got, alone)
			}
		}
	}
	t.Logf("%d of %d", right, all)
	if 100*right < 97*all {
		t.Errorf("%d of %d were read as without their wrapping, want 97 %%", right, all)
	}
}

func TestElliptical(t *testing.T) {
	for text, want := range map[string]Intent{
		"誰寫的":                  {Kind: Author, Elliptical: true},
		"那什麼時候發布的？":            {Kind: Date, Elliptical: true},
		"有什么功能":                {Kind: Help, Elliptical: true},
		"怎麼用":                  {Kind: Help, Elliptical: true},
		"when was it released": {Kind: Date, Elliptical: true},
		"who made it?":         {Kind: Author, Elliptical: true},
		"作者是誰":                 {Kind: Author},
		"這是誰寫的":                {Kind: Author},
		"who wrote this":       {Kind: Author},
		"你有什麼功能":               {Kind: Help},
		"help":                 {Kind: Help},
		"???":                  {Kind: Help},
		"總結一下":                 {Kind: Summary},
		"那騰訊呢":                 {Kind: Question},
	} {
		got := Read(text)
		got.Question = ""
		if got != want {
			t.Errorf("Read(%q) = %+v, want %+v", text, got, want)
		}
	}
}
