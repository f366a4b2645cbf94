package texts

func simplified() *Texts {
	return &Texts{
		Library: simplifiedLibrary(), Refusals: simplifiedRefusals(), Channels: simplifiedChannels(), Errors: simplifiedErrors(), Parts: simplifiedParts(), Console: simplifiedConsole(),
		Help: `**Footnote** 回答关于文章的问题，每一句话都附上文章原句作为脚注。不确定的时候会说不确定，并列出最接近的句子；文章没说的，就说没有。

- </ask>（{ask}）：问一个问题；打开“{ask private}”就只有你看得到
- </search>（{search}）：找出最相关的段落
- </article>（{article}）：文章的大意、大纲和出处；这三个命令都可以用“{ask article}”选项指定一篇文章
- </library add>、</library list>、</library remove>（{library}）：添加、列出、移除文章（需要“管理服务器”权限；在私信里是你自己的文库）；移除后一小时内可以恢复
- </settings show>、</settings set>（{settings}）：谁可以问、在哪里问、我用什么语言
- 在消息上点右键 → 应用 → **{Check against the article}**：逐句核对
- 私信我，或在频道里提及我；**回复**我的答案可以追问
- 提问时附上文件，或把消息转发给我，我就根据它回答；内容不会保存
- </privacy policy>（{privacy}）：保存什么、不保存什么

答案下面的按钮：来源（显示原文段落）、最接近的段落（文章没有提到时）、接着可以问的问题、👍／👎。`,
		Greeting: `👋 大家好，我是 **Footnote**。我用这个服务器的文章回答问题，每一句话都附上文章原句。

**能管理服务器的人**：用 </library add> 添加要用来回答的文件或网页；用 </settings set> 决定谁可以问、在哪里问、我用什么语言。
**所有人**：用 </ask> 提问，或直接提及我。其他用法请看 </help>，保存哪些数据请看 </privacy policy>。`,
		Privacy: `**隐私**

- 你的问题只用来回答，不会保存，也不会写进日志；除非服务器的管理者设置要保存（</settings show> 会显示），最多 90 天。回答期间会加密暂存，以免我重新启动时丢失，答完就删除；只有它的编号多留 15 分钟。
- 你随问题发来或转发的文件和消息，只用来回答那个问题，不会保存。
- 文库里的文章属于添加它的服务器（或在私信里属于你），不会用来回答别人。移除的文章一小时内可以恢复，之后永久删除。我离开服务器七天后，它的数据就会删除。
- 👍／👎 只保存：哪一条答案、好或不好、时间，以及无法还原的用户代码；不保存任何文字。
- 对话的前文来自 Discord 的回复串或私信记录，不另外保存。
- 如果设置了语言模型，问题和最多八个段落会送到那个服务。模型写的答案保存 30 天，按问题的哈希值存取，不记录提问者。
- 我看不到你们的其他消息，除非运行我的人开启了这项功能。即使如此，我只在服务器管理者选定的频道主动回答，没有回答的消息不会保存。
- </privacy export> 让你取得所有关于你的数据，</privacy delete> 立刻全部删除，刚移除的文章也一样。`,
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
		TooLong: "问题太长了，请缩短到 2000 个字以内。", Empty: "请写下你的问题，例如：@我 文章提到哪些数字？",
		Stale:    "这个按钮已经失效，请重新提问。",
		NotYours: "这个按钮只有提问的人可以用；你可以用 </ask> 自己问。",
		Changed:  "文章已经换过版本，找不到当时引用的段落。请重新提问。",
		Thanks:   "谢谢你的反馈！",
		Mute:     "我不能在 <#%s> 发言，请管理员给我“发送消息”的权限，或在这里问我。",
		Checked:  "逐句核对的结果：", Checkable: "这条消息里没有可以核对的句子。",
		Supported: "✅ 文章支持", Opposed: "❌ 与文章不符", Absent: "❔ 文章没有提到",
	}
}

func simplifiedLibrary() Library {
	return Library{
		Positions:     map[string]string{"": " · 第 %s 页", "row": " · 第 %s 行", "slide": " · 第 %s 张幻灯片", "cell": " · 第 %s 个单元格", "second": " · %s"},
		Unwelcome:     "按这个服务器的设置，你不能在这里提问。",
		ManageOnly:    "只有能“管理服务器”的成员可以这么做。",
		NoArticle:     "找不到文章“%s”。用 </library list> 可以看到所有文章。",
		NoArticles:    "这个服务器的文库里还没有文章，我没有内容可以用来回答。能“管理服务器”的成员可以用 </library add> 添加文件或网页。",
		NoOwnArticles: "你的文库里还没有文章，我没有内容可以用来回答。用 </library add> 就能添加文件或网页。",
		Example:       "想先试试，可以用内置的示例文章“%s”来回答。", TryExample: "用示例文章回答",
		Several: "“%s”可能指 %d 篇文章中的任何一篇。请从列表中选一篇，或填入完整的标题或 ID：",
		Listed:  "文库里有 %d 篇文章：", EmptyLibrary: "文库是空的。用 </library add> 添加文章。",
		Standing: "这里还没有自己的文章，我先用搭建者准备的文章回答。用 </library add> 添加文章后，就只用你们的文章回答。",
		Sizes:    "%d 个字、%d 个段落",
		Removed:  "🗑️ 已移除“%s”。%s 之前可以恢复，之后会永久删除。", Restored: "↩️ 已恢复“%s”。", Restore: "恢复", Remove: "移除“%s”",
		SureToRemove: "没有标题正好是“%s”的文章。要移除这一篇吗？", WhichToRemove: "“%s”可能指这 %d 篇文章，要移除哪一篇？",
		RemoveByID:       "“%s”可能指 %d 篇文章，什么都还没有移除。请再用一次 </library remove>，从列表中选一篇，或填入完整的标题或 ID：",
		TooLateToRestore: "无法恢复了：文章已经永久删除。移除的文章最多保留一小时。", NotRestored: "❌ 没有恢复：%s", Superseded: "文库里有它的新版本“%s”，请先移除新版本，再按一次。",
		Adding: "📥 正在准备…", Waiting: "⏳ 排队中：%s", Fetching: "🌐 正在下载：%s", Reading: "📖 正在读取：%s", ReadingPart: "📖 正在读取：%s（%d／%d）",
		Added: "✅ 已添加“%s”", Replaced: "🔄 已更新“%s”", Unchanged: "☑️ 已经有“%s”了，内容相同",
		Sentence: "%s。", Advice: "%s；%s。", NotReadable: "无法读取",
		NothingIn: "▫️ %s 里没有可以添加的文件。", Left: "▫️ 略过 %s：%s", Cancelled: "🚫 已取消：%s", Cancel: "取消", Over: "已经结束了。",
		FailedToAdd: "❌ 没有添加：%s", NothingNamed: "请附上文件，或写下网址。", NoLink: "读不到那条消息；请在消息上点右键 → 应用 → {Add to library}。", TooBig: "文件太大，最多 16 MiB。",
		TooMany: map[string]string{
			"articles": "这里的文章已达上限，请先移除一些。", "passages": "这里的段落已达上限，请先移除一些文章。",
			"passages of a file": "文件太长，无法直接提问；请拆成几份，或请管理者用 /library add 加入文库。",
			"characters a day":   "今天读取的字数已达上限，请明天再试。", "additions that wait": "排队中的添加已达上限，请稍后再加。",
			"pages that are fetched again": "定期更新的网页已有 100 个；请先把其中一个设为“不再更新”。",
		},
		Repeated: map[string]string{
			"daily": "🔁 之后每天会重新读取这个网页，有变动就更新文章；移除文章后就不再读取。", "weekly": "🔁 之后每周会重新读取这个网页，有变动就更新文章；移除文章后就不再读取。",
			"never": "🔁 之后不再重新读取这个网页。", "": "🔁 只有网页能定期重新读取；这是文件或消息。",
		},
		NotRepeated: "🔁 无法定期重新读取这个网页：%s",
		Settings:    "**当前的设置**", Everybody: "所有人", Everywhere: "所有频道", Nobody: "没有人", Yes: "是", No: "否", Days: "%d 天（0 为不保存）",
		Setting: "- %s：%s",
		Values:  map[string]string{"auto": "自动", "zh-TW": "繁体中文", "zh-CN": "简体中文", "en": "英文", "extractive": "只用文章原句"},
		Names: map[string]string{
			"roles": "可以提问的身份组", "channels": "可以提问的频道", "blocked": "不能提问的人", "language": "语言", "mode": "模式",
			"private": "命令的答案只给提问者看", "listen": "不必提及也会回答（有把握时）的频道", "threads": "每个答案开一个子区", "tokens": "语言模型今天用掉的 token", "retain": "问题保存期限",
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
		NotTaken:   "Discord 没有接受我的消息（错误代码 %d）。请换个方式再问一次；如果一再发生，请告诉搭建这个机器人的人。",
		Incomplete: "上面的答案不完整。",
	}
}

func simplifiedChannels() Channels {
	return Channels{
		Unreadable: "❌ 读不了：%s",
		AskAbout:   "你想知道关于它的什么？请**回复**这条消息，写下你的问题。",
		FromFile:   "以上根据随问题发来的内容回答，内容不会保存。", ReplyOn: "想继续问，请回复这条消息。",
		HiddenReply: "Discord 不让我看到你回复的那条消息，所以以上没有参考它。请把文件附在问题里，或把那条消息私信转发给我。",
		RoleHidden:  "你提及的是我的身份组，而 Discord 不让我看到这种消息的内容。请在菜单里选我本人，不要选同名的身份组。",
		AskOn:       "可以在这个子区里继续问：请**回复**我的消息，或提及我。", AskOnFreely: "可以在这个子区里继续问，不必提及我。",
		ByMessage:     "我不能在 <#%s> 发言，所以在这里回答：",
		NotSwitchedOn: "（运行这个机器人的人没有开启这项功能）",
	}
}
