package intent

// A rule is a kind with the wordings that ask for it.
type rule struct {
	kind  Kind
	asked phrasings
}

var aboutTheArticle = []rule{
	{Title, whole(
		`(?:那|请问|所以)*(?:{此}的?)?(?:标题|题目|篇名|题名|文章名称?|文章的名字|文章名字|书名|刊名|文章标题)(?:是|叫|叫做|为)*{何}?{尾}`,
		`(?:那|请问|所以)*{此}的?(?:名字|名称|标题|题目|名)(?:是|叫|叫做|为)*{何}?{尾}|叫{何}(?:标题|题目){尾}|(?:那|请问)*{此}(?:是)?(?:叫|叫做)(?:做)?{何}(?:名字|标题|名称|题目|名)?{尾}`,
		`(?:那|请问)*(?:这|{文})是第(?:几|多少)(?:期|集|号|卷|章|回|篇){尾}`,
		`{请}(?:告诉我|说|给我){一下}{此}?的?(?:标题|题目){尾}`,
		`(?:so |and |ok )*(?:what{is}|wats|give me|tell me|show me)? ?(?:the |its |this |your )?(?:title|titel|headline|heading|name)(?: (?:of|for) {article}| of it)?{end}`,
		`(?:what{is}|whats|give me) {article}s? (?:title|headline|name){end}|(?:what|how) is {article} (?:called|titled|named|entitled){end}|whats {article} (?:called`+
			`|titled|named){end}|{article}s? (?:title|headline|name){end}|(?:what|which) (?:issue|edition|episode|volume)(?: number)?{is} (?:this|it|{article}){end}`,
	)},
	{Author, whole(
		`(?:那|请问|所以)*(?:{此}的?)?(?:作者|撰稿人|撰文者|撰文|记者|编辑|笔者|原作者|执笔人?|主编|责任编辑|责编|小编|供稿人|投稿人|撰写人|作者名字?|作者姓名`+
			`|作者大名)(?:的名字|名字|大名|姓名)?(?:是|叫|叫做|为)*(?:谁|哪位|哪一位|哪个|哪些人|{何}人|{何}名字|{何}名|{何}|何人|哪里人|名字)?{尾}`,
		`(?:那|请问|所以)*(?:谁|哪位|哪个人)(?:是)?(?:{此}的?)?(?:作者|撰稿人|编辑|记者|笔者){尾}`,
		`(?:那|请问|所以)*(?:{此}|它)?(?:到底|究竟)?(?:是|由)?(?:谁|哪位|哪个人|什么人|何人|哪个(?:记者|作者|编辑)|哪位(?:记者|作者|编辑|老师`+
			`|作家))(?:所)?(?:来)?(?:写|撰写|执笔|撰文|著|编写|写作|撰稿|报道|报导|写成|编|发表|发)(?:出来)?(?:的)?{尾}`,
		`(?:那|请问)*{此}(?:是)?(?:谁)(?:做|办|编|出|弄|搞|整理|创办|创作)(?:的|出来的)?{尾}|(?:那|请问)*(?:是)?谁(?:写|撰写|编写|发表)(?:了|的|出)?(?:{文}|这个|这){尾}`,
		`(?:so |and |ok |btw )*(?:who{is}|whats|what is|tell me|name)? ?(?:the |its )?(?:author|authors|writer|journalist|reporter|editor|byline|columnist`+
			`|blogger)s?(?: name| names)?(?: (?:of|for|behind) {the article}| of it| here)?{end}`,
		`(?:so |and |ok |btw )*who (?:wrote|writes|authored|penned|published|made|posted|created|is behind|did)(?: (?:{the article}|it))?{end}|(?:so |and )*who (?:is`+
			`|was|has) (?:{the article}|it) (?:written|authored|penned|made|published) by{end}|whos {the article} (?:written )?by{end}`+
			`|who (?:is )?{the article} by{end}|by whom (?:is|was) {the article} (?:written|made){end}|(?:who{is} )?{the article}s? (?:author|writer){end}`+
			`|who wrote{end}|(?:written )?by whom?{end}`,
	)},
	{Date, whole(
		`(?:那|请问|所以)*(?:{此}|它)?(?:大概|到底)?(?:是|在|于)*{何时}(?:所)?(?:写|发表|发布|发|刊登|刊出|出版|出|撰写|登|上线|公布|更新|完成|po|贴|写成|刊载|报道`+
			`|报导)(?:出来|完|成|上来)?(?:的)?(?:文章)?{尾}`,
		`(?:那|请问)*{文}?(?:写于|发表于|发布于|刊登于|出版于|写在|发在){何时}{尾}`,
		`(?:那|请问|所以)*(?:{此}的?)?(?:发布|发表|出版|刊登|写作|撰写|发文|出刊|更新|刊出|上线|文章)(?:的)?(?:日期|时间|日|年份|年月)(?:是|为|在)*(?:{何时}|{何}时间`+
			`|{何})?{尾}|(?:那|请问)*(?:{此}的?)(?:日期|时间|年份)(?:是|为)*(?:{何时}|{何})?{尾}|日期{尾}`,
		`(?:那|请问)*{此}(?:是)?{何时}的?(?:文章|报道|报导|新闻|文|东西|资料|内容|写的)?{尾}|(?:那|请问)*{文}(?:有)?(?:多旧|多新|是不是最新的?|新不新|是最近的?|是最新的?){尾}`,
		`(?:so |and |ok )*(?:when|what date|what day|what year|which year|in what year|in which year|how long ago|on what date|on which date|what time)(?: was| is`+
			`| did| were|s)? (?:{the article}|it)? ?(?:was |been |get |come )?(?:first |originally )?(?:written|published|posted|released|out|made|from|updated`+
			`|last updated|dated|write|publish|issued|uploaded)(?: on| out| in)?{end}`,
		`(?:what{is}|give me|tell me)? ?(?:the |its )?(?:date of publication|publication date|publishing date|publish date|release date|date of release|date published`+
			`|date posted|posting date|published date|date of writing)(?: (?:of|for) {the article}| of it)?{end}|(?:what{is}|give me|tell me)? ?(?:the `+
			`|its )?date (?:of|on|for) {the article}{end}|date{end}|(?:what{is})? ?{the article}s? (?:publication )?date{end}|how (?:old|recent|new|current`+
			`|up to date) (?:is|was) {the article}{end}|is {the article} (?:recent|new|old|current|up to date|outdated|out of date){end}|when did (?:they|he|she`+
			`|the author) (?:write|publish|post) {the article}{end}|what (?:date|year|month) is {the article}(?: from)?{end}`,
	)},
	{Source, whole(
		`(?:那|请问|所以)*(?:{此}的?)?(?:原始|原文)?(?:来源|出处|原始出处|资料来源|文章来源|源头|原文来源|消息来源)(?:是|在|为|来自)*(?:哪里|哪儿|哪|哪边|何处|{何}`+
			`|{何}地方|哪个网站|哪家媒体|{何}网站)?{尾}`,
		`(?:那|请问|所以)*{此}(?:是)?(?:来自|来自于|出自|出自于|取自|转自|源自|转载自|摘自|从|在|由)(?:哪里|哪儿|哪|何处|哪边|{何}地方|(?:哪个|哪家|哪间|{何})(?:网站`+
			`|媒体|报纸|杂志|平台|网页|报社|部落格|博客|公众号|书|期刊|地方))(?:来|找来|抓来|转载|转|看到|发表|发布|刊登|抄来|弄来|找到|发|抓|出来)?(?:的)?{尾}`+
			`|(?:那|请问)*(?:是)?(?:哪个|哪家)(?:网站|媒体|报社|报纸|杂志|平台)(?:写|发|发布|刊登|报道|报导|登)的{尾}|(?:那|请问)*{此}(?:是)?(?:哪里|哪儿|哪)(?:来`+
			`|找来|抓来|弄来|看到|转载)的{尾}`,
		`(?:那|请问)*{此}(?:是)?(?:哪个|哪家|哪间|哪一家|哪份|{何})(?:网站|媒体|报纸|杂志|平台|报社|部落格|博客|公众号|期刊|出版社|单位|机构)(?:的|发的|发布的|刊登的`+
			`|写的|报道的|报导的|报的|出的|登的)?(?:报道|报导|文章|新闻)?{尾}`,
		`(?:那|请问)*{请}(?:有没有|有|给|发|附|贴|来)?(?:{此}的?)?(?:原文|文章|原始|原|来源|出处|原文的|文章的|全文)(?:的)?(?:链接|连结|网址|url|link|地址|在哪|在哪里`+
			`|哪里看|哪里可以看){一下}(?:吗|么|是什么|是啥|是|在哪|在哪里|给我|发我|发一下|发|有吗|有没有)*{尾}|{请}(?:链接|连结|网址|url|link)(?:是|在)?(?:什么|啥`+
			`|哪|哪里|呢)?{尾}`,
		`(?:so |and |ok )*(?:where|which (?:website|site|newspaper|magazine|outlet|publication|source|paper|journal|blog)|what (?:website|site|newspaper|magazine`+
			`|outlet|publication|source|paper|journal|blog))(?:{is}| did| does| do)?(?: you)? ?(?:{the article})?(?: (?:come|came|taken|published|posted|get|find`+
			`|got|originally|first|coming|originate|appear|printed|from|in|on|it|this))+{end}`,
		`(?:what{is}|give me|tell me|show me|cite|link|whats|send me|do you have|is there|have you got|can i have|can i get)? ?(?:the |its |your |a `+
			`|an )?(?:original )?(?:source|sources|source link|link|url|web address|citation|original article|original link|original|provenance|origin)(?: (?:of|for`+
			`|to) (?:the )?(?:original(?: article| text)?|{the article}|it|source))?{end}|who published {the article}{end}|(?:which|what) (?:website|site|newspaper`+
			`|magazine|outlet|publication|paper|publisher) (?:published|posted|printed|wrote|ran|is) (?:{the article}|it)(?: from)?{end}|where (?:did|do`+
			`|have) (?:you|u|they) (?:get|find|take|got|found|pull) {the article}(?: from)?{end}|where can i (?:find|read|see|get) (?:the )?(?:original`+
			`|full)(?: article| text| version)?{end}`,
	)},
	{Length, whole(
		`(?:那|请问|所以)*(?:{此}的?)(?:总共|一共|共|全部|大概|大约|到底|约)*(?:是)?(?:有|是)?(?:多长|多少(?:个)?字|几(?:个|千|万|百)?字|多少字数|几页|多少页|几段`+
			`|多少段(?:落)?|几个(?:段落|章节|小节|部分|段|字)|多少个(?:段落|章节)|多少(?:章|节|行|句)|几(?:章|节|行|句)(?:话)?){尾}`,
		`(?:那|请问)*(?:总共|一共|全部|共|大概)?(?:有)?(?:多少(?:个)?字|几个字|字数|篇幅|长度|多少页|几页|几段){尾}`,
		`(?:那|请问)*(?:{此}的?)?(?:总)?(?:字数|篇幅|长度|页数|段落数|总字数|阅读时间)(?:是|有|大概|大约|总共|一共|为)*(?:多少|几(?:个)?字?|多长|多大|多久|{何})?{尾}`+
			`|(?:那|请问)*{此}(?:长不长|会不会很长|很长|有多长|长吗){尾}`,
		`(?:那|请问)*(?:{此})?(?:要|需要|大概|大约)*(?:读|看|念|阅读)(?:完)?(?:{此})?(?:完)?(?:大概|大约|总共)?(?:要|需要|得|会)?(?:花|用)?(?:多久|多长时间|多少时间`+
			`|几分钟|多少分钟|多少时间)(?:时间)?{尾}`,
		`(?:so |and |ok )*how (?:long|big|lengthy)(?:{is})? {the article}{end}|how many (?:words|characters|pages|paragraphs|sections|chapters|sentences|lines|chars`+
			`|letters)(?: (?:are|does|do|is|has|have))?(?: there)?(?: (?:in|of))?(?: {the article}| it)?(?: (?:has|have|contain|contains|long|in total|total|there`+
			`|in it))*{end}`,
		`(?:what{is}|whats|give me|tell me|show me)? ?(?:the |its |total )?(?:word count|length|page count|word length|number of (?:words|pages|characters|paragraphs)`+
			`|character count|reading time|wordcount)(?: (?:of|for|in) {the article}| of it)?{end}|how (?:long|much time) (?:does it|will it|would it|do i need`+
			`|to)(?: take)?(?: me| one)?(?: to)? ?(?:read|finish|get through)(?: (?:{the article}|it|reading it))?{end}|(?:is )?{the article} (?:long|short`+
			`|very long|a long read|word count|length){end}`,
	)},
}

// aboutArticle reads questions about the article itself, rather than about what it says.
func aboutArticle(w wording) (Intent, bool) {
	for _, r := range aboutTheArticle {
		if r.asked.match(w.words) {
			return Intent{Kind: r.kind}, true
		}
	}
	return Intent{}, false
}
