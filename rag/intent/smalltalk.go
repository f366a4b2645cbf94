package intent

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// maxSmallTalk is the length limit of small talk, in characters.
const maxSmallTalk = 60

// smallKinds are in order of precedence for a message of several kinds: "haha thanks" is
// thanks.
var smallKinds = []Kind{Abuse, Farewell, Thanks, Laughter, Greeting}

// What may surround an insult, and the insults themselves.
const (
	chineseScold = `你|你们|这个?|那个?|这只|机器人|机器|bot|ai|东西|(?:破)?玩意儿?|程序|程式|助理|助手|真的?|很|好|太|超级?|死|了|的|是|就是|个|一个|一只|吗|吧` +
		`|啊|喔|耶|欸|呀|啦|哦|简直|根本|怎么(?:这么|那么)|有够|实在|跟|一样|都|也|又|还|全|得|一边|去|回答|答案|是不是|不是|到底|极|透|爆|臭|烂|他妈|得要|真是` +
		`|完全|只会|破`
	chineseInsult = `白痴|白癡|智障|废物|垃圾|傻逼|傻b|傻子|傻瓜|脑残|弱智|笨蛋|蠢货|蠢材|蠢猪|猪头|猪|混蛋|王八蛋|贱人|烂|笨|蠢|傻|烦|讨厌|恶心|有病|没用|低能儿?` +
		`|狗屎|欠揍|狗东西|(?:脑子|脑袋)(?:有病|进水|有洞|有问题|有坑|坏掉?)|神经病|变态|不要脸|没脑子?|丢脸|可悲|逊|弱爆|差劲|无能|气死(?:人|我)|无聊透顶|可恶` +
		`|可笑|(?:有没有|没有|没带?|没长)(?:脑袋|脑子|大脑|脑)|浪费(?:我|大家)?的?时间|胡言乱语|莫名其妙|不知所云|乱七八糟|一塌糊涂|瞎说八道|胡说八道`

	englishScold = `you|u|ur|youre|you re|are|r|is|its|it|this|that|thats|these|the|a|an|so|such|really|very|fucking|damn|pretty|just|all|absolute|absolutely` +
		`|total|totally|complete|completely|what an?|how|bot|robot|machine|thing|ai|program|app|assistant|answers?|ever|as hell|af|omg|god|ugh|man|piece|of|and` +
		`|human|software|tool|service|chatbot|my|your|fucking|literally|actually|kinda`
	englishInsult = `stupid|dumb|ass|useless|lame|a joke|a clown|clown|jerk|fool|clueless|brainless|waste of (?:my |everyones )?(?:time|space)|wasting my time` +
		`|disgusting|shitty|crappy|lousy|pig|idiot|idiotic|moron|retard|retarded|dumbass|asshole|bastard|bitch|trash|garbage|crap|shit|bullshit|worthless` +
		`|pathetic|terrible|horrible|awful|annoying|the worst|worst|junk|loser|suck|sucks|sucker|rubbish|broken|incompetent|imbecile|scum`
)

// chineseSmallTalk are phrases that stand alone or next to each other.
var chineseSmallTalk = map[Kind][]string{
	Abuse: {
		`(?:你|你们|这|这个|机器人|bot)?(?:(?:真的?|根本|都|一直|在|又|什么|一派|满口)*(?:胡说|胡说八道|乱讲|瞎说|鬼扯|骗人|放屁|屁话|胡扯|乱回答?|瞎编|废话|答错|搞错` +
			`|弄错|说错|错|回答错误|不准|不懂|听不懂人话|答非所问|没(?:有)?回答(?:我的)?问题))(?:你)?|不对|不是(?:这个|这样)|(?:你)?懂(?:个屁|什么|不懂)`,
		`(?:什么|怎么(?:这么|那么))?(?:` + chineseScold + `)*(?:什么)?(?:` + chineseInsult + `)(?:` + chineseScold + `|` + chineseInsult + `)*`,
		`滚+(?:蛋|开|吧|远点|一边去|出去)?|闭嘴|去死吧?|吃屎|去你的|去你妈的?|他妈的?|妈的|靠北|靠杯|靠邀|靠腰|干你娘|操你妈?|草泥马|尼玛|你妈的|cnm|nmsl|tmd|卧槽` +
			`|我操|(?:讲|说|答)?(?:什么|啥)(?:鬼|屁)(?:东西|话|玩意儿?)?`,
	},
	Thanks: {
		`(?:十分|非常|真的|真是|真|太|好|超|实在|超级|先|万分|哦|喔|ok)*(?:谢谢|谢|感谢|感恩|感激|三克油|蟹蟹|多谢)+(?:你(?:们)?|大家|各位|机器人|bot|的|回答|帮忙|帮助|协助|分享|不尽|哈)*`,
		`3q|辛苦(?:你|大家)?|麻烦(?:你)?了|帮(?:了)?(?:我)?(?:一个|个)?大忙|(?:对我)?(?:很|真|太|非常|好)?有(?:帮助|用)|原来(?:如此|是这样)|我?(?:大概|都)?(?:明白` +
			`|了解|理解|知道|懂|清楚|收到)了?|好(?:的|哒|滴|吧|勒|嘞)|嗯+|恩恩|可以的|没问题|ok的?|没事|不用了|没有了|这样就好|(?:你|回答)?(?:真|好|太|很|超` +
			`|非常)+(?:的)?(?:厉害|强|棒|聪明|优秀|赞|牛|牛逼|可爱|贴心|方便)|(?:你)?(?:回答|答|讲|说|解释|整理|总结|归纳)(?:的|得)?(?:真|很|太|蛮|挺|好|非常` +
			`|超)*(?:好|棒|清楚|厉害|赞|不错|对|详细|到位|快)|(?:赞|棒|牛|强|酷|6|好){2,}|(?:讲|说)?(?:得)?(?:很|非常)?清楚|不错|很好|非常好|好耶|太强|神|受教` +
			`|学到了?|长知识|清楚明白|你真好|我?爱你|给(?:你)?(?:个)?赞|给力|厉害|太好了|完美`,
	},
	Farewell: {`(?:拜拜+|掰掰?|拜|88[0-9]*|再见|再会|晚安|回头见|下次见|明天见|待会见|改天(?:再)?聊|下次(?:再)?聊|先走|我先走|先下|我先下|我下线|下线|我要走|我走` +
		`|我?(?:去|要)睡(?:觉)?|先这样|就这样|byebye|告辞|闪人|(?:我)?(?:先)?(?:走|撤|溜|闪|下线|退|忙去|去忙|去吃饭|去上课|去上班)|明天聊|晚点(?:再)?聊` +
		`|有空再聊|好梦|祝好梦|祝你?(?:有)?(?:愉快|顺利|美好的一天))(?:了|啦|哦|喔|吧)*`},
	Laughter: {
		`哈{2,}|呵{2,}|嘿{2,}|嘻{2,}|噗+|噗哧|笑(?:死|哭|翻|爆|喷)(?:我|人)?|乐死(?:我)?|我(?:快)?(?:要)?笑(?:死|疯|喷)|ㄏ+|ㄎ+|23{2,}|h{3,}|w{3,}|x+d+`,
		`红红火火恍[恍惚]*|xswl|蚌埠住|绷不住|笑(?:不活|拉|出声|到不行|到肚子痛|疯|尿)|有意思|有趣|好好笑`,
		`(?:这|这个|你|真|太|好|超|很|也太|实在|真的|是|也|有够)+(?:好笑|搞笑|有趣|逗|可笑|幽默|好玩)`,
	},
	Greeting: {
		`(?:大家|各位|你们|机器人|bot|footnote|老师)?(?:你好|你们好|大家好|各位好|哈喽|哈啰|哈咯|哈罗|哈瞜|嗨+|嘿|安安|早安|午安|晚上好|早上好|上午好|中午好|下午好` +
			`|晚好)|在(?:吗|不在|么)|有人(?:在)?(?:吗|么)|你?(?:还)?在吗|有在吗|喂喂+|初次见面|请多(?:多)?指教|好久不见|你?好吗|你?最近(?:好吗|怎样|怎么样|如何` +
			`|过得如何)|吃(?:饭|饱)?了吗|测试(?:一下|中)?|(?:大家|各位|机器人)(?:早|好|晚安)`,
	},
}

// chineseAlone are single characters that count only alone, since they form other words with
// their neighbours.
var chineseAlone = map[Kind]string{
	Abuse:    `干|操|靠|滚|烂`,
	Thanks:   `好|行|懂|嗯|赞|酷|牛|谢|可以`,
	Laughter: `哈|草|噗`,
	Greeting: `早|安|喂|欸|诶|嗨`,
}

// englishSmallTalk are phrases between word boundaries.
var englishSmallTalk = map[Kind][]string{
	Abuse: {
		`(?:(?:thats|that is|that was|this is|you are|youre|its|your answer is|the answer is) )?(?:completely |totally |so |just |all )*(?:wrong|incorrect|false` +
			`|nonsense|not (?:right|true|correct|what i (?:asked|meant)(?: for)?)|a lie|lies|bs)(?: answer)?|(?:you|u) (?:didnt|did not) answer(?: (?:my` +
			`|the) question)?|liar|(?:go )?fuck(?:ing)?(?: (?:you|u|off|this|it|idiot|bot|shit|yourself|urself|sake))*|f u|fck (?:you|u)|stfu|shut (?:the fuck )?up` +
			`|screw (?:you|u)|go to hell|piss off|get lost|kys|wtf(?: is (?:this|wrong with (?:you|u)))?|(?:you|u|this|it|this (?:bot|thing|app)` +
			`|the bot) (?:really )?sucks?|i hate (?:you|u|this bot|this)|bite me|damn (?:you|it)|omfg`,
		`(?:(?:` + englishScold + `) )*(?:` + englishInsult + `)(?: (?:` + englishScold + `|` + englishInsult + `))*`,
	},
	Thanks: {
		`(?:(?:many|ok|okay|oh|wow|great|awesome|perfect|cool|nice|alright|yes|yeah|no) )*(?:thanks|thank (?:you|u|ya)|thankyou|thanx|thx|tx|tnx|thks|thnx|thank|ty` +
			`|tysm|tyvm|cheers)(?: (?:a lot|so much|very much|a bunch|a ton|a million|again|in advance|mate|man|bro|dude|buddy|bot|guys|everyone|loads|heaps` +
			`|for (?:that|this|the help|your help|the answer|your answer|the info|everything|helping(?: me)?)))*`,
		`(?:its )?much appreciated|i (?:really )?appreciate (?:it|that|this)|appreciate it|appreciated|(?:that|this|it)s? (?:really |very |was |is |so )*(?:helps` +
			`|helped|helpful|useful|perfect|great)(?: (?:me )?(?:a lot|so much|a ton|out))*|(?:very |really |super |so )*(?:helpful|useful)`,
		`(?:(?:thats|that is|that was|very|really|what|a|an) )*(?:great|good|nice|excellent|perfect|amazing|awesome|brilliant|fantastic|cool|lovely` +
			`|wonderful)(?: (?:answer|job|work|bot|stuff|reply|explanation|to know))?|well done|(?:you|youre|you are) (?:so |very |really |such )*(?:rock|a star` +
			`|a legend|legend|a genius|a gem|an angel|the best|great|awesome|amazing|smart|helpful|a life ?saver)|ok(?:ay)?|k|kk|yes|yep|no|got (?:it|u|you)|gotcha` +
			`|i see|understood|(?:that )?makes sense|alright|all right|fair enough|sure|noted|(?:i )?love (?:it|you|this)|np|no problem|nvm|never ?mind|gj` +
			`|that is all|thats all`,
	},
	Farewell: {`(?:(?:ok|well|anyway) )?(?:good ?bye|bye+(?: ?bye+)?(?: for now)?|cya|see (?:you|ya|u)(?: (?:later|l8r|soon|around|tomorrow|tmr|tmrw|tonight` +
		`|next time|then|again|next week))?|laters?|ttyl|later gator|until next time|signing off|off to (?:bed|work|sleep)|(?:im )?going to (?:bed|sleep)|ciao` +
		`|adios|goodbye|cheerio|toodles|talk (?:to (?:you|u) )?later|good ?night|gn|farewell|take care|(?:i )?(?:gotta|have to|got to|need to) (?:go|run` +
		`|leave)(?: now)?|gtg|g2g|im (?:off|leaving|out|done)|have a (?:good|nice|great) (?:day|one|night|evening|weekend)|so long|peace out|catch (?:you` +
		`|ya) later)`},
	Laughter: {`l+o+l+z?|lolol|lmf?ao+|rofl|roflmao|b?(?:ha){2,}h?|(?:he){2,}h?|hihi|teehee|x+d+|(?:ja){2,}|kek|lulz|(?:(?:thats|that is|this is|youre|you are|its` +
		`|that was|so|very|too|really|pretty) )+(?:funny|hilarious)|funny|hilarious|im (?:dying|laughing)|good one|nice one`},
	Greeting: {`(?:(?:hi+|hello+|hallo|helo|hey+|heya|hiya|yo+|howdy|greetings|sup|was+up|whats up|what is up|whats good|good (?:morning|afternoon|evening|day)` +
		`|morning|evening|gm|hola|aloha|bonjour|how (?:are|r) (?:you|u|ya)(?: (?:doing|today|feeling))*|hows it going|how is it going|how do you do` +
		`|nice to meet (?:you|u)|pleased to meet you|(?:are )?(?:you|u) (?:there|here|awake|online|alive)|any(?:one|body) (?:there|here|home)|is any(?:one` +
		`|body) (?:there|here)|knock knock|test|testing|ping)(?: (?:there|bot|robot|everyone|everybody|all|guys|folks|team|friend|friends|buddy|again|mate` +
		`|footnote|man|dude|my friend))*)`},
}

// smallPictures are emoji by their meaning. Others mean nothing.
var smallPictures = []struct {
	kind Kind
	any  string
}{
	{Abuse, "🖕💩"}, {Thanks, "🙏👍👌❤💯👏🙌🥰😍😘💕"}, {Laughter, "😂🤣😆😹😁😄😅"}, {Greeting, "👋🙋😊🙂😀😃☺"},
}

// aloneFiller may follow a character of chineseAlone.
const aloneFiller = `(?:啊|呀|啦|喔|哦|吧|了)*`

const smallFiller = `(?:[ ]|\b(?:oh+|ah+|wow|hmm+|well|ha|yay|haha|omg|so|and|but|really|lol|then|hey|now|ok|bot|mate|man|dude|bro|guys|buddy|everyone|all` +
	`|friend|there)\b|哎|唉|那|就|囉|啰|喽|嘞|咯|呃|大家|各位|机器人|大佬|大神|老兄|朋友|兄弟|宝|亲|老师|小助手|ㄛ|ㄚ|ㄋ|ㄟ|真的?|太|很|超|好|行|嗯|今天|我` +
	`|先|呗|哒|嗝|各位|欧|噢耶|阿|啊|呀|阿|吧|啦|喔|哦|噢|嘛|耶|欸|诶|捏|哟|了|的|呢|哈)*`

// smallTalkOnly matches a text that is nothing but small talk.
var smallTalkOnly = doc.Pattern(`^` + smallFiller + smallUnits(smallKinds...) + `+$|^(?:` + strings.Join(slices.Collect(maps.Values(chineseAlone)), "|") + `)` + aloneFiller + `$`)

// smallTalkOf returns patterns for texts of one kind only, and for texts with some of that
// kind.
var smallTalkOf = sync.OnceValues(func() (only, some map[Kind]*regexp.Regexp) {
	only, some = map[Kind]*regexp.Regexp{}, map[Kind]*regexp.Regexp{}
	for _, k := range smallKinds {
		pattern := `^` + smallFiller + smallUnits(k) + `+$`
		if alone, ok := chineseAlone[k]; ok {
			pattern += `|^(?:` + alone + `)` + aloneFiller + `$`
		}
		only[k], some[k] = regexp.MustCompile(pattern), regexp.MustCompile(smallUnits(k))
	}
	return only, some
})

func smallUnits(kinds ...Kind) string {
	var units []string
	for _, k := range kinds {
		units = append(units, chineseSmallTalk[k]...)
		units = append(units, `\b(?:`+strings.Join(englishSmallTalk[k], "|")+`)\b`)
	}
	return `(?:(?:` + strings.Join(units, "|") + `)` + smallFiller + `)`
}

// asksWhether matches the beginnings of questions that may end in an insult: "is it broken".
var asksWhether = doc.Pattern(`^(?:(?:hi|hey|hello|so|ok|okay|well|there|um|and|but|bot) )*(?:is|are|was|were) (?:it|this|that|these|the)\b|^(?:what|who|which` +
	`|when|where|how) (?:is|are|was|s)\b.*(?:` + englishInsult + `)`)

// aboutBot reads a question about the bot.
func aboutBot(w wording) (Kind, bool) {
	switch n := utf8.RuneCountInString(w.words); {
	case n > maxSmallTalk:
		return "", false
	case identity.match(w.words):
		return Identity, true
	}
	return Help, help.match(w.words)
}

// smallTalk reads a message that is nothing but small talk.
func smallTalk(w wording) (Kind, bool) {
	switch n := utf8.RuneCountInString(w.words); {
	case n == 0:
		return pictured(w.message)
	case n > maxSmallTalk:
		return "", false
	}
	if asksWhether().MatchString(w.words) || !smallTalkOnly().MatchString(w.words) {
		return "", false
	}
	only, some := smallTalkOf()
	for _, patterns := range []map[Kind]*regexp.Regexp{only, some} {
		for _, k := range smallKinds {
			if patterns[k].MatchString(w.words) {
				return k, true
			}
		}
	}
	return "", false
}

// pictured reads a message without words. Punctuation alone asks for help.
func pictured(message string) (Kind, bool) {
	for _, p := range smallPictures {
		if strings.ContainsAny(message, p.any) {
			return p.kind, true
		}
	}
	return Help, strings.TrimSpace(message) != ""
}
