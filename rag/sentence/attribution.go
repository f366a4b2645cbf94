package sentence

import (
	"strings"

	"footnote/corpus/doc"
)

var (
	// credits match the beginning of a line that says who made or lent something.
	credits = doc.Pattern(`(?i)^[（(【\[]?\s*(?:` +
		`(?:封面|題|题|配|示意|翻攝|翻摄|資料|资料|新聞|新闻|官方|合成)?(?:圖|图|圖片|图片|圖檔|照片|影片|视频|視頻|攝影|摄影|畫面|画面|插畫|插画)(?:來源|来源|提供|出處|出处|取自|翻攝|翻摄)?\s*[:：／/│｜|]|` +
		`(?:圖|图|圖片|图片|照片|資料|资料|數據|数据|消息|新聞|新闻|文章|內容|内容)?(?:來源|来源|出處|出处|取材|轉載|转载|轉自|转自|原文|原載|原载)(?:連結|链接|鏈接|網址|网址|於|于|自)?\s*[:：／/│｜|]|` +
		`(?:責任|责任|特約|特约|執行|执行|新聞|新闻|實習|实习)?(?:編輯|编辑|記者|记者|作者|撰文|撰稿|採訪|采访|文字|翻譯|翻译|譯者|译者|校對|校对|審校|审校|審稿|審核|审核|排版|製圖|制图|設計|设计|監製|监制|文|整理)(?:報導|报道|整理)?\s*[:：／/│｜|]|` +
		`(?:photos?|photographs?|images?|pictures?|illustrations?|cover art|artwork|video|graphics?|screenshots?|words|text|story|written|edited|reported|translated|posted|published|reviewed|produced)(?: credits?| courtesy)? (?:by|of|from|via)\b|` +
		`(?:photos?|photographs?|images?|pictures?|illustrations?|cover|credits?|source|sources|author|authors|editor|editors|translator|reporter|via|h/t|original|image credits?|photo credits?)\s*[:：／/|]|` +
		`via\s*[)）\]】])`)
	// reporters match bylines of Chinese newspapers.
	reporters = doc.Pattern(`^[（(【\[]?\s*(?:(?:特派|特約|实习|實習|本報|本报|綜合|综合|駐外|中央社|聯合報|联合报)*(?:記者|记者)\s?\S{0,12}(?:[／/]\s?\S{0,12})?(?:報導|报道|電|电|專訪|专访)|(?:圖文|图文|文[／/]圖|文[／/]图)[：:／/]|(?:綜合|综合)(?:報導|报道|外電|外电)\s*[）)】\]]?$)`)
	// byline matches a short line with only a name.
	byline = doc.Pattern(`^(?:By|BY|by|Words by) (?:[A-Z][\p{L}.'’-]+(?: (?:and|&|de|van|von))?,? ?){1,5}(?:[|,–—-].{0,40})?$`)
	// dateline matches a line with only a date or time.
	dateline = doc.Pattern(`(?i)^(?:(?:發布|发布|發佈|更新|修改|刊登|上稿|出版)?(?:時間|时间|日期|於|于)?\s*[:：]?\s*)?(?:[0-9]{4}[-/.年]\s?[0-9]{1,2}[-/.月]\s?[0-9]{1,2}日?|(?:published|updated|posted|last updated|last modified)(?: on)?:?\s+.{4,30}[0-9]{4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? [0-9]{1,2},? [0-9]{4})(?:\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?\s*$`)
	// navigation matches lines that lead elsewhere.
	navigation = doc.Pattern(`(?i)^[👉➡→▶►»>★☆•·\s（(【\[]*(?:` +
		`延伸閱讀|延伸阅读|相關(?:文章|閱讀|新聞|報導|連結)|相关(?:文章|阅读|新闻|报道|链接)|推薦閱讀|推荐阅读|更多(?:文章|新聞|新闻|內容|内容|報導|报道|資訊)|閱讀(?:更多|全文|原文)|阅读(?:更多|全文|原文)|看更多|查看更多|點我|点我|點擊(?:這裡|此處|查看|下載)|点击(?:这里|此处|查看|下载)|立即(?:訂閱|订阅|購買|购买|下載|下载|註冊|注册)|訂閱(?:電子報|我們|頻道)|订阅(?:我们|频道)|追蹤我們|关注我们|關注我們|分享(?:到|此文|這篇)|上一篇|下一篇|回到?(?:首頁|頂部|页首|顶部)|返回(?:首頁|首页|頂部|顶部)|首頁\s*[>›»/]|首页\s*[>›»/]|廣告|广告|版權所有|版权所有|著作權|line 免費諮詢|加入\s*line|` +
		`read (?:more|next|also|the full)|related (?:articles?|posts?|stories|reading)|see also:?$|more (?:from|on|stories)\b|click here|subscribe|sign up|follow us|follow me on|share (?:this|on)|home\s*[>›»/|]|previous(?: (?:post|article))?$|next (?:post|article)$|back to top|skip to|advertisement|sponsored|copyright|©|all rights reserved|table of contents)`)
	// pointer matches an emoji that points to something to click.
	pointer = doc.Pattern(`^(?:👉|➡|👇|🔗)`)
	// origins match whole sentences that say where a text comes from.
	origins = doc.Pattern(`(?:取材自|轉載自|转载自|改編自|摘自|編譯自|编译自|首發於|首发于|原文(?:刊登|刊載|刊载|發表|发表)[於于在]|授權轉載|授权转载|經授權|经授权|重新撰寫|重新撰写|不代表(?:本站|本刊|本報|平台)|文責自負)|` +
		`(?i:^(?:this (?:article|post|story|piece) (?:was |is )?(?:originally|first) (?:published|appeared)|originally (?:published|posted)|republished (?:with|from)|reprinted (?:with|from)|adapted from))`)
	// giver matches short remarks in brackets or after a dash.
	giver     = doc.Pattern(`(?i)^(?:[（(\[【](?:@\S+|via|完|待續|待续|未完|end|圖|图|攝|摄|文|編|编|資料來源|來源|来源|source|photo|image)[^）)\]】]{0,60}[）)\]】][。.]?|(?:--|——|—|–|―)\s*\S.*)$`)
	agencyEnd = doc.Pattern(`[（(](?:圖|图|攝影|摄影|中央社|美聯社|美联社|路透社?|法新社|新華社|新华社|Getty Images|AP|AFP|Reuters)(?:[／/][^）)]{1,30})?[）)]$`)
)

// isAttribution reports whether a sentence of line l only says who wrote, drew, lent or
// supplied something, or leads elsewhere.
func isAttribution(text string, l line) bool {
	if origins().MatchString(text) {
		return true
	}
	width := doc.Width(text)
	if width > maxAttributionWidth {
		return false
	}
	if giver().MatchString(text) && (width <= maxHeadingWidth || strings.HasPrefix(text, "-") || strings.HasPrefix(text, "—")) {
		return true
	}
	if pointer().MatchString(text) && !doc.EndsSentence(text) && width <= maxHeadingWidth {
		return true
	}
	if l.first.text() != text {
		return false
	}
	return credits().MatchString(text) || reporters().MatchString(text) && !doc.EndsSentence(text) || byline().MatchString(text) || dateline().MatchString(text) ||
		navigation().MatchString(text) && (width <= maxHeadingWidth || !doc.EndsSentence(text)) ||
		agencyEnd().MatchString(text) && width <= maxHeadingWidth
}
