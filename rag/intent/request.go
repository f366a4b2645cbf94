package intent

import "footnote/corpus/doc"

// arithmetic matches a calculation and nothing else, in folded text with its punctuation.
var arithmetic = doc.Pattern(`^\s*(?:(?:请问|请|帮我|可以|你会|麻烦|快速|幫|算算|算|计算|心算|算一下|计算一下|算出|那|what(?:'s|’s| is|s)|whats|wats` +
	`|how much(?: is|'s)?|calculate|compute|solve|eval(?:uate)?|work out|can you|could you|please|pls|hey|hi|tell me|the (?:value|result|answer|sum` +
	`|product) of)[\s,:]*)*` +
	`(?:[$¥€£]?[\d.,]+|\(|根号|√|sqrt|square root of|the square root of|cube root of|log|ln|sin|cos|π|pi|-)[\s\d.,()+\-*/×÷x^%=!√π$¥€£]*` +
	`(?:(?:\s*(?:plus|minus|times|divided by|multiplied by|over|mod|modulo|to the power of|squared|cubed|of|percent|percent of|and|加上|加|减去|减|乘以|乘|除以|除` +
	`|的平方|的立方|的|次方|平方|开方|分之|百分之|开根号)\s*)[\s\d.,()+\-*/×÷x^%=]*)*` +
	`(?:\s*(?:等于|等於|是|=|得|equals?|is|多少|几|啥|什么|what|how much|呢|吗|啊|呀|答案|结果|的|[?!。.]))*\s*(?:please|pls|谢谢|thanks)?\s*[?!。.]*\s*$`)

// operator matches what makes numbers a calculation: 2023 alone is none.
var operator = doc.Pattern(`\d\s*[+*×÷^=/x-]\s*\(?\d|\d\s*%\s*(?:of|的)|[+*×÷^/-]\s*\d.*=|plus|minus|times|divided|multiplied|squared|cubed|power of|square root` +
	`|cube root|percent of|mod|sqrt|√|根号|\d\s*(?:加上?|减去?|乘以?|除以?)\s*\d|的\s*(?:平方|立方|[0-9.]+\s*%)|次方|开方|开根号|分之`)

// spelled matches calculations in Chinese numerals, and equations.
var spelled = whole(
	`{请}(?:算|计算)?{一下}[零一二三四五六七八九十百千万两0-9.]+(?:加上?|减去?|乘以?|除以?|的)(?:[零一二三四五六七八九十百千万两0-9.]+)(?:次方)?(?:等于|是|得)?(?:多少|几)?{尾}`,
	`根号[零一二三四五六七八九十百千万两0-9.]+(?:等于|是)?(?:多少|几)?{尾}`,
	`{请}解(?:一下|这个|个)?(?:方程|方程式|不等式|一元二次方程|数学题).*`,
	`{please}(?:solve|calculate|compute) .*(?:equation|[0-9]x|x [0-9]|integral|derivative|[0-9]).*`,
	`{请}(?:算|计算|算算){一下}[0-9][^什谁哪几怎]*`,
	`{please}(?:convert|change|turn) [0-9.]+ ?[a-z°]+(?: [a-z]+)? (?:to|into|in) [a-z ]+`,
	`what is (?:the )?(?:square|cube) root of [0-9a-z]+`,
)

// Languages that people ask to translate into.
const chineseLanguages = `(?:英文|英语|英語|中文|汉语|普通话|国语|日文|日语|韩文|韩语|法文|法语|德文|德语|西班牙文|西班牙语|俄文|俄语|泰文|泰语|越南文|越南语` +
	`|台语|闽南语|粤语|广东话|繁体|简体|繁体中文|简体中文|拉丁文|葡萄牙语|意大利语|阿拉伯语|印尼文|文言文|白话文|白话)`
const englishLanguages = `(?:english|chinese|mandarin|japanese|korean|french|german|spanish|italian|russian|thai|vietnamese|portuguese|arabic|latin|hindi` +
	`|cantonese|taiwanese|dutch|polish|swedish|turkish|indonesian|simplified chinese|traditional chinese)`

// chineseTasks match what one asks of a writer, a programmer or a friend. They must begin the
// message: 寫作業的學生有多少 is a question about it.
var chineseTasks = whole(
	`{请}(?:把|将|将下面|把下面)?[^谁哪什怎多几吗啥何]*(?:翻译|翻|译|转换|改写|改)(?:成|为|做|到|作)`+chineseLanguages+`[^谁哪什怎多几吗啥何]*(?:吗|好吗|可以吗|行吗)?`,
	`{请}(?:翻译|翻)(?:一下|下|成|这|下面|以下|上面|全文|文章|我|给我|看看|到)[^谁哪什怎多几吗啥何]*`,
	`.{0,30}(?:用|的)?`+chineseLanguages+`(?:要|该|应该)?(?:怎么|如何|咋)(?:说|讲|写|念|拼|表达){尾}`,
	`{请}(?:讲|说|来|给|编|想)(?:一?下|个|一个|一则|几个|点|给我听|给我|我)*(?:个|一个|一则|几个|点|些)?(?:冷|黄|睡前|恐怖|鬼|好笑的|有趣的|童话|短|励志`+
		`|爱情)?(?:笑话|段子|故事|绕口令|谜语|脑筋急转弯|情话|鬼故事|网络梗|土味情话)(?:来听听|来听|给我听|听听|听|给我|吧|看看|来|啊|呀|好吗|好不好|可以吗)*`,
	`(?:那|请|好)?(?:帮我|给我|替我|帮忙|可以帮我|能不能帮我|能帮我|可不可以帮我|你能帮我|你可以帮我|你会|你能|你可以|麻烦帮我|请帮我|请你帮我|请你|请|来|麻烦你`+
		`|能不能|可以|可不可以|能)(?:帮我)?(?:写|撰写|编写|草拟|拟|创作|生成|做|作|编|开发|实现|改写|修改|润色|校对|改|画|绘制|设计|想|取|订|买|叫|放|播放|设`+
		`|设定|开|关|唱|背|debug|查快递|制作|p图|翻译|念)(?:一?下|个|一个|一篇|一首|一封|一份|一段|一张|一只|一幅|一句|一些|一则|一套|几个|几句|首|篇|封|份|段`+
		`|张|只|幅|句|点|些|这段|这个|我的|三个|两个|五个|十个|[0-9一二两三四五六七八九十]+[个首篇句封份段字张只则条])(?:[^吗]*(?:吗|吧|呢)?)`,
	`(?:现在|从现在起|请|来|接下来)*你(?:来|就|要|可以)?(?:当|做|扮|当作|变成)(?:我的?|一下|一个|一位|一名|一只|个)[^谁哪什怎多几吗啥何]*(?:吗|好吗|可以吗|吧)?`,
	`{请}来?(?:一?段|一?首|一?个|一?则|点|一?曲)(?:rap|饶舌|歌|诗|笑话|故事|相声|freestyle|段子|脱口秀|绕口令|音乐|冷笑话)(?:吧|听听|来听听)?`,
	`{请}唱[^谁哪什怎多几吗啥何]{0,12}(?:歌|曲)(?:给我听|给我|听听|吧)*|{请}用.{1,16}(?:口吻|语气|口气|风格|身份|角度|腔调)(?:来|跟我|和我|对我)*(?:说话|说|回答`+
		`|回复|聊天|讲话|讲|写|对话)[^谁哪什怎多几吗啥何]*`,
	`{请}用.{1,8}?(?:写|编|创作|翻译|写出)(?:一?[个首篇封份段句则]|出)[^谁哪什怎多几吗啥何]*`,
	`{请}(?:写|撰写|编写|草拟|创作|作|编|生成|仿写|续写)(?:一?下|出|我|给我)*(?:个|一个|一篇|一首|一封|一份|一段|一句|一则|一套|几个|几句|首|篇|封|份|段|句|点|些`+
		`|[0-9一二两三四五六七八九十]+[个首篇句封份段则条])(?:[^谁哪什怎多几吗啥何]*)`,
	`{请}(?:写|编写|撰写|改|修改|改写|润色|校对|检查|debug|除错|做)(?:一下|下|完|好|我的|我|这段|这个|篇|首|个|点|些)*(?:作业|功课|报告|论文|作文|情书|情诗|周报`+
		`|日报|简历|履历|自传|邮件|email|信|请假信|求职信|诗|小说|剧本|歌词|文案|代码|程序|程式码?|脚本|爬虫|sql|函数|正则|bug|语法|演讲稿|日记|心得|读后感`+
		`|计划书|企划书)(?:吧|啊|好吗|可以吗|给我|一下)*`,
	`{请}(?:画|绘制|画出|生成)(?:一?[张只幅个条朵座]|个|我|给我).*`,
	`{请}(?:帮我|帮忙|替我|给我)(?:写|撰写|画|翻译|翻|p图?|算|订|买|做|设计|编|改|唱|放|播|润色|debug|除错|生成|取|点|叫|查快递|解|跑|开|关)[^谁哪什怎多几吗啥何]*(?:吗|好吗|可以吗|行吗)?`,
	`{请}(?:把|将)(?:我的|这段|这个|下面|以下|这篇|这句)?[^谁哪什怎多几吗啥何]*(?:润色|修改|改写|改|重写|画|翻译|翻)(?:出来|一下|一遍|好|得|成)*[^谁哪什怎多几吗啥何]*`,
	`{请}(?:唱|放|播放|播)(?:一?首|一下|首|个|点)(?:歌|音乐|曲子|[^谁哪什怎多几吗啥何]{0,10}的歌).*`,
	`(?:现在开始|从现在开始|从现在起|接下来|现在|假如|如果|请|来|我要|我想|可以|能不能|能|你可以|你能|你会|你来)*(?:你)?(?:来|要|就)?(?:扮演|假装|装作|假扮|充当`+
		`|角色扮演|饰演)(?:成|为|是|一下|你|我)*[^?？]*?(?:一[个只位名头条]|我|猫|狗|女友|女朋友|男友|男朋友|老师|老婆|老公|海盗|助理|专家|医生|律师|翻译|面试官`+
		`|皇帝|女仆|模式|游戏|吧|的)[^谁哪什怎多几吗啥何]*(?:吗|好吗|可以吗)?`,
	`(?:现在开始|从现在开始|从现在起|接下来)[,]?你(?:就)?是(?:一|我)[^谁哪什怎多几吗啥何]*`,
	`(?:可以|能不能|可不可以|能|你能|你可以|来|快|请)*(?:你)?(?:陪我|跟我|和我|来跟我|跟我们)(?:一起)?(?:聊|玩|说说话|说话|下棋|猜拳|对战|吵架|谈恋爱|约会|唱|打游戏|练习|对话|交往|结婚).*`,
	`(?:我们)?(?:来)?(?:玩|猜)(?:个|一个|一下|一局)?(?:游戏|成语接龙|接龙|猜谜|猜拳|真心话大冒险|猜数字|剪刀石头布|海龟汤|文字游戏)(?:吧|啊|好吗|好不好|如何)*`,
	`{请}(?:提醒我|叫我起床|设(?:个|一个|定)?(?:闹钟|提醒|定时器)|订(?:个|一个|一张)?(?:外卖|便当|餐|机票|票|披萨|酒店|饭店|位)|打开|关掉|播放)[^谁哪什怎多几吗啥何]{0,30}`,
	`{请}(?:掷|丢|投|扔|抛)(?:一?个|一?颗|一?枚)?(?:骰子|硬币|铜板).*`,
	`{请}(?:推荐|介绍)(?:我|给我)?(?:一|几|两|三|些)?(?:部|首|本|款|支|些|套|个)?(?:好看的|好听的|好玩的|不错的)?(?:电影|影集|歌|音乐|动漫|动画|韩剧|日剧|美剧|小说)(?:给我|吧|来|看看)*`,
	`{请}(?:帮我)?(?:想|取|起)(?:一?个|几个|个|[三五十两]个)(?:名字|标题|文案|网名|昵称|点子|主意|slogan|.{0,8}(?:文案|名字|点子)).*`,
	`{请}(?:占卜|算命|算塔罗|看星座|看手相).*|{请}(?:证明)(?:一下)?(?:勾股定理|哥德巴赫猜想|黎曼猜想|费马大定理).*|{请}(?:用)?(?:python|java|javascript|js|c|c\+\+`+
		`|go|golang|rust|sql|php|ruby|lua|bash|shell|html|css|excel)(?:语言)?(?:写|实现|编写|做)[^谁哪什怎多几吗啥何]*`,
)

const englishThing = `(?:poem|haiku|limerick|sonnet|song|lyrics|rap|story|short story|essay|joke|email|e mail|mail|letter|cover letter|resume|cv|script|code` +
	`|program|function|class|method|algorithm|app|website|regex|query|sql|tweet|post|blog post|caption|speech|paragraph|report|paper|novel|screenplay` +
	`|dialogue|review|bio|toast|message|text|note|thesis|homework|assignment|loop|scraper|crawler|bot|game|unit tests?|tests?|makefile|dockerfile|macro` +
	`|formula|html|css|[a-z]+ (?:script|code|program|function|class|poem|story|song|app|query|email|letter|scraper))`

// englishTasks must begin the message too: "who translated the book?" is a question about it.
var englishTasks = whole(
	`{please}(?:translate|convert) (?:.* )?(?:to|into|in) (?:simple |plain |simplified |traditional )?`+englishLanguages+`\b.*`,
	`{please}translate (?:this|that|it|these|the (?:following|article|text|sentence|above|paragraph|word|phrase|whole|document)|following|for me|my)\b.*`,
	`(?:so )?(?:how|what) (?:do|would|does|can|should) (?:you|i|one|u|we) (?:say|write|spell|call|pronounce) .* in `+englishLanguages+`.*`,
	`{please}(?:tell|give|make|crack|know|say|hit)(?: (?:me|us|up))*(?: with)?(?: (?:a|an|another|any|some|the best|one|good|your best))*(?: (?:funny|good|dad`+
		`|short|bedtime|scary|knock knock|dirty|silly|dark|random|ghost|fairy))* (?:jokes?|puns?|story|stories|riddles?|fairy ?tale|tongue twisters?`+
		`|pick ?up lines?|fun facts?|haiku|poem|limerick|rap|tale)(?: .*)?|(?:do you )?(?:know|got) any (?:good )?jokes`,
	`{please}(?:write|compose|draft|code|generate|create|make|build|implement|craft|produce|program|rewrite|design)(?: (?:me|us|for me))?(?: (?:a|an|some|my|the`+
		`|another|one|two|three|[0-9]+|few))*(?: [a-z0-9]+){0,4}? `+englishThing+`s?\b.*`,
	`{please}(?:write|code|draw|sketch|paint|sing|rap|compose) (?:me|us) .*|{please}(?:draw|sketch|paint|sing|generate|make|create)(?: me)? (?:a|an|some|the`+
		`|me)(?: [a-z]+){0,2} (?:picture|image|photo|drawing|song|logo|cat|dog|meme|painting|icon|lullaby|portrait|horse|dragon|chart|art)\b.*|{please}(?:draw`+
		`|sketch|sing)(?: (?:a|an|me|something|for me|happy birthday)\b.*)`,
	`{please}(?:pretend|act|roleplay|role play|behave|talk|speak|respond|imagine)(?: (?:to be|as|like|as if|that|you|youre|you are|with me))+ .*|(?:lets |can we `+
		`|wanna )?role ?play(?: .*)?|(?:from now on |now )?(?:you are|youre|you will be) now (?:a|an|my|the) [a-z ]+|(?:from now on|starting now) (?:you are`+
		`|youre|you will be) (?:a|an|my|the)? ?[a-z ]+`,
	`{please}be my [a-z]+(?: [a-z]+)?|{please}(?:help|assist)(?: me)? (?:with|do|on|finish|writing|write) (?:my|a|an|this) (?:[a-z]+ ){0,3}?(?:homework|assignment`+
		`|essay|code|resume|cv|cover letter|project|thesis|exam|test|taxes|email|speech)\b.*`,
	`{please}(?:do|finish|solve|write|complete|check|proofread|edit|fix|debug|correct|improve|grade|review|refactor|optimi[sz]e|polish)(?: (?:all|up`+
		`|over))?(?: of)? (?:my|this|the|these) (?:[a-z]+ ){0,2}?(?:homework|assignment|essay|code|bug|grammar|spelling|resume|cv|cover letter|email|script`+
		`|function|exam|quiz|program|math|taxes|sentence|error in my code)\b.*`,
	`(?:lets|can we|wanna|do you want to|want to|would you|will you|can you|i want to|please|shall we)(?: please)? (?:play|chat|talk|date|marry|go out|flirt`+
		`|dance)(?: .*)?|{please}play (?:a game|chess|music|some music|hangman|trivia|20 questions|tic tac toe|rock paper scissors|wordle|despacito|me)\b.*`+
		`|{please}(?:chat|talk) (?:to|with) me(?: .*)?`,
	`{please}(?:set|create|start) (?:a|an|my|the) (?:[a-z0-9]+ ){0,2}?(?:timer|alarm|reminder|countdown)\b.*|{please}remind me (?:to|in|at|tomorrow) .*`+
		`|{please}(?:order|buy|book|get) (?:me|us) .*|{please}(?:order|book) (?:a|an|some) (?:pizza|taxi|uber|flight|hotel|table|ticket|room)\b.*`+
		`|{please}(?:roll|throw) (?:a|the|two|some) (?:dice|die)\b.*|{please}(?:flip|toss) a coin\b.*`,
	`{please}(?:recommend|suggest)(?: (?:me|us))?(?: (?:a|an|some|me|any|good|nice|few))* (?:movie|movies|song|songs|music|film|films|anime|tv show|tv shows`+
		`|netflix series|books?|games?|recipes?|gift|gifts)(?: (?:please|to watch|to listen to|to read|to play|for me|tonight))*`,
	`{please}(?:explain|teach me|show me) (?:quantum (?:physics|mechanics)|calculus|how to (?:code|program|cook|dance|sing|hack))(?: .*)?|{please}(?:hack|ddos`+
		`|dox) .*|{please}(?:google|search the web for|look up on google|search google for|search the internet for) .*`,
	`{please}(?:write|code|program|make|compose)(?: me)?(?: something| anything| it| this)? (?:in|with|using) (?:python|java|javascript|js|c|go|golang|rust|sql|php|ruby|lua|bash|html|css)\b.*`,
)

// given matches a text to translate, after a colon or quotation mark.
var given = doc.Pattern(`^.{0,30}(?:翻译?|译)(?:成|为|到)?(?:` + chineseLanguages + `)?(?:给我)?\s*[:「“"].+|^.{0,20}(?:translate|translation)\b.{0,40}[:“"].+`)

// task reports whether a message asks for a task, which no article can answer.
func task(w wording) bool {
	if arithmetic().MatchString(w.folded) && operator().MatchString(w.folded) {
		return true
	}
	return given().MatchString(w.folded) || spelled.match(w.words) || chineseTasks.match(w.words) || englishTasks.match(w.words)
}
