package about

import (
	"strings"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// What a sentence gains or loses in a summary, besides its closeness to the sentences around
// it, in standard deviations of that closeness.
const (
	forAnnouncing = 2.4  // it announces what the article is about
	forDefining   = 1.6  // it defines something at the beginning of the article
	forConclusion = 0.8  // it draws a conclusion
	forStress     = 0.4  // it says what matters most
	forOpening    = 0.5  // it begins a paragraph; and half as much if it begins a part
	forTitle      = 1.2  // it has half of the words of its part's heading, or all of those of the article's title
	forLead       = 0.6  // it is in the first of several parts
	forFirst      = 1.3  // it is the first of the article
	forUnder      = 0.5  // it explains the numbered title above it
	forDeep       = -0.5 // it is below a heading within its part
	forItem       = -0.7 // it is a list item
	forLabel      = -0.6 // it begins with a label, as list items do
	forVague      = -1.2 // it refers back, though not with its first word
	forDangling   = -1.8 // it begins with a reference to what precedes it: it, he, however
	forQuotation  = -0.8 // it quotes somebody
	forExample    = -0.7
	forNotice     = -2.0 // it asks the reader to subscribe, to scan, to click
	forPointing   = -1.2 // it points to a picture or to what follows
	forTelling    = -0.8 // it tells what somebody experienced or thought
	forOrder      = -1.0 // it gives the reader step-by-step instructions
	forShort      = -1.0
	forLong       = -0.6
)

const (
	shortWidth = 28  // 14 Chinese characters
	longWidth  = 240 // 120 Chinese characters
)

// bonus returns the sum of these for sentence j of part i, counting only sentences that can be
// shown.
func bonus(one sentence, p part, i, j int) float64 {
	sum := 0.0
	add := func(is bool, worth float64) {
		if is {
			sum += worth
		}
	}
	begins := i == 0 || overviews().MatchString(p.title)
	announcing := begins && announces().MatchString(one.text)
	add(announcing, forAnnouncing)
	add(begins && !announcing && defines().MatchString(one.text), forDefining)
	add(i == 0 && j == 0, forFirst)
	add(concludes().MatchString(one.text), forConclusion)
	add(stresses().MatchString(one.text), forStress)
	add(i == 0, forLead)
	add(j == 0, forOpening/2)
	add(one.opens, forOpening)
	add(!announcing && i+j > 0 && dangles(one.text), forDangling)
	add(one.under != "", forUnder)
	add(one.deep, forDeep)
	add(one.item && i+j > 0, forItem)
	add(vague().MatchString(one.text), forVague)
	add(labelled().MatchString(one.text), forLabel)
	add(strings.HasPrefix(one.text, "「") || strings.HasPrefix(one.text, "“") || strings.HasPrefix(one.text, `"`), forQuotation)
	add(examples().MatchString(one.text), forExample)
	add(points().MatchString(one.text), forPointing)
	add(notices().MatchString(one.text), forNotice)
	add(tells().MatchString(one.text), forTelling)
	add(orders().MatchString(one.text), forOrder)
	width := doc.Width(one.text)
	add(width < shortWidth && !concludes().MatchString(one.text), forShort)
	add(width > longWidth, forLong)
	add(width > 2*longWidth, 2*forLong)
	add(numberOf(one) > 0, forItem)
	return sum
}

// dangles reports whether a sentence cannot be understood without the one before it.
func dangles(text string) bool {
	return dangling().MatchString(text) || startsLower(text)
}

// startsLower reports whether a text begins with a small letter, and so continues the one
// before it.
func startsLower(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return 'a' <= r && r <= 'z'
}

var (
	announces = doc.Pattern(`(?i)(?:本文|這篇|这篇|本篇|此文|本書|本书|本刊|本站|這份|这份|這裡|这里|本報告|本报告|本指南|本教程).{0,12}(?:整理|介紹|介绍|說明|说明|討論|讨论|探討|探讨|記錄|记录|分析|將|将|帶你|带你|總結|总结|分享|講|讲|提供)|` +
		`(?:^(?:in )?(?:this|the)|\bin this) (?:[a-z]+ )?(?:article|post|guide|document|doc|page|tutorial|paper|report|essay|book|chapter|package|library|project|module|tool|repository|repo)\b.{0,40}\b(?:is|describes?|explains?|covers?|shows?|discuss\w*|provides?|introduces?|summari[sz]es?|implements?|explores?|reviews?|walks?|we|i)\b`)
	defines   = doc.Pattern(`(?i)^(?:package )?[\w./+-]+(?: \([^)]*\))? (?:is|provides|implements|refers to|contains|offers) |^.{2,20}(?:是一(?:個|个|種|种|款|套|門|门|份|本)|是指|指的是)`)
	concludes = doc.Pattern(`(?i)^(?:總之|总之|總的來說|总的来说|整體而言|整体而言|綜上|综上|因此|所以|可見|可见|由此可見|由此可见|由此推想|結論是|结论是|最重要的是|說到底|说到底)|最重要的是|` +
		`^(?:in short|overall|in conclusion|to sum up|in summary|ultimately|the bottom line|the key|the most important|above all|the answer is|the result)\b|\bthe most important\b`)
	stresses = doc.Pattern(`(?i)最(?:好|主要|重要|關鍵|关键|根本|核心|值得[^，。]{0,4})的|(?:重點|重点|核心|關鍵|关键)(?:是|在於|在于)|\b(?:main|key|biggest|central|core|primary|most important) (?:points?|reasons?|goals?|aims?|ideas?|advantages?|problems?|challenges?|differences?|limit\w*|findings?|lessons?)\b`)
	dangling = doc.Pattern(`(?i)^(?:它|他|她|牠|其(?:中|實|次)?|該|该|此(?:外|舉|举|類|类)?|這|这|那|而|但|但是|不過|不过|然而|可是|並且|并且|另外|同時|同时|此時|此时|然後|然后|接著|接着|於是|于是|反之|否則|否则|再說|再说|例如|比如|當時|当时|更|也|還|还|又|如此|後者|后者|前者|對，|对，|只有當|只有当|除此之外|當然|当然)|` +
		`^(?:it|its|it's|he|she|they|their|his|her|this|that|these|those|such|there|then|however|but|and|or|so|yet|also|still|instead|otherwise|therefore|thus|hence|moreover|furthermore|additionally|meanwhile|nevertheless|besides|finally|similarly|in this case|in that case|when this|for (?:example|instance)|for this|at that|at the same time|the (?:former|latter|same)|both of|okay|ok|note|to (?:address|fix|solve) this|now|here|once this|after that|not only that|[a-z]+ (?:this|these|those|it|them)|before [a-z]+ing this|to (?:address|fix|solve|work around|avoid) (?:this|that|it))\b|^(?:later|earlier|[a-z]+ (?:[a-z]+ )?that),|\binstead\.$`)
	overviews = doc.Pattern(`(?i)^(?:簡介|简介|概述|概要|前言|引言|背景|摘要|總覽|总览|導言|导言)$|^(?:introduction|overview|about|what is .*|abstract|summary|description|background)$`)
	labelled  = doc.Pattern(`^(?:\S+ ?){1,4}: |^[^，。：]{1,12}：`)
	vague     = doc.Pattern(`^(?:\S+ ){1,4}(?:it|them|this|these)\b|^(?:\S+ ){2,4}that(?: and\b|[.,])|^[^，,]{0,8}(?:它|他們|他们|她|[說说道]，?[這这]|這裡|这里|這個|这个|這種|这种|那種|那种)`)
	examples  = doc.Pattern(`(?i)例如|比如|舉例|举例|譬如|像是|\b(?:for (?:example|instance)|e\.g\.|such as|like this)`)
	points    = doc.Pattern(`(?i)(?:下|上|左|右|如)[圖图表]|(?:如下|以下|下面|下列|上面|如上|下方|上述|請看|请看|接下來|接下来|下文|前文|後面會|后面会)|（[下上][圖图]）|` +
		`\b(?:below|above|following|as follows|see (?:the|also|section|figure)|figure|screenshot|later in|next section|pictured|shown here|the chart|in the image)\b`)
	tells  = doc.Pattern(`(?i)^(?:有人|有一次|有一天|去年|昨天|那天|當天|当天|某天|記得|记得)|(?:我當時|我当时|我心想|我看過|我看过|我的經驗|我自己|親眼|亲眼)|^(?:one day|yesterday|last (?:week|year|month|night)|when i |people have asked)`)
	orders = doc.Pattern(`^(?:Make|Edit|Stop|Issue|Restart|Run|Transfer|Create|Click|Open|Install|Set|Add|Turn|Check|Copy|Download|Select|Go|Enter|Type|Press|Remove|Replace|Write|Read|Call|Pass|Ensure|Import|Clone|Build|Simply|First|Second|Third|Next|Please|Be sure|Do not|Don't|Avoid|Before [a-z]+ing)\b|^(?:請|请|首先|其次|先|再|記得|记得|點選|点击|輸入|输入|打開|打开|下載|下载)`)
)
