package intent

import "footnote/corpus/doc"

// What may surround a Chinese question, in folded text with its punctuation.
const (
	mark       = `[\s,、;:~!。.…—–\-]`
	chineseWe  = `(?:我们?|俺|本人|小弟|小妹)?`
	chineseYou = `(?:你们?|您|妳|大家|各位|诸位|有没有(?:人|大佬|高手|大神)|有(?:人|大佬|高手)|有谁|大大|大神|版主|老师|小编|机器人|亲)`

	// leave asks permission to ask, whatever follows: 请问一下.
	leave = `(?:麻烦|劳烦|烦请|拜托|不好意思)?(?:请[问间](?:一?下下?|一声|看看)?(?:版上的?|板上的?|群里的?|大家|各位|诸位|版主|老师|小编|大大|大神|大佬|高手|一?下)*|借问(?:一?下)?` +
		`|请教(?:大家|各位|你们|您)?(?:一?下|个问题|一个问题)(?:大家|各位)?|请教(?:大家|各位)|冒昧(?:地)?(?:请?问|请教)(?:一?下)?|敢问|求问|弱弱(?:地` +
		`|的)?问(?:一?下|一句)?|(?:小声|偷偷|顺便|随口|好奇|想|想要|有点想)(?:的|地)?(?:请)?问(?:一?下下?|一声|看看|大家|各位)?|(?:小白|新手|萌新|新人` +
		`|菜鸟)(?:请?问|提问|求问)(?:一?下)?` +
		`|问(?:一?下下?|一声|问看?|个(?:小|蠢|笨)?问题|一个(?:小|蠢|笨)?问题)(?:大家|各位|哦|喔|哈|啊)*)` +
		`|` + `(?:我们?|俺|本人|小弟|小妹)(?:就|只|就只|还|也|突然|一直|真的|其实|这边|这里)*(?:是)?(?:很|蛮|超|有点|比较|非常|挺)?(?:想|想要|要|需要|得` +
		`|来)(?:请)?(?:问|请教|请问|打听|询问|咨询|问问)(?:一?下下?|一?个问题|个小问题|看看|一声|一件事|大家|各位|的是)*`

	// wish and tell, such as 我想知道 and 帮我查一下, count only if a question follows.
	wish = chineseWe + `(?:就|只|就只|还|也|突然|一直|真的|其实)?(?:是)?(?:很|蛮|超|有点|比较|非常|挺)?(?:想|想要|要|需要)(?:来)?(?:确认|弄清楚|搞清楚|搞懂|弄懂|弄明白` +
		`|知道|晓得|了解|打听|查|查询|请教)(?:一?下下?|的是|看看|清楚)?` +
		`|我(?:们)?(?:就|一直|很|有点|超|蛮|挺|非常|比较|突然|只是|真的)*(?:好奇|在想|纳闷)(?:的是|想知道|一?下|想问)?` +
		`|` + chineseWe + `(?:这边|这里)?(?:有|想到)(?:一|两|几)?个?(?:小|蠢|笨|简单的?|快速的?|关于文章的)?(?:问题|疑问|疑惑)(?:想(?:要)?(?:请)?(?:问|请教|问问)(?:一?下` +
		`|大家|各位|你)*|请教(?:一?下)?|要问|问)?|(?:一个)?(?:小|快速|快问|简单)的?(?:问题|提问)`
	tell = `(?:可不可以|能不能|可以|能否|可否|能|是否可以|方便|麻烦|劳烦|烦请|拜托|请|求|求求|恳请|不知道?(?:能不能|可不可以|可否|能否)|谁(?:可以|能)|想请|想麻烦` +
		`|想拜托|我?需要|我?想要?|我?要)*` + chineseYou + `?(?:可以|能|能不能|可不可以|能否|好心)*` +
		`(?:告诉(?:我们?|一?下我?|大家)(?:一?下)?|(?:帮我们?|帮忙我?|帮|替我|给我|为我|跟我们?|和我|与我|跟大家)(?:说明|解答|回答|解释|确认|科普|说|讲|查|找|看|问|翻` +
		`|搜)(?:一?下下?|看看|看|说|讲|查|找)|(?:帮我们?|帮忙|替我|给我)(?:查|找|看|问|确认|解答|回答)|(?:解答|回答|科普|说明|说|讲|查|找|看)一?下|(?:说说|讲讲|说说看|讲讲看)|提醒我(?:一?下)?|(?:麻烦|请|可以|能|能不能` +
		`|可不可以|拜托|能否)(?:你|您)?(?:跟|和)(?:我|我们)(?:说|讲)|帮我(?:解惑|解答|回答)|(?:指点|指教)(?:一?下)?)` +
		`|(?:麻烦|劳烦|烦请|拜托)(?:你们?|您|大家|各位|一?下)+|(?:可不可以|能不能|可以|能否|可否|能|方便)(?:你|我|跟你|向你|向大家)?(?:请)?(?:问|请教|请问|咨询)(?:一?下|大家|个问题|一个问题|你一?下)+|(?:拜托|麻烦|求助|求救|请)` + mark

	// know is the beginning of 你知道 … 吗.
	know = `(?:话说|那|想问)?` + chineseYou + `(?:应该|是不是|会不会)?(?:知不知道|知道|晓得|晓不晓得|清楚|记得|记不记得)(?:到底|究竟)?|我?(?:们)?(?:也|还|有点` +
		`|一直)?(?:不知道|不晓得|不清楚|不太清楚|搞不清楚)(?:到底|究竟)?|知不知道|谁知道|知道`

	// A sound (欸) needs no punctuation after it, a greeting (你好) needs punctuation or a
	// space, a vocative (各位) needs punctuation. 那个 and 所以 may stand before a phrase that
	// asks permission.
	sound    = `(?:欸+|诶+|嗯+|呃+|ㄟ+)` + mark + `*那个+[\s,、.…]|欸+|诶+|ㄟ+|嗯+|呃+|唔+|话说`
	greeting = `喂+|嘿+|哈喽|哈啰|哈罗|哈咯|嗨+|你好(?:啊|呀)?|您好|妳好|大家好(?:啊)?|各位好|版主好|老师好|早安|午安|晚安|早上好|下午好|晚上好|安安` +
		`|不好意思(?:打扰(?:一?下|了)?)?|抱歉|对不起|打扰(?:一?下|了|大家了?)|打搅(?:一?下|了)|hi+|hello|hey+|在吗[?]*|有人在?吗[?]*|恩+|(?:各位|大家|版主|老师` +
		`|小编|大大|大神|大佬|前辈|高手|朋友|网友|学长|学姐|机器人|同学|哈喽|嗨)+们?(?:你好|您好|好|早安|晚安|午安)(?:啊|呀)?|哎呀?|唉呀?|哈哈+`
	vocative = `各位(?:大大|大神|朋友|同学|前辈|老师|高手)?|大家|诸位|版主|小编|老师|同学们?|朋友们?|兄弟们?|哥|姐|大哥|大姐|亲(?:爱的)?|大大|大神|机器人(?:你好` +
		`|大哥|大大)?|小助手|助手|助理|footnote|bot|新手|小白|萌新|新人|我(?:是|刚)?(?:新来的|新手|刚来|小白|新人)|第一次(?:用|来|发问|提问)|我?(?:看不懂|没看懂` +
		`|有点不懂|不太懂|有点疑惑)|有点复杂|突然想到|突然好奇|好奇|冒昧(?:一下)?|如题|谢谢|感谢|先谢谢|先谢过|先谢了|麻烦了|急|在线等|救命|早|啊+|哦+|喔+|噢+` +
		`|哇+|对了|请|好的?|ok|那个+|就是(?:说)?|另外|请教|问题|提问`
	// preambleWord are the words of a preamble, a clause before a mark. At least one of
	// preambleLeading must be among them.
	preambleWord = `你好|您好|大家|各位|诸位|大佬|大神|大大|高手|老铁|铁子|兄弟|姐妹|朋友|同学|老师|版主|小编|亲|宝|们|好|请|问|借问|想|我|我们|要|就|有|个|一个` +
		`|一下|下|问题|疑问|疑惑|小|蠢|笨|简单|关于|文章|这篇|这边|这里|那个|那|麻烦|劳驾|打扰|不好意思|抱歉|对不起|拜托|跪求|求|答案|解答|帮忙|帮我|告诉|知道` +
		`|有人|有没有|人|能|可以|不|吗|啊|呀|哈|哦|喔|呢|哎|欸|诶|嗯|呃|哈喽|哈啰|哈罗|嗨|嘿|hi|hello|hey|早安|午安|晚安|早上|下午|晚上|新手|小白|萌新|菜鸟|是` +
		`|刚来|刚|新来|第一次|用|来|的|了|很|好奇|突然|想到|请教|咨询|打听|了解|确认|谢谢|感谢|先|在吗|在|急|看不懂|没看懂|不懂|有点|地方|你|您|您们|看|看了|看完|读|读了|读完|还是|还|全文|这段|不太|太|明白|没有|搞|其实|真的|忙|中` +
		`|百忙之中|占用|时间|机器人|助手|小助手|footnote|bot|再|也|还|顺便|又|来了`
	preambleLeading = `问|请教|咨询|打扰|你好|您好|大家|各位|诸位|们|劳驾|求|好奇|谢|麻烦|拜托|不好意思|抱歉|对不起|早安|早上|下午|晚上|新手|小白|老师|看不懂` +
		`|没看懂|不懂|不明白|在吗|大佬|老铁|哈喽|哈啰|嗨|hi|hello|hey|助手|机器人|帮忙|帮我`

	linking = `那个+|这个|所以|然后|还有|就是(?:说)?|是说|另外|那么|好|ok|对了|啊|喔|哦|请|其实`
)

var (
	chineseLead = doc.Pattern(`^` + mark + `*(?:(?P<then>那|那么)?(?P<leave>` + leave + `)|(?P<weak>` + tell + `|` + wish + `)|(?P<know>` + know + `)` +
		`|(?P<sound>` + sound + `)|(?P<greeting>` + greeting + `)|(?P<vocative>` + vocative + `))(?P<mark>` + mark + `*)`)
	chinesePreamble = doc.Pattern(`^(?P<words>(?:` + preambleWord + `|\s)+)[,:;。.!~?…—–-]+`)
	preambleLeads   = doc.Pattern(preambleLeading)
	chineseLink     = doc.Pattern(`^(?:` + linking + `|` + greeting + `|` + vocative + `)` + mark + `*`)
	chineseTrail    = doc.Pattern(`(?P<mark>[\s,、;:~。.!?…—–(\-]*)(?:(?P<thanks>(?:感谢|感恩|多谢)(?:大家|各位|你们?|您|老师|啦|了|喔|哦|啊|呀|~)*|谢谢(?:大家|各位|你们?|您|妳|大大|大神|老师|版主|帮忙|回答|解答|指教|啦|喽|囉|啰|了` +
		`|喔|哦|噢|哈|呀|啊|捏|~)*|拜托了|(?:有人|有谁|你们?|您|大家|谁)(?:知道|晓得|清楚)(?:吗|么|不)|(?:你们?|您)?(?:可以|能|能不能|可不可以|方便)(?:告诉我` +
		`|跟我说|帮我查|帮我解答|告诉一下)(?:一?下)?(?:吗|么)|xd+)` +
		`|(?P<set>(?:先|非常|十分|真的|太|超级?|万分|感激)*(?:谢谢|谢|感谢|感恩|感激|多谢)+(?:大家|各位|你们?|您|妳|大大|大神|老师|版主|帮忙|回答|解答|指教|啦|喽|囉` +
		`|啰|了|喔|哦|噢|哈|呀|啊|捏|~)*|先谢(?:过|了)|感激不尽|感恩不尽|跪谢|3q|thx+|thanks?|thank (?:you|u)|tks|ty|拜托(?:你|大家|各位|了|啦|~)*|麻烦(?:你们?` +
		`|您|大家|各位)?(?:了|啦|解答)?(?:一?下)?|辛苦(?:你们?|您|大家)?了|打扰了|不好意思|急+|很急|挺急的|急用|急求|急问|在线等(?:挺急的)?|线上等|等(?:你` +
		`|大家)?回复|求解答?|求告知|求助|求救|求教|求回答?|求指教|求科普|跪求|求大神(?:解答)?|请教|请(?:帮忙)?(?:解答|回答|告知|指教|赐教)(?:一?下)?|请告诉我` +
		`|请问|告诉我(?:吧|一?下)?|(?:知道|晓得)(?:吗|么|不)|帮我(?:查|看|找|解答)(?:一?下|看看)|qq+|qwq|qaq|orz|lol|haha+|www+|ㄏ+|ㄎ+|tt|哈哈+|呵呵+|嘻嘻+` +
		`|嘿嘿+|(?:我|有点|很|真的|超|单纯|纯)*好奇|我?(?:很|真的|超)?想(?:要)?(?:知道|了解)|突然想到|随便问问|问一?下|问问|随口一问|小白求问|新手求问|各位|大家` +
		`|大大|大神|老师|版主|亲|pls|please|plz|有劳了?|我?看不懂|没看懂|我忘了)` +
		`|(?P<particle>啊+|呀+|阿+|欸+|诶+|捏+|咧|嘞|哩|ㄋ+|齁|ㄚ+|勒|喔|哦|啦|哈))[\s,、;:~。.!…—–)\-]*(?P<asks>[?]*)[\s~。.!…—–\-]*$`)
	// spokenOf matches a text after which a phrase of politeness is mentioned rather than
	// meant: 日文怎么说谢谢. within does so for a phrase that follows without a space:
	// 他为什么要谢谢.
	spokenOf = doc.Pattern(`(?:[说讲写]|\b(?:say|write|spell|mean|means|word|words|of|to|the|a|an|with|and|or|said|many|give|gave|their|his|her|sing|called|about` +
		`|named|no|more|than|my|every|any|some|much|very|so|thank|if))$`)
	within   = doc.Pattern(`[是的和与跟用道要想会该来到为表去才不也都就很么谁里们我他她你它]$`)
	helpless = doc.Pattern(`(?:怎么办|咋办|会怎样|会怎么样|的人(?:[有是].*)?)[?\s]*$`)
	// clause matches a text with a verb: 你知道双条车有冷气吗, not 你知道腾讯吗.
	clause        = doc.Pattern(`^..+?(?:有|是|会|能|可以|要|被|在|需要|算|等于|包括).+`)
	polite        = doc.Pattern(`可不可以|能不能|可以|能否|可否|能|方便`)
	finalParticle = doc.Pattern(`[吗啊呀][?\s]*$`)
	finalMa       = doc.Pattern(`(?:吗|么|嘛|不)([?\s]*)$`)
)

// What may surround an English question.
const (
	englishSound = `(?:sorry|apologies) (?:to bother (?:you|u)|for (?:bothering|disturbing)(?: (?:you|u))?|for the (?:dumb|stupid|silly|basic|noob|random) question` +
		`|if (?:this|it)(?: is|s|'s)? (?:a )?(?:dumb|stupid|silly|obvious|basic|been asked|was asked)(?: (?:question|before|already))*|to interrupt)|(?:hi+` +
		`|hello|hey+|heya|hiya|yo+|greetings|good (?:morning|afternoon|evening|day)|morning)(?: (?:there|bot|robot|all|everyone|everybody|guys|team|folks` +
		`|footnote|again|mate|friend|my friend|buddy))*|so|u+m+|uh+|er+m?|h+m+|well|ok|okay|alright|right|oh|ah|btw|by the way|anyway|sorry|so sorry|apologies` +
		`|excuse me|pardon(?: me)?|please|pls|plz|kindly|real quick|quickly|(?:just )?(?:one|a|1)? ?(?:quick|small|dumb|stupid|silly|random|newbie|noob|serious` +
		`|simple|short|another|honest|genuine|basic|little|last|one)(?: (?:quick|more|last))?(?: (?:question|q|one|thing|ques))?(?: for you)?|question|q|(?:just` +
		`|genuinely|honestly)? ?curious|just wondering|help(?: me(?: out)?)?|(?:dear )?(?:mate|dude|bro|guys|man|folks|everyone|all|team|friends?|buddy|bot|sir` +
		`|footnote|mr bot|madam)|thanks(?: in advance)?|thx|i(?:'m| am|m) (?:new here|a newbie|a noob|confused|lost|a bit lost)|new here|first time here` +
		`|asking for a friend|not sure if this is the right place|random|long time listener|hope you(?:'re| are|re) (?:well|doing well)|i (?:didn'?t|couldn'?t` +
		`|can'?t) find (?:this|it)|i forgot|ugh|wow|wait|listen|look|say|hold on`
	englishLet = `(?:let me|i have to|i gotta|i must|ill|i will)(?: just)? ask(?: (?:you|u|this|something|a question|you all|everyone))*|(?:answer` +
		`|riddle) me this|help me understand|(?:maybe |possibly |perhaps )?(?:can|could|would|will|cud|may|might) (?:you|u|ya|someone|anyone|anybody|somebody` +
		`|one of you) (?:please |pls |plz |kindly |possibly |maybe |perhaps |just |be so kind as to |be able to |be willing to |be kind enough to |quickly |quick |help me |help me to ` +
		`|help )*(?:tell|inform|remind|let|enlighten|teach|show|help|advise|find out|find|check|look up|figure out|clarify|explain to|say|work out|confirm` +
		`|see)(?: (?:me|us))?(?: (?:know|understand|find out|figure out|find|see|out))?(?: (?:please|pls|plz|real quick|quickly|quick))?` +
		`|(?:please |pls |plz |kindly |just |quickly |so |and |then )*(?:tell|inform|remind|let|enlighten) (?:me|us)(?: know)?(?: (?:please|pls|plz|real quick|quickly|quick|again))?` +
		`|(?:do|does|did|might|would) (?:you|u|ya|any ?one|any ?body|someone|some of you|you guys|u guys)(?: (?:here|else))?(?: (?:happen to|by (?:any )?chance` +
		`|perhaps|maybe|actually|even|already))* (?:know|remember|recall|have any (?:idea|clue)|have an idea|have a clue|understand)|(?:any ?one|any ?body` +
		`|someone|u|you)(?: (?:here|happen to))* (?:knows?|remember|got any idea)|any (?:idea|ideas|clue|chance you know|1 know)|have you got any idea` +
		`|got any idea|any chance (?:you|u|someone) (?:know|can tell me|could tell me)` +
		`|(?:so |and |well )*(?:i|we)(?:'d| would|d)? (?:just |really |only |would |kinda |also |still )*(?:like|love|want|wanted|need|wish|wanna|gotta|have|got` +
		`|was hoping|am trying|was trying|had|hoping|would appreciate)(?: (?:to|if you could tell me|you to tell me))? ?(?:please |just |really )*(?:know|ask` +
		`|find out|understand|figure out|check|learn|see|hear|be told|confirm)?(?: (?:you|u|about|something|this|a (?:quick |small |dumb |silly )?question` +
		`|one (?:quick )?question))*` +
		`|(?:i(?:'m| am|m| was| were|ve been|'ve been| have been)|we(?:'re| are| were)|was|been|just)? ?(?:just |always |also |still |kinda |a bit |so |really |only ` +
		`|genuinely )*(?:wondering|curious|interested to know|interested in knowing|unsure|not sure|confused|trying to (?:find out|figure out|understand` +
		`|remember|work out|find)|dying to know|asking|puzzled)(?: (?:about|to know|as to|if you could tell me|if you know|if anyone knows))?|i (?:just |often ` +
		`|always |still )*wonder(?:ed)?|wonder(?:ing)?|i (?:don'?t|do not|dont) (?:know|understand|get|remember)|i (?:can'?t|cannot|cant` +
		`|couldn'?t) (?:figure out|find|remember|find out|tell|understand|see)` +
		`|(?:i|we)(?:'ve|ve| have|'ve got|ve got| got| had)? ?(?:just )?(?:got )?(?:a|one|1|this|another) (?:quick |small |dumb |silly |simple |little |stupid |short ` +
		`|burning )?(?:question|q|query)(?: for (?:you|u|the bot|everyone|anyone|you guys|u))?|(?:may|can|could|might) (?:i|we) (?:just |please |quickly ` +
		`|also )*(?:ask|know|inquire|enquire|check|bother you with a question|ask you|ask u|pick your brain|get to know|ask a (?:quick )?question)(?: (?:you|u` +
		`|something|about))*|mind (?:telling|letting|sharing|if i ask)(?: (?:me|us))?(?: know)?|(?:would|do) you mind (?:telling|letting|explaining to|sharing` +
		`|if i ask(?:ed)?)(?: (?:me|us|you))?(?: know)?|(?:is|would) it(?: be)? possible to (?:know|tell me|find out|say)|care to (?:tell|share|explain)(?: me` +
		`| to me)?|(?:what i (?:want|wanted|need|would like|'d like) to (?:know|ask) is|what i(?:'m| am|m) (?:asking|wondering) is|my question is` +
		`|the question is|here(?:'s|s| is) (?:my|a|the|one)(?: quick)? question|the thing i want to know is|my q is)|i(?:'d| would|d) (?:appreciate|be grateful` +
		`|be glad) (?:it )?if (?:you|someone) (?:could|can|would) (?:tell|let|inform) (?:me|us)(?: know)?|do you think you (?:can|could) tell me` +
		`|you wouldn'?t happen to know|(?:you|u) (?:wouldn'?t )?(?:happen to )?know|need to know|gotta know|wanna know|want to know|wanted to (?:know|ask)`
	englishThen = `(?:please|pls|plz|please and thank (?:you|u)|(?:many |much |with |ok |and )*(?:thanks|thank (?:you|u|ya)|thankyou|thx|thanx|tx|tnx|tks|thnx|ty` +
		`|tysm|tyvm|tia|tyia|cheers)(?: (?:a lot|so much|very much|a bunch|a ton|a million|in advance|again|mate|man|guys|everyone|all|bro|dude|buddy|bot|folks` +
		`|for (?:your|the|any) (?:help|time|answer|info|answers)|for (?:helping|answering)|heaps|loads|tons|kindly))*|(?:it(?:'s|s)? (?:would be )?|much |i(?:'d` +
		`| would) )?appreciated?(?: (?:it|any help|the help|your help))*|any (?:help|info|answers?|pointers?) (?:is |would be |will be )?(?:much |greatly ` +
		`|really )?appreciated|lo+l|lmf?ao+|rofl|(?:ha){2,}h?|hehe+|xd+|asap|if (?:you|u) (?:don'?t|dont|do not) mind(?: me asking| my asking)?|if (?:that'?s` +
		`|it'?s|that is|it is) (?:ok|okay|alright|all right|possible|fine|not too much trouble|no trouble|not a bother)(?: to ask)?|if possible|any ?(?:one` +
		`|body)(?: knows?)?|(?:just |genuinely )?curious|asking for a friend|kthx|kthxbye|k thx|:\)+|:\(|:d|;\)|=\)|:p|\^_?\^|>_?<|t_t|<3)`
	// englishAfter stands after punctuation.
	englishAfter = `(?:if (?:you|u|anyone|anybody|someone) (?:can|could|knows?|happens? to know)(?: (?:tell me|that|it|answer|say))?|(?:do|does|did|would) (?:you|u` +
		`|any ?one|any ?body)(?: here| happen to)* know|any (?:idea|ideas|clue)|i(?:'m| am|m) (?:just |really |so |genuinely )*curious|(?:just )?(?:wondering` +
		`|asking)|i was(?: just)? wondering|help(?: me(?: out)?)?(?: please| pls)?|(?:can|could|would) (?:you|u) (?:please )?(?:tell|help|answer` +
		`|let)(?: me)?(?: know)?|(?:please )?(?:tell|let) me(?: know)?|btw|by the way|mate|bro|dude|guys|bot|my friend|buddy|sir|gracias|best|regards` +
		`|have a (?:nice|good|great) (?:day|one)|real quick|quick question|i forgot|i wonder|i want to know|i need to know|i(?:'d| would) like to know` +
		`|sorry(?: for (?:the )?(?:bother|bothering (?:you|u)|(?:dumb|stupid|silly|basic|noob) question))?|sorry if (?:this|that) (?:is|was) (?:obvious|dumb` +
		`|silly|stupid)|no rush|take your time|ok bye|tho|though)`
	questionWord = `(?:what|whats|wat|who|whos|whose|whom|when|where|wheres|why|how|hows|which|whether|if|is|are|was|were|do|does|did|has|have|had|can|could|will` +
		`|would|should|might|must|isn'?t|aren'?t|wasn'?t|didn'?t|doesn'?t|don'?t|(?:in|at|on|for|to|since|by|from|under|with|of|about|until|during|after|before` +
		`|into|over|through|against) (?:what|whom|who|when|where|which|how|whose|why))(?:'s|'re|'d|’s|’re)?\b`
)

var (
	englishLead  = doc.Pattern(`^[\s,;:~!.…—–\-]*(?:(?P<let>` + englishLet + `)|(?P<sound>` + englishSound + `))(?P<mark>[\s,;:~!?.…—–\-]+)(?:(?:but|and|because|as|anyway)\s+)?`)
	englishAsks  = doc.Pattern(`^["'“‘(]?` + questionWord)
	englishThe   = doc.Pattern(`^(?:the|about how|about what|about why|about when|about who|about where)\b`)
	englishTrail = doc.Pattern(`(?:(?P<mark>[\s,;:~.!?…—–\-(]+)` + englishThen + `|(?P<after>\s*[,;:~.!?…—–\-(][\s,;:~.!?…—–\-(]*)` + englishAfter + `` +
		`)[\s,;:~.!…)—–\-]*(?P<asks>[?]*)[\s~.!…—–\-]*$`)
)
