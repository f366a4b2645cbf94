package samples

import "strings"

// newsPage makes a page as a browser saves it from a news site, with everything that such a site
// puts around an article.
func newsPage(lines []line) string {
	title := lines[0].text
	var body strings.Builder
	for i, l := range lines[1:] {
		switch l.mark {
		case "##":
			body.WriteString("<h2>" + escape(l.text) + "</h2>\n")
		default:
			body.WriteString("<p>" + escape(l.text) + "</p>\n")
		}
		if i == 1 {
			body.WriteString(newsSpam)
		}
	}
	page := strings.NewReplacer("TITLE", escape(title), "BODY", body.String())
	return page.Replace(newsFrame)
}

// newsSpam is in the middle of the article, but hidden.
const newsSpam = `<p style="display:none">澳门赌场注册就送八百元，点击领取大礼包。</p>
<div class="ad-slot" aria-hidden="true">本周特惠：净水器半价，只剩最后三台。</div>
<p><span style="font-size:0px">蓄水池股票代码推荐，稳赚不赔。</span></p>
`

const newsFrame = `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8">
<title>TITLE_本地新闻_柳湾晚报网</title>
<link rel="canonical" href="https://news.example/local/2025/06/reservoir.html">
<meta property="og:title" content="TITLE">
<meta name="description" content="柳湾晚报网为您提供本地新闻。">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"TITLE","datePublished":"2025-06-12T08:05:00+08:00","author":{"@type":"Organization","name":"柳湾晚报城市组"}}</script>
<style>.share{color:#999}.tracker{display:none}</style>
<script>var _hm=_hm||[];(function(){if(1<2){document.cookie="seen=1"}})();</script>
</head><body>
<header class="site-header"><div class="logo">柳湾晚报网</div><nav class="main-nav"><ul><li><a href="/">首页</a></li><li><a href="/local">本地</a></li><li><a href="/finance">财经</a></li><li><a href="/sports">体育</a></li><li><a href="/login">登录</a></li></ul></nav></header>
<div class="breadcrumb"><a href="/">首页</a> &gt; <a href="/local">本地新闻</a> &gt; 正文</div>
<div class="wrapper"><div class="main-column"><article class="article">
<h1>TITLE</h1>
<div class="meta"><span class="source">来源：柳湾晚报</span> <time datetime="2025-06-12T08:05:00+08:00">6月12日 08:05</time></div>
<div class="share share-bar"><a href="#">分享到微博</a> <a href="#">分享到微信</a> <button>收藏</button></div>
<div class="article-content" id="content">
BODY</div>
<div class="tracker">统计代码，请勿删除。</div>
</article>
<div class="comments" id="comments"><h3>网友评论</h3><div class="comment"><a href="/u/1">雨伞</a><p>希望今年夏天不要再淹水了，我家去年淹了两次。</p></div><div class="comment"><a href="/u/2">跑步的人</a><p>跑道真的变宽了，每天早上都有很多人。</p></div></div>
</div><aside class="sidebar"><h3>相关阅读</h3><ul><li><a href="/1">柳河两岸新增步道六公里</a></li><li><a href="/2">地铁五号线明年开通</a></li><li><a href="/3">今年汛期预计偏早</a></li></ul><div class="advertisement">广告：装修贷款，当天放款。</div></aside></div>
<footer class="site-footer"><p>版权所有 柳湾晚报网 未经许可不得转载</p><p><a href="/about">关于我们</a> <a href="/contact">联系方式</a></p></footer>
<div class="cookie-bar">本站使用 Cookie 改善浏览体验。<button>接受</button></div>
</body></html>
`
