package html

import (
	"strings"
	"testing"
)

// paragraphs are so many different ones, nine at most.
func paragraphs(n int) string {
	var all strings.Builder
	for _, r := range []rune("甲乙丙丁戊己庚辛壬")[:n] {
		all.WriteString("<p>第" + string(r) + "段說港口每天有三班渡輪，週末加開兩班，船票在碼頭的售票處買得到，燈塔在碼頭旁邊。</p>")
	}
	return all.String()
}

// The part of a page that is its article is found with its lead, and without what
// stands in it that is none of it.
func TestPartOfPage(t *testing.T) {
	const lead = "柳灣蓄水池昨日啟用，工程歷時十九個月，總投資兩億三千萬元，可以容納四十萬立方公尺雨水。"
	site := func(body string) string {
		return `<html><head><title>蓄水池 - 某某網</title></head><body><nav><a href="/">首頁</a></nav>` + body + `<footer>版權所有。</footer></body></html>`
	}
	for name, c := range map[string]struct {
		page          string
		want, without []string
	}{
		"a lead that is called a teaser": {
			site(`<main><header><h1>蓄水池</h1><div class="teaser-text"><p>` + lead + `</p></div></header><div class="share"><a href="/f">分享</a></div><div class="article-body">` + paragraphs(8) + `</div></main>`),
			[]string{lead, "第甲段", "第辛段"}, []string{"分享"},
		},
		"other articles beside it": {
			site(`<article><h1>蓄水池</h1><div class="entry-content">` + paragraphs(6) + `<div class="related-posts"><h3>相關文章</h3><p>東邊的橋昨日通車，全長四百公尺，兩邊都有人行道，通車典禮有三千人參加，市長也來了。</p></div></div></article>`),
			[]string{"第己段"}, []string{"東邊的橋", "相關文章"},
		},
		"a link to another one": {
			site(`<article><h1>蓄水池</h1><div class="entry-content">` + paragraphs(3) + `<p>延伸閱讀：<a href="/x">東邊的橋昨日通車</a></p><p>Read more: <a href="/y">The bridge is open</a></p>` + strings.ReplaceAll(paragraphs(5), "第", "續第") + `</div></article>`),
			[]string{"第戊段"}, []string{"東邊的橋", "延伸閱讀", "bridge"},
		},
		"a sentence with a link": {
			site(`<article><h1>蓄水池</h1><div class="entry-content">` + paragraphs(3) + `<p>更多：<a href="/x">市府的說明</a>寫了為什麼要在體育公園地下蓋它。</p>` + strings.ReplaceAll(paragraphs(5), "第", "續第") + `</div></article>`),
			[]string{"寫了為什麼"}, nil,
		},
		"most of it has a name of something beside it": {
			site(`<article><h1>蓄水池</h1><p>短。</p></article><div class="comments">` + paragraphs(9) + `</div>`),
			[]string{"第甲段", "第壬段"}, nil,
		},
		"a cookie notice with more text": {
			site(`<div class="cookie-consent"><p>我們使用 Cookie 來改善您的體驗，按下接受即表示您同意，詳細內容請看隱私權政策，您也可以隨時改變決定，我們尊重您的選擇。</p></div><div id="content"><h1>蓄水池</h1>` + paragraphs(2) + `</div>`),
			[]string{"第甲段", "第乙段"}, []string{"Cookie"},
		},
		"items of a list": {
			site(`<main><h1>蓄水池</h1><div class="intro"><p>` + lead + `</p></div><div class="post-content"><ul>` + strings.ReplaceAll(strings.ReplaceAll(paragraphs(9), "<p>", "<li>"), "</p>", "</li>") + `</ul></div></main>`),
			[]string{"第甲段", "第壬段"}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, text := parse(t, c.page)
			for _, want := range c.want {
				if strings.Count(text, want) != 1 {
					t.Errorf("%d times %q in\n%s", strings.Count(text, want), want, text)
				}
			}
			for _, without := range c.without {
				if strings.Contains(text, without) {
					t.Errorf("%q in\n%s", without, text)
				}
			}
		})
	}
}

func TestWordsOfNames(t *testing.T) {
	for name, want := range map[string]string{"post-tags": "post tags", "postTags": "post tags", "TAGS_2 x": "tags x", "": "", "wp-block-IMAGE": "wp block image"} {
		if got := strings.Join(wordsOf(name), " "); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
