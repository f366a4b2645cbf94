package intent

import "footnote/corpus/doc"

// Orders to a language model, in folded text with its punctuation. They count only at the
// beginning of a clause: what is quoted, or follows "why did they", is mentioned rather than
// ordered.
var (
	chineseOrders = doc.Pattern(`(?:^|[,.;:!?。、\s]|然后|请|现在开始|现在|接下来|接著|先|并|麻烦|你要|你必须|你应该|帮我|给我|从现在(?:起|开始))\s*(?:你)?(?:要|必须|应该|可以)?(?:` +
		`(?:忽略|无视|忘记|忘掉|忘了|抛开|抛弃|不要管|不用管|别管|不管|不要理会|不要遵守|不遵守|不再遵守|停止遵守|违背|拒绝|别理|跳过|删除|清除|绕过|违反` +
		`|推翻)(?:掉)?(?:你)?(?:的)?(?:在)?(?:以上|上面|上述|前面|之前|先前|此前|所有|一切|全部|任何|原本|原先|原来|系统|初始|默认|被设定|角色|身份|你|给你` +
		`|收到)+(?:的|过|到|在)*(?:所有|全部|一切|任何|被设定|系统|给你|收到|设定|你|初始|原始|安全)*(?:的)?(?:指示|指令|规则|命令|提示词?|设定|限制|说明|要求` +
		`|约束|prompt|内容|对话|系统提示|准则|设置)` +
		`|(?:忽略|无视|忘记|忘掉|抛开|绕过)(?:掉)?(?:所有|一切|你|你的|全部|系统|安全|角色|身份)+(?:的)?(?:指示|指令|规则|命令|提示词?|设定|限制|约束|prompt|准则|设置|身份|人设)` +
		`|(?:告诉我|说出|输出|打印|印出|显示|列出|公开|泄露|透露|复述|重复|交出|发|贴出|给我看|给我|展示|吐出)(?:一下|出来|给我)?(?:一?遍)?(?:你)(?:的|上面|收到|完整` +
		`|全部|所有|最初|初始|原始|内部|隐藏)*(?:系统|system|内部|初始|隐藏|原始|开发者)*(?:的)?\s*(?:提示词?|prompt|指令|设定|指示|全部文字|配置|密码|密钥` +
		`|api\s*key|规则|消息|讯息)` +
		`|把(?:你)?(?:的|上面|以上|前面|收到|完整|全部|所有|最初|初始|原始|内部|隐藏)*(?:系统|system)?(?:的)?\s*(?:提示词?|prompt|初始指令|指令|内部设定|系统设定` +
		`|系统消息|设定)(?:词)?(?:一字不差|完整|全部|原封不动)*(?:地|的)?(?:重复|复述|印出|打印|输出|告诉|显示|贴|说|发|复制|写|给|列|念)` +
		`|(?:进入|切换到?|启用|开启|启动|打开)(?:你的)?(?:开发者|开发人员|开发|越狱|dan|无限制|管理员|上帝|调试|debug)\s*(?:模式|mode)(?:$|[,.;:!?。\s、])` +
		`|(?:你)?(?:处于|已进入|是在|就是)(?:开发者|越狱|dan|无限制|管理员)\s*模式|你现在(?:就)?是dan` +
		`|(?:没有|不受|不再受|解除|摆脱|取消)(?:到)?(?:任何|所有|一切|你的)+(?:的)?(?:规则|规定|内容|道德|安全)?(?:的)?(?:限制|规则|约束|审查)` +
		`|(?:不要管|别管|不用管|不管|无视|忽略)(?:这篇)?文章(?:的)?(?:内容|说什么)?[,，、\s]*(?:直接|只要|就|你)*(?:说|回答|告诉|输出)` +
		`|(?:直接)?(?:说|回答|声称|宣称|承认|告诉大家|断言)(?:说|是)?(?:这篇)?文章(?:里|中)?(?:认为|说|声称|宣称|写着|写了|写|主张|证明|提到)` +
		`|(?:回答我?任何问题|可以说任何话|什么都可以说)(?:$|[,.;:!?。\s]))`)
	chineseSecrets = doc.Pattern(`^(?:请问|那|所以)*\s*(?:你的|你)(?:的|完整|全部|最初|初始|原始|内部|隐藏|背后)*\s*(?:系统提示词?|系统指令|系统设定|提示词` +
		`|system\s*prompt|prompt|初始指令|指令内容|内部设定)\s*(?:到底|究竟)?(?:是|有|写了|怎么写|长)?(?:什么|啥|哪些|样|怎样|如何)*[?!。\s吗呢啊]*$`)
	englishOrders = doc.Pattern(`(?:^|[,.;:!?。、\n-]|\b(?:please|pls|and|then|now|just|also|instead|but|you (?:must|should|will|have to|can)|i want you to` +
		`|can you|could you|from now on,?|so|first))\s*(?:you (?:must|should|will|have to|need to) )?(?:` +
		`(?:ignore|disregard|forget|override|bypass|skip|discard|drop|delete|violate|break)\s+(?:about\s+)?(?:(?:all|any|every|each|everything|of|the|your|my|our` +
		`|these|those|previous|prior|above|earlier|preceding|past|former|existing|initial|original|system|safety|current|other|what|you|were|was|told|previously` +
		`|said|before|i|that|given)\s+)*(?:instructions?|rules?|prompts?|guidelines?|directions?|commands?|orders?|constraints?|restrictions?|programming` +
		`|training|context|above|told|said|safety|messages?|limitations?)\b` +
		`|(?:reveal|print|show|output|display|repeat|tell|give|write|dump|leak|send|share|expose|list|copy|say|paste|recite)\s+(?:(?:me|us|out|back|the|your|full` +
		`|entire|whole|all|exact|hidden|secret|initial|original|complete|internal|verbatim|of)\s+)*(?:system\s*(?:prompt|message|instructions?)|(?:your|hidden` +
		`|secret|initial|internal)\s+(?:prompt|instructions?|rules|guidelines|configuration|api\s*keys?|password|secrets?)|developer\s*(?:prompt|message)` +
		`|(?:words|text|everything)\s+above)` +
		`|(?:enable|enter|activate|switch\s+to|go\s+into|turn\s+on|start)\s+(?:the\s+|your\s+)?(?:developer|dev|debug|jailbreak|dan|god|admin|unrestricted` +
		`|sudo)\s*mode\b(?:\s*(?:$|[,.;:!?]|and\b|now\b))` +
		`|(?:you\s+are|youre|you're|u\s+r|act\s+as|pretend\s+(?:to\s+be|you\s*(?:are|'re)))\s+(?:now\s+|currently\s+)?(?:(?:in|a|an)\s+)?(?:dan\b|do\s+anything\s+now` +
		`|developer\s+mode|jail\s*broken|unrestricted|free\s+of\s+all|no\s+longer\s+bound|unfiltered|uncensored)` +
		`|(?:do\s+anything\s+now)` +
		`|(?:pretend|imagine|act\s+(?:as\s+if|like))\s+(?:that\s+)?you\s+(?:have|had)\s+no\s+(?:rules|restrictions|limits|limitations|filters?)\b` +
		`|you\s+have\s+no\s+(?:rules|restrictions|limits|limitations|filters?)\b` +
		`|(?:say|claim|state|answer|pretend|respond|reply|write|confirm|tell\s+(?:me|everyone|them))\s+(?:with\s+)?(?:that\s+)?(?:the\s+|this\s+)(?:article|text` +
		`|document|report)\s+(?:says|claims|states|proves|confirms|admits|said|mentions)\b)`)
	englishSecrets = doc.Pattern(`^\s*(?:so|and|ok|hey|hi|please|pls)?[\s,]*(?:what(?:'s|’s|s| is| are| were| was))\s+(?:your|ur)\s+(?:(?:full|exact|initial` +
		`|original|hidden|secret|internal|system|current|complete)\s+)*(?:instructions?|prompt|system\s*(?:prompt|message|instructions?)|guidelines|rules` +
		`|initial\s+prompt)\b(?:[?!. ].*)?$|^\s*(?:your\s+)?system\s*prompt\s*[?!.]*\s*$`)
	// impersonation matches claims to come from the operator of the model.
	impersonation = doc.Pattern(`^\s*[\[<#*({]*\s*(?:系统|管理员|开发者|system|admin|administrator|developer|root|sudo)\s*(?:指令|消息|讯息|命令|提示|通知|设定` +
		`|override|message|prompt|command|instruction|note|update)?\s*[\])}>#*]*\s*[:>]\s*\S|^\s*(?:new|updated|important|real|hidden|override` +
		`|secret)\s+(?:system\s+)?(?:instructions?|orders?|rules?|directives?|prompt)\s*[:>]\s*\S|^\s*(?:新的?|最新|重要|以下是新的?)(?:系统)?(?:指令|指示|规则` +
		`|命令)\s*[:>]\s*\S`)
	quoted = doc.Pattern(`「[^」]*」|『[^』]*』|“[^”]*”|"[^"]*"|《[^》]*》|\x60[^\x60]*\x60|‘[^’]*’`)
)

// orders reports whether a message gives orders to a language model.
func orders(message string) bool {
	text := correctedWords(analyser().Fold(message))
	spoken := quoted().ReplaceAllString(text, " x ")
	return chineseOrders().MatchString(spoken) || chineseSecrets().MatchString(spoken) || englishOrders().MatchString(spoken) || impersonation().MatchString(spoken) || englishSecrets().MatchString(spoken)
}
