package texts

func simplified() *Texts {
	return &Texts{
		Library: simplifiedLibrary(), Refusals: simplifiedRefusals(), Channels: simplifiedChannels(), Visibility: simplifiedVisibility(), Pages: simplifiedPages(), Commands: simplifiedCommands(), Insights: simplifiedInsights(), Answers: simplifiedAnswers(), Solved: simplifiedSolved(), Handoff: simplifiedHandoff(), Aging: simplifiedAging(), Reach: simplifiedReach(), Approval: simplifiedApproval(), Policy: simplifiedPolicy(), Errors: simplifiedErrors(), Parts: simplifiedParts(), Console: joined(simplifiedConsole(), simplifiedCauses()),
		Help: `**Footnote** 根据文章回答问题，每一句话都附上文章原句作为脚注。没有把握时会直说，并列出最接近的句子；文章没提到的，就说没提到。

- </ask>（{ask}）：问一个问题；打开“{ask private}”就只有你看得到
- </search>（{search}）：找出最相关的段落
- </article>（{article}）：文章的大意、大纲和出处；这三个命令都可以用“{ask article}”选项指定一篇文章
- </library add>、</library list>、</library remove>（{library}）：添加、列出、移除文章（需要“管理服务器”权限；在私信里是你自己的文库）；移除后一小时内可以恢复
- </settings show>、</settings set>（{settings}）：谁可以问、在哪里问、我用什么语言
- </insights>（{insights}）：大家问了什么、哪些没有答案（需要“管理服务器”权限）
- </answers add>、</answers list>（{answers}）：为问题指定你自己写的答案（需要同样的权限）
- 在消息上点右键 → 应用 → **{Check against the article}**：逐句核对
- 私信我，或在频道里提及我；**回复**我的答案可以追问
- 提问时附上文件，或把消息转发给我，我就根据它回答；内容不会保存
- </privacy policy>（{privacy}）：保存什么、不保存什么

答案下面的按钮：来源（显示原文段落；服务器保存了 PDF 原文件的话，也显示那一页）、最接近的段落（文章没有提到时）、接着可以问的问题、👍／👎、公开这一条（私密的答案，只能公开一次）、请真人帮忙（通知服务器指定的帮手，一个答案一次）、🗑️（删除你问的答案）。`,
		Greeting: `👋 大家好，我是 **Footnote**。我用这个服务器的文章回答问题，每一句话都附上文章原句。

**能管理服务器的人**：用 </library add> 添加要用来回答的文件或网页；用 </settings set> 决定谁可以问、在哪里问、我用什么语言。
**所有人**：用 </ask> 提问，或直接提及我。其他用法请看 </help>，保存哪些数据请看 </privacy policy>。`,
		Quoted: "✅ 用文章原句回答", Written: "🤖 由语言模型撰写，每句话都与文章核对过",
		Uncertain: "⚠️ 不确定", Disagreeing: "⚠️ 说法不一", Unanswered: "❔ 找不到答案",
		LeftOut: "[…] 模型写的内容有一部分在文章里找不到依据，已略去。", InBold: "粗体是回答所依据的句子。",
		ReadOn: "读取于 %s", DayForm: "2006-01-02",
		Sources: "来源", Retry: "再试一次", Publish: "公开这一条",
		Nearest: "最接近的段落", ComeNearest: "这些段落最接近，但没有回答这个问题：",
		Searched: "“%s”最相关的段落：", Nothing: "文章里找不到和“%s”有关的段落。",
		Outline: "大纲", From: "出处：",
		Attached: "答案很长，全文在附件里。",
		Queued:   "⏳ 排队中：前面还有 %s 个问题。",
		SlowDown: "你问得有点快，请在 %s 再问。", Crowded: "这个服务器现在问题太多，请在 %s 再问。",
		Busy:     "现在问题太多，请几分钟后再问。",
		Forsaken: "我重新启动时，你在那里问的一个问题没能回答。请再问一次。",
		Stopping: "我正在重新启动，请一分钟后再问。", Cut: "（我必须重新启动，答案到此中断，请再问一次。）",
		Failed:  "很抱歉，这次没有成功。请再试一次。",
		TooLong: "问题太长了，请缩短到 2000 个字以内。", Empty: "请写下你的问题，例如：@我 文章提到哪些数字？", NoWords: "你写的内容里没有文字。请写下你想知道的，例如：文章提到哪些数字？",
		Stale:    "这个按钮已经失效，请重新提问。",
		NotYours: "这个按钮只有提问的人可以用；你可以用 </ask> 自己问。",
		Changed:  "文章已经更新或移除，找不到当时引用的段落。请重新提问。",
		Thanks:   "谢谢你的反馈！",
		Mute:     "我不能在 <#%s> 发言，请管理员给我“发送消息”的权限，或在这里问我。",
		Checked:  "逐句核对的结果：", Checkable: "这条消息里没有可以核对的句子。",
		Supported: "✅ 与文章相符", Unsure: "🟡 不确定是否与文章相符，请对照下面的原文", Opposed: "❌ 与文章不符", Absent: "❔ 文章没有提到",
	}
}

func simplifiedLibrary() Library {
	return Library{
		Positions:     map[string]string{"": " · 第 %s 页", "row": " · 第 %s 行", "slide": " · 第 %s 张幻灯片", "cell": " · 第 %s 个单元格", "second": " · %s"},
		Unwelcome:     "按这个服务器的设置，你不能在这里提问。",
		ManageOnly:    "只有拥有“管理服务器”权限的成员可以这么做。",
		NoArticle:     "找不到文章“%s”。用 </article> 可以看到我用来回答的文章。",
		NoArticleKept: "找不到文章“%s”。用 </library list> 可以看到所有文章。",
		NoArticles:    "这个服务器的文库里还没有文章，我没有内容可以用来回答。能“管理服务器”的成员可以用 </library add> 添加文件或网页。",
		NoOwnArticles: "你的文库里还没有文章，我没有内容可以用来回答。在和我的私信里，用 </library add> 就能添加文件或网页。",
		Example:       "想先试试，可以用内置的示例文章“%s”来回答。", TryExample: "用示例文章回答",
		Several: "“%s”可能指 %d 篇文章中的任何一篇。请从列表中选一篇，或填入完整的标题或 ID：",
		Listed:  "文库里有 %d 篇文章", EmptyLibrary: "文库是空的。用 </library add> 添加文章。",
		Standing: "这里还没有自己的文章，我先用部署者准备的文章回答。用 </library add> 添加文章后，就只用你们的文章回答。",
		Sizes:    "%d 个字、%d 个段落",
		Removed:  "🗑️ 已移除“%s”。%s 之前可以恢复，之后会永久删除。", Restored: "↩️ 已恢复“%s”。", Restore: "恢复", Remove: "移除“%s”",
		SureToRemove: "没有标题正好是“%s”的文章。要移除这一篇吗？", WhichToRemove: "“%s”可能指这 %d 篇文章，要移除哪一篇？",
		RemoveByID: "“%s”可能指这 %d 篇文章，什么都还没有移除。请在菜单里选出要移除的文章。",
		Shown:      "第 %d 到 %d 篇，最新的在前", PickToRemove: "选择要移除的文章…", PickToRestore: "选择要恢复的文章…",
		SureToRemoveAll: "要移除这 %d 篇文章吗？移除后一小时内可以恢复。", RemoveAll: "移除 %d 篇", BackToList: "返回列表", MoreOfOne: "用 </article> 指定其中一篇，就能看到它的大意。", MoreArticles: "……另外还有 %d 篇",
		RemovedAll: "🗑️ 已移除 %d 篇文章。%s 之前可以恢复，之后会永久删除：",
		PageCount:  "、%d 页", ByOther: "另一位成员", ByUnknown: "没有记录",
		Facts:            map[string]string{"id": "ID", "size": "长度", "added": "添加时间", "by": "添加者", "author": "作者", "published": "发表时间", "source": "出处", "original": "保存的原文件", "seen": "从图片读出的模型"},
		TooLateToRestore: "无法恢复了：文章已经永久删除。移除的文章最多保留一小时。", NotRestored: "❌ 没有恢复：%s", Superseded: "文库里有它的新版本“%s”，请先移除新版本，再按一次。",
		Adding: "📥 正在准备…", Waiting: "⏳ 排队中：%s", Fetching: "🌐 正在下载：%s", Reading: "📖 正在读取：%s", ReadingPart: "📖 正在读取：%s（%d／%d）", ReadingPage: "📖 正在读取：%s（从图片读第 %d 页，共 %d 页）",
		Added: "✅ 已添加“%s”", Replaced: "🔄 已更新“%s”", Unchanged: "☑️ 已经有“%s”了，内容相同",
		Sentence: "%s。", Advice: "%s；%s。", OfEnvironment: "环境变量 %s", OfFile: "%s 里的 %s", NotReadable: "无法读取",
		NothingIn: "▫️“%s”里没有可以添加的文件。", Left: "▫️ 跳过“%s”：%s", Cancelled: "🚫 已取消：%s", Cancel: "取消", Over: "已经结束了。",
		FailedToAdd: "❌ 没有添加：%s", NothingNamed: "请附上文件，或写下网址。", Wordless: "那条消息里没有文字。", NoLink: "读不到那条消息；请在消息上点右键 → 应用 → {Add to library}。", TooBig: "文件太大，最多 16 MiB。",
		TooMany: map[string]string{
			"articles": "这里的文章已达上限，请先移除一些。", "passages": "这里的段落已达上限，请先移除一些文章。",
			"passages of a file": "文件太长，无法直接提问；请拆成几份，或请管理者用 </library add> 加入文库。",
			"characters a day":   "今天读取的字数已达上限，请明天再试。", "additions that wait": "排队中的添加已达上限，请稍后再加。",
			"pages that are fetched again": "定期更新的网页已有 100 个；请先把其中一个设为“{library add every never}”。",
		},
		Repeated: map[string]string{
			"daily": "🔁 之后每天会重新读取这个网页，有变动就更新文章；移除文章后就不再读取。", "weekly": "🔁 之后每周会重新读取这个网页，有变动就更新文章；移除文章后就不再读取。",
			"never": "🔁 之后不再重新读取这个网页。", "": "🔁 只有网页能定期重新读取；这是文件或消息。",
		},
		NotRepeated: "🔁 无法定期重新读取这个网页：%s",
		Settings:    "**当前的设置**", Everybody: "所有人", Everywhere: "所有频道", Nobody: "没有人", Nowhere: "没有", Yes: "是", No: "否", KeepsNone: "不保存", TellsNobody: "（没有保存问题，所以不会通知：请设置“{settings set keep_questions}”）",
		Setting: "- %s：%s",
		Values:  map[string]string{"auto": "自动", "zh-TW": "繁体中文", "zh-CN": "简体中文", "en": "英文", "extractive": "只用文章原句"},
		Names: map[string]string{
			"roles": "可以提问的身份组", "channels": "可以提问的频道", "blocked": "不能提问的人", "language": "语言", "mode": "模式",
			"private": "命令的答案只给提问者看", "listen": "不必提及也会主动回答的频道（有把握才回答）", "threads": "每个答案开一个子区", "originals": "保存 PDF 原文件，“来源”会显示页面", "tokens": "语言模型今天用掉的 token", "retain": "问题保存期限", "reach": "不是所有人都能看的文章", "tell": "后来有了答案就通知提问者", "helpers": "可以请来帮忙的人", "names": "由解决的子区做成的文章，写出是谁写的", "approve": "先有人看过才公布答案的频道", "desk": "审阅答案的频道",
		},
		Exported:     "这是保存的所有关于你的数据。",
		SureToForget: "这会删除你私信文库里的文章、设置、反馈，以及保存的问题。你添加到服务器文库的文章属于服务器，会留下，但不再记录是你添加的。无法恢复。",
		ForgetMe:     "全部删除", Forgotten: "已经全部删除。",
	}
}

func simplifiedRefusals() Refusals {
	return Refusals{
		Blocked:    "这个服务器的 AutoMod 拦截了这条消息，所以不能显示在这里。只有你看得到的消息不受影响：请用 </ask> 并打开“{ask private}”，或私信问我。",
		NoAccess:   "我在这个频道的权限不足，所以 Discord 没有接受我的消息。请管理员给我“查看频道”、“发送消息”和“附加文件”的权限，或私信问我。",
		Archived:   "这个子区已经归档或锁定，我不能在里面回答。请重新打开子区再问一次，或在别的频道问我。",
		Deleted:    "我的消息还没写完就被删除了。如果还需要答案，请再问一次。",
		TooLarge:   "这条消息或附件太大，Discord 没有接受。请缩小范围，只问其中一部分。",
		TooLate:    "Discord 只让我在 15 分钟内回应命令，这次超过了时间。请再问一次。",
		NotTaken:   "Discord 没有接受我的消息（错误代码 %d）。请换个方式再问一次；如果一再发生，请告诉部署这个机器人的人。",
		Incomplete: "上面的答案不完整。",
	}
}

func simplifiedChannels() Channels {
	return Channels{
		Unreadable: "❌ 无法读取：%s",
		AskAbout:   "你想问什么呢？请**回复**这条消息，写下你的问题。",
		FromFile:   "以上是根据你随问题发来的内容回答的；这些内容不会保存。", ReplyOn: "想继续问，请回复这条消息。",
		HiddenReply: "Discord 不让我看到你回复的那条消息，所以这个答案没有参考它。请把文件附在问题里，或把那条消息私信转发给我。",
		RoleHidden:  "你提及的是我的身份组，而 Discord 不让我看到这种消息的内容。请在菜单里选我本人，不要选同名的身份组。",
		AskOn:       "可以在这个子区里继续问：请**回复**我的消息，或提及我。", AskOnFreely: "可以在这个子区里继续问，不必提及我。",
		ByMessage:     "我不能在 <#%s> 发言，所以在这里回答：",
		NotSwitchedOn: "（部署这个机器人的人没有开启这项功能）",
	}
}

func simplifiedVisibility() Visibility {
	return Visibility{
		AskedBy: "由 <@%s> 提问并公开", SeePublic: "查看公开的答案",
		AlreadyPublic: "这个答案已经公开过了：%s", PublicAlready: "这个答案已经公开，或正要公开。",
		PrivateOnly:      "这个服务器设置了命令的答案只给提问者看，所以不能公开。",
		NoPost:           "你不能在这里发消息，所以也不能在这里公开答案。",
		NotHeard:         "这个服务器不让成员自己安装的应用公开发言，所以答案只有你看得到。",
		NotYoursToRemove: "只有提问的人，或有“管理消息”权限的成员，才能删除这个答案。",
		Stays:            "Discord 没有让我删除这个答案。请再试一次，或请管理员删除这条消息。",
	}
}

func simplifiedPages() Pages {
	return Pages{
		SeenBy:        "（由 %s 从图片读出）",
		Unread:        "⚠️ 没有读的页面：%s。%s",
		UnreadYet:     "重新添加就会再试这些页面；读好的会留着。",
		UnreadPicture: "🖼️ 有 1 张图片没有读取", UnreadPictures: "🖼️ 有 %d 张图片没有读取",
		NotMarked: "（有句子无法在页面上标出）",
		NoRoom:    "保存原文件的空间已满，这个文件本身没有保存，所以不能显示页面。",
	}
}
