package intent

import (
	"strings"
	"unicode/utf8"
)

var listOfArticles = whole(
	`(?:那|请问|所以|现在|目前)*(?:你|你们|这里|这边|你这里|你这边|你那里|资料库|数据库|库|知识库|图书馆|系统|手上|手边)?(?:里|中|里面)?(?:现在|目前|总共|一共|共`+
		`|都|手上|手边|全部|到底)*(?:有|收录|收了|读过|看过|读了|看了|存了|放了|知道|收录了|学过|学了|收藏了|包含|装了|索引了)(?:过|了)?(?:几|多少|哪些|哪几`+
		`|什么|啥|些什么)(?:篇|个|份|本|则)?(?:文章|文|文件|文档|资料|报道|报导|书|材料|新闻)?(?:可以|能|可|让我)?(?:问|查|看|读|搜|给我看|找|用|查询|搜寻`+
		`|搜索)?(?:的)?{尾}`,
	`(?:那|请问|现在|目前|总共|一共|这里|都)*(?:有|都有)(?:几篇|多少篇|哪几篇|哪些文章|什么文章|哪些文件|哪些资料|什么资料|几篇文章|多少篇文章|多少文章)(?:可以问`+
		`|可以查|可以看|可问)?(?:的)?{尾}`,
	`{请}(?:列出|列|显示|告诉我|说说){一下}(?:现在|目前|你|这里|总共|都)*有(?:哪些|什么)(?:文章|文件|资料|报道){尾}`,
	`{请}(?:列出|列|显示|展示|看|看看|给我看|列举|秀出|查看|打开){一下}(?:你)?(?:的|有的|所有的|所有|全部的|全部|现有的|目前的|手上的|资料库里的)*(?:文章|文件|文档`+
		`|资料|报道)(?:清单|列表|目录|的清单|的列表|标题|的标题)?(?:列出来|出来|给我)?{尾}`,
	`(?:所有|全部)?(?:文章|文件|资料)(?:的)?(?:清单|列表|目录|总数|数量|一览|总览)(?:是什么|给我|呢|有多少|多少)?{尾}|{请}把(?:所有|全部)(?:的)?(?:文章`+
		`|文件)(?:的?标题)?(?:都)?(?:列|显示|秀)(?:出来|一下|给我)*{尾}`,
	`(?:文章|文件|资料)(?:总共|一共|共|现在|目前)*有(?:几|多少|哪)(?:篇|些|份|个){尾}|(?:你)?(?:的)?(?:资料库|数据库|知识库|文章库|图书馆)(?:里面|里|中)*(?:有|都有`+
		`|包含)(?:什么|啥|哪些)(?:东西|内容|文章)?{尾}`,
	`(?:那|请问)*(?:哪些|哪几篇|几篇|多少)文章{尾}`,
	`(?:so |and |ok |hey |please )*(?:what|which|how many) (?:articles|documents|docs|texts|files|papers|sources|books|posts|pieces)(?: (?:do|have|can|are|did`+
		`|does))?(?: (?:you|u|we|i|there|this bot|it|the bot|your library|the library))?(?: (?:got|have|know|read|ask|see|search|loaded|available|here|hold`+
		`|index|indexed|stored|contain|query|about|of|in|there|right now|currently|now|the library|your library|this server|this channel|access|to|on`+
		`|total))*{end}`,
	`{please}(?:list|show|show me|give me|display|enumerate)(?: me)?(?: a list of)?(?: (?:all|every|the|your|of|available|loaded|a|list))* (?:articles|documents`+
		`|docs|texts|files|titles|sources|library)(?: (?:you have|you know|available|you have read|in the library|in your library|here|loaded|there are))*{end}`,
	`(?:article|articles|document|documents|file) (?:list|count|titles)|what(?: all)?(?:s| is| have| do)? (?:(?:you|u) (?:read|have|know)|in (?:your|the`+
		`|this) (?:library|database|collection|index))(?: (?:read|so far|about|in (?:your|the) library))*{end}|what(?: stuff| things`+
		`| material)? can i read(?: here)?{end}|(?:number of|total) (?:articles|documents)(?: (?:you have|in total|here|available|in the library))*`+
		`|what articles(?: are)?{end}`,
)

var mentioning = []string{
	`(?:那|请问)*(?:有)?(?:哪(?:几|一)?(?:篇|份)(?:的)?(?:文章|报道|报导|文件|文|新闻|文档)?|哪(?:些|个|几个)(?:文章|报道|报导|文件|文|文档))(?:里面|里|中` +
		`|内)?(?:有|是|都|曾|会)*(?:提到|提及|提过|讲到|讲过|谈到|谈及|说到|写到|讨论到|讨论|涉及|介绍到|介绍|讲|谈|写|说|出现|出现过|关于|有关|包含|提)(?:过|了` +
		`|到|的是|的)?(?P<subject>.+?)(?:的)?(?:事情|事|内容|部分|问题|话题)?(?:的)?{尾}`,
	`(?:那|请问)*有(?:没有)?(?:哪篇|一篇|几篇|任何)?(?:文章|报道|文件|文档|报导|资料|新闻)(?:里|中|里面)?(?:有|是|在|曾|会)*(?:提到|提及|提过|讲到|讲过|谈到|谈及` +
		`|说到|写到|讨论|涉及|介绍|讲|谈|写|说|出现|关于|有关|跟|和)(?:过|了|到|的是|的)?(?P<subject2>.+?)(?:有关|相关)?(?:的)?{尾}`,
	`(?:那|请问)*(?:你)?有(?:没有|无)?(?:什么|任何|哪些)?(?:提到|提及|讲到|讲|谈|写|说|关于|有关|介绍|讨论|跟|和)(?:过|了|到)?(?P<subject3>.+?)(?:有关` +
		`|相关)?的(?:文章|报道|报导|文件|资料|新闻){尾}`,
	`(?:那|请问)*(?:跟|和|与|关于|有关|提到|讲到|提及|谈到)(?P<subject4>.+?)(?:有关|相关)?的(?:文章|报道|报导|文件|新闻)(?:有|是)(?:哪些|哪几篇|哪篇|几篇|多少篇|什么|多少){尾}`,
	`(?:那|请问)*(?P<subject5>.+?)(?:这个词|这个名字|这个人)?(?:出现|被提到|被提及|提到|提及|写|有|有出现|曾出现)?在(?:哪(?:几|一)?篇(?:文章|报道|文件|文档)?` +
		`|哪(?:些|个)(?:文章|报道|文件|文档))(?:里面|里|中|当中)?(?:有|被)?(?:出现|提到|提及|讲到|谈到|写到|出现过|提过|被提到)?(?:过)?(?:了)?{尾}`,
	`{请}(?:列出|找出|找|搜寻|搜索|搜|查){一下}(?:所有|全部|有|的)*(?:提到|提及|讲到|谈到|关于|有关|讨论)(?:过|了)?(?P<subject6>.+?)的(?:所有|全部)?(?:文章|报道` +
		`|报导|文件|新闻)(?:列出来|出来)?{尾}`,
	`(?:so |and |ok )*(?:in )?(?:which|what|how many)(?: one| ones)?(?: of)?(?: (?:the|your|these|those|all))*(?: (?:articles?|texts?|documents?|docs|papers?` +
		`|posts?|stories|files?))(?: (?:that|which|do|does|is|are|you have|here|have))*(?: (?:mentions?|mentioned|talks?|talking|discuss(?:es)?|discussing` +
		`|covers?|covering|deals?|refers?|contains?|speaks?|references?|names?|says? something|brings? up|about|on|includes?))(?: (?:about|with|to|of|on|up` +
		`|the word|the name|anything about|something about))* ?(?P<subject7>.+?){end}`,
	`(?:so |and |ok )*(?:is|are|was) there (?:any|an|some|a|other)(?: other)? (?:articles?|texts?|documents?|stories|posts?)(?: here)?(?: (?:about|on|that|which` +
		`|mention|mentions|mentioning|discussing|covering|discuss|discusses|dealing with|talking about|talks about|talk about|related to` +
		`|with))+ ?(?P<subject8>.+?){end}`,
	`(?:so |and |ok )*(?:do you have|have you got|have you read|got|any|do you know|can i see|show me|find me|find|list|give me|are there|search for)(?: (?:any|an` +
		`|some|a|all|the|other|every))*(?: (?:articles?|texts?|documents?|stories|posts?))(?: (?:you have|there are))?(?: (?:about|on|that|which|mention` +
		`|mentions|mentioning|discussing|covering|discuss|talking about|talk about|related to))+ ?(?P<subject9>.+?){end}`,
	`(?:so |and |ok )*(?:in )?(?:which|what) (?:articles?|texts?|documents?|docs)(?: (?:is|are|was|were|does|do|did))? ?(?P<subject10>.+?) (?:mentioned|discussed` +
		`|covered|named|appear|appears|come up|referenced|show up|occur){end}`,
	`(?:so |and )*(?:is|are|was|were) (?P<subject12>.+?) (?:mentioned|discussed|covered|named|referenced) (?:in|by) (?:any|some|one|another|other)(?: (?:other` +
		`|of the|of your|of these))* (?:articles?|texts?|documents?){end}`,
	`(?:那|请问)*(?:有)?(?:哪篇|哪些|任何)?(?P<subject13>.+?)(?:有没有|有)(?:在)?(?:其他|别的|任何|哪篇|哪些)(?:一篇)?文章(?:里|中)?(?:被)?(?:出现|提到|提及)(?:过)?{尾}`,
	`where (?:else )?(?:is|are) ?(?P<subject11>.+?) mentioned(?: (?:in|across) (?:the |all |all the |your |these )*(?:articles|library|documents)){end}`,
}

var listing = []string{
	`{请}(?:列出|列举出|列举|列|找出|挑出|整理出|抓出|汇总|罗列){一下}(?:在)?(?:{文}|{全部文章})?(?:的)?(?:里|中)?(?:所)?(?:有)?(?:提到|提及|出现|讲到|谈到)?(?:过` +
		`|了)?(?:的)?(?:所有|全部|每一?个|每家|每位|一切)(?:的)?(?:提到|提及|出现)?(?:过)?(?:的)?(?P<subject1>.+?)(?:的?(?:清单|列表|名单))?(?:给我)?{尾}`,
	`{请}(?:列出|列举出|列举|列|找出|挑出|整理出|抓出|汇总|罗列){一下}(?:在)?{文}(?:的)?(?:里|中)?(?:所|有)?(?:提到|提及|出现|讲到|谈到|列出)(?:过` +
		`|了)?(?:的)?(?:所有|全部)?(?:的)?(?P<subject2>.+?){尾}`,
	`{请}(?:把|将)(?:{文}|{全部文章})(?:的)?(?:所|有|里|中)*(?:提到|提及|出现|讲到|谈到)?(?:过|了)?(?:的)?(?:所有|全部)?(?:的)?(?P<subject3>.+?)(?:全部|全都|都` +
		`|通通|一一|一起|全)?(?:列|整理|找|挑|抓|写|汇总|摘|罗列|列举)(?:出来|一下|成(?:清单|列表|表格)|出|给我|下来|一列)+{尾}`,
	`{请}(?:把|将)(?:所有|全部)(?:的)?(?P<subject4>.+?)(?:全部|全都|都|通通|一一|全)?(?:列|找|挑|抓|罗列)(?:出来|一下|成(?:清单|列表|表格)|出|给我|下来)+{尾}`,
	`{请}(?:{文}|{全部文章})?(?:的)?(?:所|有|里|中)*(?:提到|提及|出现|讲到|谈到)?(?:过|了)?(?:的)?(?:所有|全部)?(?:的)?(?P<subject9>.+?)(?:有哪些|是什么` +
		`|有什么)?(?:请|麻烦|帮我)?(?:全部|全都|通通|一一|都|全)(?:列|列举|整理|找|罗列)(?:出来|给我|一下)+{尾}`,
	`(?:那|请问)*{全部文章}(?:的)?(?:提到|提及|出现|讲到|谈到|有|说到|写到|介绍)(?:过|了|的)*(?:哪些|多少|几|什么)(?:个|家|位|座|种|件|本|间|只|艘|次|条|款|名)?(?P<subject5>.+?){尾}`,
	`{please}(?:list|name|enumerate|find|extract|show|show me|give me)(?: me)?(?: a| the)?(?: (?:full|complete))?(?: list)?(?: of)? ?(?:all|every|each` +
		`|every single)(?: of)?(?: the| these)? (?P<subject6>.+?)(?: that| which)?(?: (?:is|are|was|were))?(?: (?:mentioned|named|listed|that appear|appearing` +
		`|found|that appears|discussed|in it|you can find|that come up|there are|there is))*(?: (?:in|across|from|throughout|of) (?:all |all of |each of |both ` +
		`|every |the whole |the |these |this |those |your |my |our |entire )*(?:articles?|texts?|documents?|docs?|library|posts?|reports?|stories|story|page` +
		`|paper|piece|it|collection|guide))?{end}`,
	`{please}(?:list|name|enumerate|extract|give me|show me|make|compile)(?: me)?(?: a| the)?(?: (?:full` +
		`|complete))?(?: list)?(?: of)?(?: the)? ?(?P<subject7>.+?)(?: that| which)?(?: (?:is|are))?(?: (?:mentioned|named|listed|appearing|that appear|found` +
		`|discussed))*(?: (?:in|across|from|throughout) (?:all |all of |each of |both |every |the whole |the |these |those |your |entire )*(?:articles|texts` +
		`|documents|docs|library|collection|entire article|whole article|whole text|entire text))+{end}`,
	`(?:so |and |ok )*how many ?(?P<subject8>.+?)(?: (?:are|is|were|do|does))?(?: (?:there|mentioned|named|listed|they mention|you find|appear|come up` +
		`|mention))*(?: (?:in|across|throughout|over) (?:all |all of |each of |both |every |the whole |the |these |those |your |entire )*(?:all articles` +
		`|all the articles|these articles|your articles|the articles|articles|library|all documents|all the documents|documents|all texts|all the texts` +
		`|texts))(?: (?:altogether|combined|together|in total|taken together))*{end}`,
}

var (
	listOfMentions = whole(mentioning...)
	listOfThings   = whole(listing...)
)

// maxSubject is the longest subject that is looked up, in characters.
const maxSubject = 40

// acrossArticles reads requests about all articles, or for all of something.
func acrossArticles(w wording) (Intent, bool) {
	if listOfArticles.match(w.words) {
		return Intent{Kind: Articles}, true
	}
	if subject, ok := subjectOf(w, listOfMentions); ok {
		return Intent{Kind: Mentions, Subject: subject}, true
	}
	if subject, ok := subjectOf(w, listOfThings); ok {
		return Intent{Kind: Listing, Subject: subject}, true
	}
	return Intent{}, false
}

// subjectOf returns what the groups named subject1, subject2 and so on match in a phrasing, if
// it can be looked up.
func subjectOf(w wording, said phrasings) (string, bool) {
	pattern, match := said.find(w.words)
	if match == nil {
		return "", false
	}
	for i, name := range pattern.SubexpNames() {
		if from, to := match[2*i], match[2*i+1]; strings.HasPrefix(name, "subject") && from >= 0 {
			subject := w.original(from, to)
			return subject, subject != "" && utf8.RuneCountInString(subject) <= maxSubject && !asks(w.words[from:to])
		}
	}
	return "", false
}
