package html

import (
	"strings"

	"footnote/corpus/doc"
)

// interstitial matches sentences of pages that show a login, a consent form or an error in
// place of an article. An article may also be about cookies, so mentioning them is not enough.
var interstitial = doc.Pattern(`(?i)(?:\bwe|sites?|uses?|using|accept|enable|allow|agree|使用|接受|同意|啟用|启用|允許|允许)[^。.!?！？]{0,30}cookie` +
	`|cookies?[^。.!?！？]{0,30}(?:policy|settings|preferences|consent|accept|required|enabled|disabled|政策|設定|设置|偏好|同意|接受|停用|禁用)` +
	`|(?:enable|requires?|turn on|without|support|啟用|启用|開啟|开启|打開|打开|需要|支援|支持)[^。.!?！？]{0,20}javascript` +
	`|javascript[^。.!?！？]{0,20}(?:disabled|required|enabled|turned off|to (?:run|view|use|continue)|啟用|启用|開啟|开启|停用|禁用|關閉|关闭)` +
	`|captcha|驗證碼|验证码|請先登入|请先登[录陆]|登入後|登[录陆]后|log ?in to|sign ?in to|access denied|\bforbidden\W*$|403 forbidden|checking your browser` +
	`|找不到(?:您|你)?(?:該|该|此|要的)?(?:頁|页|网页|網頁)|(?:頁面|页面)不存在|(?:404|page|file|url|site)\b[^。.!?！？]{0,40}not found|^\W*not found|沒有權限|没有权限`)

// wallWords matches what the other sentences of such a page are about.
var wallWords = doc.Pattern(`(?i)cookie|consent|privacy|password|log ?in\b|sign ?(?:in|up)\b|register|your account|隱私|隐私|同意|接受|密碼|密码|帳號|帐号|账号|賬號|登入|登[录陆]|註冊|注册|瀏覽器|浏览器`)

const (
	// fewWords is the width, in halves of a Chinese character, below which the text of a page may
	// not be an article.
	fewWords = 600

	// someProse is the width of sentences from which a short text is an article, whatever else is
	// on its page.
	someProse = 60
)

// holdsNoArticle reports whether a page has no article: only labels, a login form, a question
// about cookies, or content that scripts must load.
func (p *page) holdsNoArticle(d doc.Document) bool {
	width, prose, sentences, walls := 0, 0, 0, 0
	for _, b := range d.Blocks {
		if b.Level > 0 || b.Alternative {
			continue
		}
		width += doc.Width(b.Text)
		here := len(interstitial().FindAllStringIndex(b.Text, -1))
		walls += here
		if strings.ContainsAny(b.Text, doc.SentenceEnds) || doc.EndsSentence(b.Text) {
			sentences++
			if here == 0 && width < fewWords && !wallWords().MatchString(b.Text) {
				prose += doc.Width(b.Text)
			}
		}
	}
	switch {
	case width == 0:
		return true
	case width < fewWords:
		return sentences == 0 || (p.password || walls > 0) && prose < someProse
	}
	return walls*fewWords/3 > width // it is about nothing else
}
