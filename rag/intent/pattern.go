package intent

import (
	"regexp"
	"strings"
	"sync"

	"footnote/corpus/doc"
)

// pieces are parts of many patterns, by name. Chinese comes without spaces; English with one
// space between words, and without apostrophes.
var pieces = strings.NewReplacer(
	// an article, as people refer to it
	`{文}`, `(?:(?:上面|刚刚|刚才|目前|现在)?的?(?:这|那|本|该|此|整|呢)(?:一)?(?:篇|份|个|本|则|段|期|部)?(?:文章|报道|报导|新闻|文件|文档|报告|资料|帖子|贴文`+
		`|博客|部落格|周刊|杂志|论文|故事|稿子|稿|评论|专栏|访谈|游记|教程|笔记|公告|文字|网页|页面|东西|文)|(?:上面|刚刚|刚才)?(?:这|那|本|该|整)(?:一)?(?:篇`+
		`|份|则|期)|这(?:一)?本书|本书|文章|全文|本文|文中|原文|内文|整篇文|上文)(?:里面|里头|里|中|内|当中)?`,
	`{全部文章}`, `(?:(?:在|从)?(?:所有|全部|每一?篇|各篇|整个|这些|几篇|全库)(?:的)?(?:文章|报道|文件|资料库|图书馆|资料|文)?(?:里面|里头|里|中|内|当中)?(?:总共|一共|加起来|合计|全部|共)*)`,
	// the same, or only "this"
	`{此}`, `(?:{文}|这个|这边|这里|这)`,
	`{何时}`, `(?:什么时候|什么时间|什么时侯|何时|哪时候?|哪个时候|啥时候?|啥时间|几时|哪一?天|哪一?年|哪一?月|哪个月|哪一?日|几号|几月几[号日]|几月|几年|几几年`+
		`|什么日期|何年何月|何年|何日|多久以前|多久之前)`,
	`{尾}`, `(?:对吧|对吗|对不对|是吧|是吗|啊|呀|阿|呢|吧|啦|喔|哦|噢|嘛|吗|么|耶|欸|诶|捏|咧|勒|齁|哈|了|的|ㄚ|ㄋ|ㄟ)*`,
	`{何}`, `(?:什么|啥子|啥|哪些|些什么|些啥|甚么|神马|虾米)`,
	`{数}`, `(?:[0-9]{1,2}|[一二两三四五六七八九十几])`,
	// before a request
	`{请}`, `(?:那|那么|所以|然后|好|好的|嗨|欸)?(?:可以|可不可以|能不能|能否|可否|能|麻烦|劳烦|烦请|拜托|请|求|快|直接|快速|简单|简短|我要|我想要|我需要`+
		`|想要)*(?:你|大家)?(?:可以|能)?(?:帮忙|帮我们|帮我|帮|替我|给我|跟我|为我|给|来|先|再|快|直接|快速|简单|简短|简要|大概|大致|扼要|重新|好好)*`,
	`{一下}`, `(?:一下下|一下子|一下|下|看看|看|一遍|一次|个|一个|一份|份|出来|出|点|给我|我)*`,

	`{要点}`, `(?:主旨|大意|主题|重点|要点|中心思想|核心思想|核心观点|核心内容|主要内容|主要观点|主要论点|主要意思|主要思想|摘要|梗概|概要|概述|大纲|重心|精华`+
		`|懒人包|关键内容|关键信息|重点整理|重点摘要|内容摘要|内容大纲|内容概要|关键点|全文大意|文章大意|重要内容|主要信息|主要讯息|重点内容)`,
	`{总结}`, `(?:总结|摘要|概括|归纳|整理|统整|汇总|概述|简述|提炼|摘录|梳理|小结|总括|浓缩|精简|缩写|提取)`,
	`{几句}`, `(?:{数}(?:个)?(?:句话|句|点|个重点|条|行|段话|段|个要点)|一两句话?|两三句话?|几句话|[0-9]{2,3}(?:个)?字)(?:话)?`,
	`{in sentences}`, `(?: (?:in|within|into|using|with|as) (?:just |only |about |under |max |at most )?(?:a |an )?(?:one|two|three|four|five|six|seven|eight|nine`+
		`|ten|single|few|couple of|couple|\d{1,2})(?: (?:short|brief|simple))?(?: (?:sentences?|lines?|words?|bullet points?|bullets|points?|paragraphs?`+
		`|phrases?|sentance|sentances)))`,
	`{ask}`, `(?:{please}(?:(?:tell|show) me )?)`,

	`{article}`, `(?:(?:the|this|that|these|your|our|dis|above|whole|entire|full|last|first|current)(?: (?:whole|entire|full|above|last|first|current`+
		`|same))? (?:article|articles|text|piece|post|document|doc|documents|report|story|page|paper|essay|blog|blog post|blogpost|news|news story|file|book`+
		`|passage|write ?up|writeup|content|newsletter|column|interview|guide|pdf|entry|note)|article|this|this one|this thing|all this|all of this)`,
	`{the article}`, `(?:(?:the|this|that|your|dis|whole|current)(?: (?:whole|entire|above|current|original))? (?:article|text|piece|post|document|doc|blog post`+
		`|blogpost|passage|write ?up|newsletter|pdf|news story)|this (?:report|story|page|paper|essay|blog|news|file|book|content|column|interview|guide|thing`+
		`|one|note|entry)|article|this)`,
	`{please}`, `(?:(?:please|pls|plz|kindly|just|now|ok|okay|so|well|hey|and|then) )*(?:(?:can|could|would|will) (?:you|u|ya) (?:please |pls |plz |kindly |maybe `+
		`|possibly |just )*)?(?:(?:i want you to|i need you to|i want|i need|i would like|id like|go ahead and|help me|help me to|try to) )?`,
	`{end}`, `(?: (?:please|pls|plz|for me|quickly|briefly|now|thanks|thx|thank you|real quick|again|exactly|anyway|bro|man|dude|then|lol|here|if you can|in short|overall))*`,
	`{is}`, `(?: is| was| are| were|s|re)`,
)

// A phrasings is a list of wordings, one of which must match a whole text. The Chinese ones
// and the others are compiled when a text first needs them.
type phrasings struct{ chinese, latin func() *regexp.Regexp }

func whole(alternatives ...string) phrasings {
	return phrasings{wholeOf(alternatives, true), wholeOf(alternatives, false)}
}

func wholeOf(alternatives []string, chinese bool) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp {
		var chosen []string
		for _, a := range alternatives {
			if strings.ContainsFunc(a, isHan) == chinese {
				chosen = append(chosen, a)
			}
		}
		if chosen == nil {
			return regexp.MustCompile(`^[^\s\S]`) // matches nothing
		}
		return regexp.MustCompile(`^(?:` + spellOut(strings.Join(chosen, "|")) + `)$`)
	})
}

// match reports whether one of the wordings matches the text.
func (s phrasings) match(text string) bool {
	_, match := s.find(text)
	return match != nil
}

// find returns the pattern that matches a text and the positions of its groups. The positions
// are nil if none matches.
func (s phrasings) find(text string) (*regexp.Regexp, []int) {
	if strings.ContainsFunc(text, isHan) {
		if match := s.chinese().FindStringSubmatchIndex(text); match != nil {
			return s.chinese(), match
		}
	}
	if !strings.ContainsFunc(text, func(r rune) bool { return 'a' <= r && r <= 'z' }) {
		return nil, nil
	}
	return s.latin(), s.latin().FindStringSubmatchIndex(text)
}

// spellOut replaces the names of pieces by the pieces, also within pieces.
func spellOut(expression string) string {
	for {
		next := pieces.Replace(expression)
		if next == expression {
			return next
		}
		expression = next
	}
}

// asks reports whether a folded text has a question word.
func asks(text string) bool { return askingWord().MatchString(text) }

var askingWord = doc.Pattern(`什么|啥|谁|哪|几[^乎]|几$|多少|多久|多大|多长|多高|多远|多快|多重|怎|为何|如何|何时|何处|何种|是否|是不是|有没有|能不能|可不可以` +
	`|会不会|对不对|好不好|要不要|[吗?]|咋|干嘛|呢$|\b(?:what|whats|who|whos|whose|whom|when|where|why|how|hows|which)\b`)
