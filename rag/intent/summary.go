package intent

import (
	"strconv"
	"strings"
)

var summaries = whole(
	// what is it about
	`(?:那|请问|所以|到底)*{此}(?:的)?(?:主要|大概|大致|大略|到底|究竟|都|整体|主要是|总共|大体|简单来说|重点|全文|通篇|具体)*(?:是)?(?:在|再)?(?:讲|说|谈|写|聊`+
		`|介绍|讨论|表达|描述|讲述|叙述|传达|报道|报导|讲解|想说|想讲|想表达|要表达|要说|要讲|想传达|要传达|论述|关于|说明|谈论|探讨|讲到|分析|阐述|告诉我们`+
		`|有关|干|干嘛|干什么)(?:了|的|的是|到|些|述|的都是|过|有关)*(?:{何})(?:内容|东西|事情?|故事|主题|重点|的|问题|道理|鬼)*{尾}`,
	`(?:那|请问|所以)*(?:主要|大概|大致|大略|到底|究竟|全文|简单来说|整体)*(?:是)?(?:在)(?:讲|说|谈|写|聊|介绍|讨论|表达)(?:的是|的)?{何}(?:内容|东西|事情?|故事`+
		`|主题)*{尾}|(?:主要|大概|大致)(?:是)?(?:讲|说|写|谈|介绍|讲述)(?:了|的|的是)*{何}(?:内容|东西|事情?)*{尾}`,
	`(?:那|请问|所以)*{此}的?(?:主要|大概|大致)?(?:内容|重点|主旨|大意|意思|主题)(?:主要|大概)?(?:是)?(?:在)?(?:讲|说|关于|有关)?(?:的)?{何}{尾}|(?:那`+
		`|请问)*{文}(?:是)?(?:关于|有关)(?:于)?{何}的?{尾}|{文}(?:是)?(?:干嘛|干什么|做什么)(?:用)?的?{尾}`,
	// its main points
	`(?:那|请问|所以)*(?:{此}的?)(?:主要|核心|重要|最重要)?(?:的)?(?:{要点}|结论|总结|内容|核心|中心|观点|论点|信息|讯息|(?:大概|大致|主要|整体)?的?意思`+
		`|价值)(?:到底|究竟|大概|主要)*(?:是|有|在|包括|为)*(?:{何}|哪里|哪几个|哪几点|如何|怎样|哪)?{尾}`,
	`(?:那|请问|所以|简单说|长话短说|省流)*(?:{要点})(?:到底|究竟|大概|主要)*(?:是|有|在|包括)*(?:{何}|哪里|哪几个|哪几点|哪)?{尾}`,
	// summarise it
	`{请}(?:用)?(?P<n1>{几句}|)(?:来|地|的)?{请}(?:{总结})(?:和归纳|整理|归纳|概括)?{一下}(?:{此}|上面|以上|它|所有文章|以上内容|上面的内容|整篇`+
		`|全部)?(?:的)?(?:所有|全部|主要)?(?:的)?(?:{要点}|内容|核心|观点|结论|信息)?(?:{一下}|内容)(?:就好|即可|就行|可以吗|好吗|行吗|谢谢|出来|给我)*(?:用|成`+
		`|为|在)?(?P<n2>{几句}|)(?:内|以内|就好|即可|就行|可以吗|好吗|行吗|以下)*{尾}`,
	`{请}(?:把|将|对)?{此}(?:的)?(?:{要点}|内容)?(?:用)?(?P<n3>{几句}|)(?:来|地|的)?{请}(?:{总结}|讲|说明|说|描述|介绍|讲完|说完)(?:成|为|出|一下|下|给我|做|个`+
		`|一个|一份|用)*(?P<n4>{几句}|)(?:的)?(?:{要点})?(?:一下|下|给我|就好|吗|好吗|可以吗|出来|讲完|说完)*{尾}`,
	`{请}(?:把|将)?(?:{此})?(?:的)?(?:{要点}|内容)(?:都|给我|帮我|简单|稍微|快速)*(?:说|讲|列|整理|总结|概括|归纳|抓|挑|划)(?:一下|下|出来|给我|说|讲|成(?:{几句}))+{尾}`,
	`{请}(?:给|列|列出|说|说说|讲|讲讲|画|划|划出|抓|抓出|挑|看|做|写|整理|提供|告诉|要|来|弄){一下}(?:{此}|全文)?(?:的)?(?:所有|全部|主要|几个|几点|一些|{数}个`+
		`|{数}点)?(?:的)?(?:{要点}|主要内容|关键点)(?:出来|就好|就行|即可|给我|吧|一下|整理|好吗|可以吗)*{尾}`,
	`{请}(?:用)?(?P<n5>{几句})(?:话)?(?:来|地|内|以内|简单)*{请}(?:总结|概括|说明|讲|说|介绍|描述|归纳|摘要|形容|讲完|说完|讲清楚|说清楚|讲解|解释|整理`+
		`|带过){一下}(?:{此}|它)?(?:的)?(?:{要点}|内容|在讲什么|在说什么|讲什么)?{一下}{尾}|(?P<n6>{几句})(?:重点|总结|摘要|懒人包|概括|说完|讲完|版|版本`+
		`|带过)?{尾}`,
	`{请}(?:介绍|说说|讲讲|聊聊|解释|解读|解说|说明|导读|说|讲|谈谈)(?:一下下|一下|下)?{文}(?:的)?(?:大概|大致|主要)?(?:内容|重点|大意|意思)?{一下}(?:在讲什么|在说什么)?{尾}`,
	`{请}(?:给|来|做|出|写|有)(?:个|一个|一份|份|我|我们|一下)*(?:简短|简单|简要)?(?:的)?(?:{总结}|{要点}){尾}`,
	`(?:我|我们|实在|真的|真|有点)*(?:太长了?|太长不看|字太多了?|太多字了?|懒得看|没时间看|没空看|看不完|不想看|懒得读|没看|不想看完)(?:全文|文章|完|了`+
		`|不想看)*(?:{请}(?:说|讲|来|列|看|直接)?(?:{总结}|{要点}|在讲什么|到底在讲什么|讲了什么|一句话)(?:一下|就好|出来|给我|是什么)*)?{尾}|省流(?:版`+
		`|一下)?{尾}|懒人包|长话短说{尾}|(?:一句话)?(?:重点|内容)?(?:整理|摘要|总结|速览|概览|速读|导读|懒人包){尾}`,

	// what is it about
	`{ask}(?:what|wat|whats)(?:{is})? (?:{article}|it)(?: all| mainly| really| actually| basically| mostly| even| exactly)* (?:about|abt|talking about|saying`+
		`|telling(?: us| me)?|trying to say|trying to tell(?: us| me)?|discussing|describing|covering|dealing with|on about|trying to convey|concerned with`+
		`|going on about|getting at)(?: in (?:short|general|brief|a nutshell|simple terms|total))*{end}`,
	`{ask}(?:what|wat) (?:does|do|did|is) {article}(?: actually| basically| mainly| generally| really)* (?:say|talk about|discuss|cover|describe|deal with`+
		`|try to say|contain|tell(?: us| me)?|mean|argue|explain|report|convey|speak about|teach|state|claim)(?: in (?:short|general|brief|a nutshell))*{end}`+
		`|in (?:a nutshell|short|brief|one sentence|a few words|summary|simple terms) what (?:does|is|s|are|did) (?:{article}|it|they)(?: (?:say|saying|about`+
		`|all about|mean|talk about|talking about))*{end}|what does it say(?: in (?:a nutshell|short|brief|general))?{end}|{please}(?:tell me|tell us|explain`+
		`|explain to me|describe|know|say|summari[sz]e) what {article}(?: is| was|s)?(?: all| mainly| basically)? (?:about|saying|says|talks about|discusses`+
		`|covers){end}|{ask}(?:give|list|write)(?: me)? (?:the )?(?P<m5>\d{1,2}|two|three|four|five|six|a few|some|top \d) (?:short |brief |main |key `+
		`|quick )*(?:bullet points|bullets|points|takeaways|key points|highlights|sentences)(?: (?:of|from|about|on|for) (?:{article}|it))?{end}`+
		`|{ask}what happen(?:s|ed)? in {article}{end}`,
	`(?:{ask})?(?:tell me about|explain|describe|walk me through|introduce|simplify) {the article}(?: to me| to us| for me| to a (?:child|five year old|kid`+
		`|beginner)| like im (?:five|5))*(?: in (?:simple|plain|easy|layman|laymans|basic|simpler|your own) (?:terms|words|english|language))?{end}`,
	// its main points
	`{ask}(?:(?:what|wat|which|whats)(?:{is})? |list |list out |show me |tell me |give me |name |get |extract |i want |any |just )?(?:the |its |some |a few |all `+
		`|all the |me the |\d+ |three |five )*(?:main|key|most important|important|central|core|major|big|chief|principal|primary|overall|general`+
		`|basic) (?:point|points|idea|ideas|takeaway|takeaways|message|messages|argument|arguments|theme|themes|thesis|findings|finding|topic|topics|conclusion`+
		`|conclusions|facts|fact|concepts?|claims?|insights?|lessons?|thrust|gist|content|contents|bits|thing|things|subject|parts)(?: (?:of|in|from|made in`+
		`|made by|made|here|to know|about|mentioned in|does|that) ?(?:{article}|it)?)?(?: making| makes?| made)?{end}`,
	`{ask}(?:(?:what|whats|which)(?:{is})? |show me |tell me |give me |just |any )?(?:the |its |a |an )?(?:quick |short |brief |general |overall |main |key `+
		`|one sentence |one line |simple )*(?:gist|takeaways?|take aways?|summary|tldr|tl dr|highlights|overview|synopsis|recap|rundown|bottom line|abstract`+
		`|outline|bullet points|key points|main points|moral|executive summary|cliff ?notes|essence|short version|summarization)(?: (?:of|in|from|for|about`+
		`|here))?(?: (?:{article}|it))?(?P<m1>{in sentences}|){end}`,
	`{ask}(?:what{is}|whats) (?:the )?(?:point|purpose|message|conclusion|conclusions|topic|subject|theme|thesis|moral|argument|aim|goal|content|contents`+
		`|focus) (?:of|in) {the article}{end}|what(?:{is})? (?:the )?topic{end}`,
	// summarise it
	`{ask}(?:a |the )?(?:quick(?:ly)? |brief(?:ly)? |short(?:ly)? )*(?:summari[sz]e|sum up|summ up|sum|recap|outline|condense|boil down|shorten|digest|tldr|tl dr`+
		`|summary|run down|break down|paraphrase)(?: (?:it|up|down|of|for me|me|to me))*(?: (?:the )?(?:main |key |whole |entire |most important )*(?:points`+
		`|ideas|content|contents|arguments|takeaways|idea|message|everything) (?:of|in|from))?(?: (?:{article}|it|everything|the contents?|the main points`+
		`|the key points))?(?: (?:up|down|for me|to me))*(?P<m2>{in sentences}|){end}`,
	`{ask}(?:give|get|write|make|provide|show|do|create|need|want|can i have|can i get|could i have|could i get|may i have|i want|send|i would like|id like`+
		`|have)(?: (?:me|us))?(?: (?:a|an|the|some|just|only))*(?: (?:quick|short|brief|concise|one sentence|one line|one paragraph|two sentence|three sentence`+
		`|general|simple|small|nice|little|\d+ sentence|\d+ line|bulleted|high level))*(?: (?:summary|overview|gist|rundown|run down|recap|synopsis|outline|tldr`+
		`|tl dr|main points|key points|main ideas?|highlights|takeaways|key takeaways|main takeaways|bullet points|abstract|idea|essence|short version`+
		`|cliff ?notes|summarization))(?: (?:of|for|on|about|from|in))?(?: (?:what )?(?:{article}|it)(?: is about| says)?)?(?P<m3>{in sentences}|){end}`,
	`{ask}(?:put|say|explain|describe|tell me|state|express|what{is}|whats|what does)?(?: (?:{article}|it))?(?: (?:about|say|is about))?(?P<m4>{in sentences}){end}`,
	`(?:its |that is |thats |it is |way )*too long(?: (?:didnt|dont|did not|wont|to) read)?(?: .{0,24})?{end}|(?:i )?(?:didnt|dont|havent|cant|wont|cannot`+
		`|do not)(?: (?:have|want|feel like|got))?(?: (?:the|any))?(?: (?:time|patience|energy))?(?: to)? read(?:ing)? (?:it all|all that|all of (?:this|that`+
		`|it)|{article}|the whole thing|it)(?: .{0,30})?|eli5{end}|tl ?d ?r{end}|long story short{end}`,
)

// topical matches requests for a summary of a part.
var topical = whole(
	`{请}(?:{总结})(?:一下|下|出)?(?:{文})?(?:里|中)?(?:的)?(?:关于|有关|提到|讲到|讲|谈到|对于|跟)(?:的)?(?P<subject1>.+?)(?:有关|相关)?(?:的)?(?:部分|内容|章节`+
		`|段落|那段|那部分|重点|观点|描述|那一段|一节|那节)?{尾}`,
	`{请}(?:{总结})(?:一下|下|出)?(?:{文})?(?:里|中)?(?:的)?(?P<subject2>.+?)(?:的|那|这)?(?:个|一)?(?:部分|内容|章节|段落|段|那部分|重点|观点|一节|节|要点){尾}`,
	`{请}(?:总结|概括|归纳|摘要|概述|简述|统整)(?:一下|下)(?:{文})?(?:里|中)?(?:的)?(?P<subject3>.+?){尾}`,
	`{请}(?:把|将)?(?:{文}(?:里|中)?(?:的)?)?(?:关于|有关)?(?P<subject4>.+?)(?:的|那|这)(?:个|一)?(?:部分|内容|章节|段落|段|那部分|重点|观点){请}(?:{总结})(?:一下|下|出来|给我)*{尾}`,
	`{ask}(?:summari[sz]e|sum up|recap|outline|condense)(?: (?:for me))?(?: (?:what (?:{article}|it) (?:says|say|said|tells(?: us| me)?|writes) (?:about`+
		`|on)))? (?:the )?(?:(?:parts?|sections?|bits?|chapters?|paragraphs?|passages?|points?|info|information|content|things?) (?:about|on|of|regarding`+
		`|concerning|that talks about|with|called|titled|named) )?(?P<subject5>.+?)(?: (?:part|section|chapter|bit|paragraph))?{end}`,
	`{ask}(?:give|get|write|make|provide)(?: (?:me|us))?(?: (?:a|an|the))?(?: (?:quick|short|brief|concise|general))*(?: (?:summary|overview|rundown|recap|synopsis`+
		`|outline)) (?:of|on|about) (?:the )?(?:(?:parts?|sections?|bits?|chapters?|paragraphs?|passages?) (?:about|on|of|regarding`+
		`|concerning) )?(?P<subject6>.+?){end}`,
)

// summary reads a request for the main points of the whole article or of a part.
func summary(w wording) (Intent, bool) {
	if pattern, match := summaries.find(w.words); match != nil {
		for i := 1; i < len(match)/2; i++ {
			if pattern.SubexpNames()[i] != "" && match[2*i] >= 0 {
				if n := sentences(w.words[match[2*i]:match[2*i+1]]); n > 0 {
					return Intent{Kind: Summary, Sentences: n}, true
				}
			}
		}
		return Intent{Kind: Summary}, true
	}
	if subject, ok := subjectOf(w, topical); ok {
		return Intent{Kind: Summary, Subject: subject}, true
	}
	return Intent{}, false
}

// numerals are the ways to write a number of sentences; longer ones come first.
var numerals = []struct {
	written string
	value   int
}{
	{"一", 1}, {"两", 2}, {"二", 2}, {"三", 3}, {"四", 4}, {"五", 5}, {"六", 6}, {"七", 7}, {"八", 8}, {"九", 9}, {"十", 10},
	{"one", 1}, {"single", 1}, {"two", 2}, {"three", 3}, {"four", 4}, {"five", 5}, {"six", 6}, {"seven", 7}, {"eight", 8}, {"nine", 9}, {"ten", 10},
}

// sentences returns how many sentences a wording asks for, or 0. 100字 counts characters, so
// it gives 0.
func sentences(text string) int {
	if strings.Contains(text, "字") || strings.Contains(text, "word") || strings.Contains(text, "paragraph") {
		return 0
	}
	digits := strings.TrimFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	if n, err := strconv.Atoi(digits); err == nil {
		return n
	}
	for _, numeral := range numerals {
		if strings.Contains(text, numeral.written) {
			return numeral.value
		}
	}
	return 0
}
