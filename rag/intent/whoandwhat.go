package intent

// identity matches questions about who the bot is.
var identity = whole(
	`(?:你好|请问|那|哈喽|嗨|欸|所以)*(?:你|你们)(?:到底|究竟|其实|又|该不会)*(?:是|系)(?:谁|哪位|什么|啥|何方神圣|什么东西|什么鬼|谁做的|谁开发的|谁写的)(?:呀|啊`+
		`|东西|人|机器人|bot|模型|ai|语言模型)*{尾}`,
	`(?:请问|那|所以)*你(?:其实|到底|该不会|应该)?(?:是不是|是)(?:一个|个|一只|一位)?(?:真人|人|活人|人类|真的人|机器人|机械人|ai|人工智能|人工智慧|bot|chatgpt|gpt`+
		`|gpt4|gemini|claude|deepseek|豆包|文心一言|千问|llm|大模型|语言模型|程序|程式|男的?|女的?|男生|女生|电脑|客服|机器)(?:是|还是|或是|或者|或)?(?:真人|人`+
		`|人类|机器人|机器|ai|人工智能|人工智慧|男的?|女的?|男生|女生)?{尾}|(?:请问)?(?:是)?谁在(?:跟|和|与|对)?(?:我|我们)?(?:说话|讲话|聊天|对话|回答|回我`+
		`|回复)?{尾}|(?:请问)?我(?:现在)?(?:是)?在(?:跟|和|与)(?:谁|什么)(?:说话|讲话|聊天|对话|聊|讲|说){尾}|你(?:是|属于)(?:哪家|哪个|哪间|什么)(?:公司|单位`+
		`|机构|平台|团队|国家|厂商)(?:的|做的|开发的)?{尾}`,
	`(?:请问|那)*你(?:的名字)?(?:叫|叫做|是叫)(?:什么|啥|什么名字|啥名字|什么名){尾}|(?:请问|那)*你的名字(?:是|叫)?(?:什么|啥)?{尾}|怎么称呼(?:你)?{尾}`+
		`|(?:请问)?你怎么称呼|你几岁{尾}|你多大{尾}|你(?:是)?(?:从)?哪(?:里)?来的{尾}`,
	`{请}(?:自我介绍|介绍(?:一下|下)?(?:你自己|自己|你))(?:一下|吧|下)*{尾}|你介绍(?:一下)?(?:你)?自己{尾}|(?:请问|那)*你是(?:干嘛|干什么|干啥|做什么|做啥|干吗)(?:用)?的{尾}`,
	`(?:是)?谁(?:做|开发|创造|设计|训练|写|制作|发明|建)(?:了|出|的)*(?:你|这个?(?:机器人|bot))(?:的)?{尾}|你是(?:由)?(?:谁|哪家公司|哪个公司|哪间公司`+
		`|什么公司)(?:做|开发|创造|设计|训练|写|制作|发明)(?:出来)?(?:的)?{尾}|你(?:的)?(?:作者|开发者|主人|老板|爸爸|创造者)(?:是|叫)(?:谁|什么){尾}`,
	`(?:请问|那)*你(?:的)?(?:背后|后面|底层|到底|里面)*(?:的)?(?:模型)?(?:是)?(?:用|使用|基于|跑|接)?(?:的)?(?:是)?(?:什么|哪个|哪种|哪家的|啥|哪一个)(?:大|语言`+
		`|ai)*(?:模型|ai|llm|技术)(?:做的)?{尾}|你是(?:什么|哪个|啥)(?:大|语言|ai)*模型{尾}`,
	`(?:hi |hello |hey |so |and |ok |but |wait )*(?:who|what|wat|hu)(?: the (?:hell|fuck|heck))? (?:are|r|is) (?:you|u|ya|this|this bot)(?: exactly| really| anyway`+
		`| even| supposed to be)*|whos this|who this|whats (?:your|ur) name|what is (?:your|ur) name|(?:your|ur) name|what (?:should|can|do) i call you`+
		`|do you have a name|how old are you|where are you from|who am i (?:talking|speaking|chatting) (?:to|with)`,
	`(?:so |wait |hey |hi )*(?:are|r) (?:you|u) (?:really |actually |just |even )?(?:an? |the |some )?(?:real )?(?:human|person|robot|bot|chatbot|machine|ai`+
		`|artificial intelligence|chat ?gpt|gpt|gpt ?[345]|gemini|claude|llama|deepseek|llm|language model|program|computer|real|alive|sentient|male|female|man`+
		`|woman|girl|boy)(?: being)?(?: or (?:an? )?(?:something|what|human|person|bot|robot|ai|real person|machine|not))?`,
	`is this (?:an? )?(?:bot|ai|robot|human|chat ?gpt|real person|llm)|am i (?:talking|speaking|chatting) (?:to|with) (?:an? )?(?:bot|robot|human|person|ai|real person|machine)`,
	`who (?:made|created|built|developed|programmed|designed|trained|wrote|owns|invented|runs) (?:you|u|this bot)|(?:what|which) (?:model|llm|ai|ai model`+
		`|language model)(?: model)? (?:are you(?: using| based on| running(?: on)?)?|do you (?:use|run on)|is this|powers you)|what are you (?:based on`+
		`|running on|built on|made of|built with|made from|powered by)`,
	`(?:please |can you |could you )*(?:tell me (?:a bit |something |more )?about (?:yourself|you|urself)|introduce (?:yourself|urself)|describe yourself)`+
		`|what kind of (?:bot|ai|thing|assistant) (?:is this|are you)|what (?:bot|ai) is this|about you|who(?:s| is)? (?:is )?behind (?:you|this bot|this)`+
		`|(?:who|what) am i (?:talking|speaking|chatting) (?:to|with)`,
)

// help matches questions about what one can ask.
var help = whole(
	`(?:你好|请问|请|那|嗨|所以|到底|欸|除了这个)*(?:你|这个?(?:机器人|bot))(?:到底|究竟|都|还|又|一共)*(?:会|能|可以|能够|有办法)(?:帮我|帮忙|帮|为我|给我|替我`+
		`|帮助我|协助我|教我)?(?:做|干|做到|处理|搞|回答|提供|答|解决|办|完成|查|找)?(?:些|到|点)?(?:什么|啥|哪些|嘛|什么事|哪些事|什么忙|哪些问题|什么问题`+
		`|什么样的问题|什么服务|哪些服务|哪些东西|啥事|啥问题|些什么事)(?:事情|事|忙|问题|东西|服务|功能)?{尾}`,
	`(?:请问|那|所以)*你(?:是)?(?:干嘛|干什么|干啥|做什么|做啥|干吗)(?:用)?(?:的)?{尾}|你(?:可以|能|会)干(?:嘛|吗){尾}|你有(?:什么|啥|哪些)(?:功能|用|用处|本事`+
		`|能力|本领|技能|指令|命令|特长|优点|厉害的)(?:可以(?:用|使用)?|能用)?{尾}|你的(?:功能|用途|作用|能力)(?:是|有)?(?:什么|哪些|啥)?{尾}`,
	`(?:请问|那|所以|到底|我|我们)*(?:你|这|这个|这个?(?:机器人|bot|东西|工具|程序|程式|系统|网站|app))?(?:到底|究竟)?(?:要|该|应该|是)?(?:怎么|如何|怎样`+
		`|咋)(?:使用|用|操作|玩|问|开始|提问|发问|提问题|问问题|问你|用你|使用你|问你问题|(?:使用|用|操作)(?:你|这个?(?:机器人|bot))|(?:跟|和|与|对)你(?:聊|聊天`+
		`|问|说话|沟通|互动|对话|交流|提问|发问|问问题|问事情)){尾}`,
	`(?:请问)?(?:我|我们)?(?:可以|能|能够|要|该|应该)(?:问|跟你聊|聊|查)(?:你)?(?:些)?(?:什么|啥|哪些|什么问题|哪些问题|什么样的问题|些什么问题)(?:问题|东西|事情`+
		`|事|内容)?{尾}|(?:有)?(?:什么|啥|哪些)(?:是)?(?:可以|能)(?:问|做)的?{尾}|(?:请问)?(?:这个?(?:机器人|bot|工具))?有(?:什么|啥|哪些)(?:功能|指令|命令`+
		`|可以问的?|用法|玩法){尾}`,
	`(?:使用|操作)(?:方法|方式|步骤|流程|规则){尾}|用法{尾}|(?:使用|操作|用法|功能)?(?:说明|帮助|教学|教程|指南|手册)(?:书)?{尾}|{请}(?:教我|教教我|教一下`+
		`|教)(?:怎么|如何)(?:使用|用|操作|玩|问)(?:你|这个(?:机器人|bot)?)?{尾}|(?:有没有|有|给我)(?:使用|操作)?(?:教学|说明|教程|指南|帮助|手册|范例|例子)(?:书`+
		`|文件)?{尾}|求?帮助|指令(?:列表|大全)?|功能(?:列表|介绍)?|(?:救命|求救|救我|帮我|帮帮我|帮忙|求助|需要帮助|我需要帮助|请帮我|帮个忙)(?:不会用`+
		`|看不懂)?{尾}|(?:我)?(?:不会用|不知道(?:该|要)?(?:怎么用|问什么|问啥|怎么问)|看不懂怎么用)(?:啊|呢)?|这(?:个)?(?:机器人|bot)?(?:是)?(?:干嘛|干什么`+
		`|做什么|干啥)(?:用)?的{尾}`,
	`(?:i need |need |some |pls |please |get )*help(?: me| pls| please| us| menu| page| out)*|h+e+l+p+|commands?|menu|usage|instructions|manual|faq|options`+
		`|getting started|how to use(?: (?:this|it|you|the bot|this bot|this thing))?|how to (?:start|begin)|list (?:of |the )?commands|(?:show`+
		`|what are)(?: me)? (?:the |your )?commands`,
	`(?:so |and |ok |hi |hello |hey |please )*what(?:all)?(?: else)? (?:can|could|do|will) (?:you|u|this bot|the bot|it|this thing)(?: actually| even`+
		`| really)? (?:do|help(?: me)?(?: with)?|answer|offer|know(?: about)?)(?: for (?:me|us))?(?: here| exactly)?|what (?:kind|kinds|sort|sorts|type`+
		`|types) of (?:things|stuff|questions|question|topics|help|tasks|info|information) (?:can|do|could|should|will) (?:i|you|we|u) (?:ask(?: you)?|do|answer`+
		`|know(?: about)?|offer|give|help(?: me)? with|get|handle)|what (?:do|can) (?:you|u) know(?: how to do| about)?|what (?:can|should|could|do) i (?:ask|do`+
		`|ask you|ask here|do here|do with (?:you|this|this bot|it)|ask about|type|say)(?: (?:you|here|about|this bot))*`,
	`(?:so )?what (?:are|r) (?:you|u) (?:for|good for|capable of|able to do|good at)|whats (?:your|ur) (?:purpose|function|job|deal)|what is your (?:purpose`+
		`|function|job|deal)|what (?:are|r) your (?:features|functions|capabilities|skills|abilities|commands)|what do (?:you|u) do|what does (?:this|this bot`+
		`|the bot|this thing|it) do|whats this(?: bot)?(?: for)?|what is this(?: bot| thing| place| channel)?(?: for)?|{please}(?:show|tell) (?:me`+
		`|us) what (?:you|u) (?:can|could|can even) do|how can (?:you|u) (?:help|assist)(?: me)?(?: with (?:this|that))?|can (?:you|u) help(?: me)?(?: out)?`+
		`|could you help(?: me)?(?: out)?|(?:i )?(?:dont|do not) know (?:what to ask|how to use (?:this|it|you)|how (?:this|it) works)|i need (?:some )?help`+
		`|what kind of questions can (?:i ask|you answer)|what questions can (?:i ask|you answer)`,
	`how (?:do|does|can|should|to) (?:i |we |you |one )?(?:use|work|operate|ask|talk to|start with|get started)(?: with)?(?: (?:this|you|the bot|this bot`+
		`|this thing|u|bot|questions|a question|it here))+|how do (?:you|u) work|how does (?:this bot|this thing|the bot|this app|this) work|how do i (?:start`+
		`|get started|begin)`,
	`{请}(?:给|推荐|建议|提供|举|列|列出|想|出)(?:给)?(?:一下|出)?(?:我|我们)?(?:一些|几个|些|{数}个)?(?:可以问的|能问的|值得问的|例子|范例)?的?(?:问题|提问)(?:来问|问|让我问|可以问|看看|吧|好吗)*{尾}`,
	`{please}(?:give|show|suggest|recommend|list|tell)(?: me| us)? (?:some |a few |an |a |any |the |\d+ |two |three |five |several )*(?:sample |example |good |suggested |possible |interesting )*questions?(?: (?:to ask|i can ask|i could ask|i should ask|for me|to try|please|you can answer))*`+
		`|(?:any |some )?(?:sample|example|suggested) questions?|(?:any|got any) (?:suggestions|ideas|questions)(?: (?:for me|for questions|to ask|what to ask|on what to ask|i can ask))*`,
)
