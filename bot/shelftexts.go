package bot

// shelfTexts are what the bot says about libraries, settings and what is kept of
// people, in one language.
type shelfTexts struct {
	page       string // stands behind a section, with the number
	unwelcome  string // the settings do not let the asker ask there
	manageOnly string // only who may manage the server may do that
	noLibrary  string // there are no libraries at all
	noArticle  string // with what was named
	several    string // articles may be meant, with what was named and how many

	noArticles, noOwnArticles string // a server, a person has nothing to be answered from
	example, tryExample       string // with the title; the label

	listed, emptyLibrary, standing string // headings of a list: with the number; none; others answer
	sizes                          string // characters, passages

	removed, restored           string // with the title; removed with the time until which it can be restored, too
	restore, remove             string // labels; remove with the title
	sureToRemove, whichToRemove string // with what was named; with that and how many are near
	removeByID                  string // which, as they are too many for buttons: with what was named and how many
	tooLateToRestore            string
	notRestored, superseded     string // with the reason; a reason, with the title of the later version

	adding, waiting, fetching    string            // an addition
	reading                      string            // with the name
	readingPart                  string            // with the name and how much of how much
	added, replaced, unchanged   string            // with the title
	left                         string            // with the name and why: a file of an archive that is none
	cancelled, cancel, over      string            // it is; the label; nothing was left to cancel
	failedToAdd                  string            // with why
	nothingNamed, noLink, tooBig string            // reasons
	tooMany                      map[string]string // reasons, by what there would be too much of

	settings, everybody, everywhere, nobody string
	yes, no, days                           string            // days with their number
	names                                   map[string]string // of settings

	exported, sureToForget, forgetMe, forgotten string
}

var traditionalShelf = shelfTexts{
	page:          " · 第 %d 頁",
	unwelcome:     "依這個伺服器的設定，你不能在這裡提問。",
	manageOnly:    "只有能「管理伺服器」的成員可以這麼做。",
	noLibrary:     "這個機器人沒有文庫。",
	noArticle:     "找不到文章「%s」。/library list 會列出所有文章。",
	noArticles:    "這個伺服器的文庫還沒有文章，我沒有內容可以用來回答。能「管理伺服器」的成員可以用 /library add 加入檔案或網頁。",
	noOwnArticles: "你的文庫還沒有文章，我沒有內容可以用來回答。用 /library add 就能加入檔案或網頁。",
	example:       "想先試試看，可以用內建的示範文章「%s」回答。", tryExample: "用示範文章回答",
	several: "「%s」可能指 %d 篇文章中的任何一篇。請從清單中選一篇，或填入完整的標題或 ID：",
	listed:  "文庫裡有 %d 篇文章：", emptyLibrary: "文庫是空的。用 /library add 新增文章。",
	standing: "這裡還沒有自己的文章，我用機器人擁有者準備的文章回答。用 /library add 新增文章後，就只用你們的文章回答。",
	sizes:    "%d 個字、%d 個段落",
	removed:  "🗑️ 已移除「%s」。%s 以前可以還原，之後會永久刪除。", restored: "↩️ 已還原「%s」。", restore: "還原", remove: "移除「%s」",
	sureToRemove: "沒有標題剛好是「%s」的文章。要移除這一篇嗎？", whichToRemove: "「%s」可能指這 %d 篇文章，要移除哪一篇？",
	removeByID:       "「%s」可能指 %d 篇文章，什麼都還沒有移除。請再用一次 /library remove，從清單中選一篇，或填入完整的標題或 ID：",
	tooLateToRestore: "無法還原了：文章已經永久刪除。移除的文章最多保留一小時。", notRestored: "❌ 沒有還原：%s", superseded: "文庫裡有它的新版本「%s」，請先移除新版本，再按一次。",
	adding: "📥 正在準備…", waiting: "⏳ 排隊中：%s", fetching: "🌐 正在下載：%s", reading: "📖 正在讀取：%s", readingPart: "📖 正在讀取：%s（%d／%d）",
	added: "✅ 已加入「%s」", replaced: "🔄 已更新「%s」", unchanged: "☑️ 已經有「%s」了，內容相同",
	left: "▫️ 略過 %s：%s", cancelled: "🚫 已取消：%s", cancel: "取消", over: "已經結束了。",
	failedToAdd: "❌ 沒有加入：%s", nothingNamed: "請附上檔案，或寫下網址。", noLink: "讀不到那則訊息；請在訊息上按右鍵 → 應用程式 → Add to library。", tooBig: "檔案太大，最多 16 MiB。",
	tooMany: map[string]string{
		"articles": "這裡的文章已達上限，請先移除一些。", "passages": "這裡的段落已達上限，請先移除一些文章。",
		"characters a day": "今天新增的字數已達上限，請明天再加。", "additions that wait": "排隊中的新增已達上限，請稍後再加。",
	},
	settings: "**目前的設定**", everybody: "所有人", everywhere: "所有頻道", nobody: "沒有", yes: "是", no: "否", days: "%d 天（0 為不保存）",
	names: map[string]string{
		"roles": "可以提問的身分組", "channels": "可以提問的頻道", "blocked": "不能提問的人", "language": "語言", "mode": "模式",
		"private": "指令的答案只給提問者看", "tokens": "今天用掉的語言模型 token", "retain": "問題保存",
	},
	exported:     "這是保存的所有關於你的資料。",
	sureToForget: "這會刪除你私訊文庫裡的文章、設定、回饋，以及保存的問題。你加入伺服器文庫的文章屬於伺服器，會留下，但不再記錄是你加入的。無法復原。",
	forgetMe:     "全部刪除", forgotten: "已經全部刪除。",
}

var simplifiedShelf = shelfTexts{
	page:          " · 第 %d 页",
	unwelcome:     "按这个服务器的设置，你不能在这里提问。",
	manageOnly:    "只有能“管理服务器”的成员可以这么做。",
	noLibrary:     "这个机器人没有文库。",
	noArticle:     "找不到文章“%s”。/library list 会列出所有文章。",
	noArticles:    "这个服务器的文库里还没有文章，我没有内容可以用来回答。能“管理服务器”的成员可以用 /library add 添加文件或网页。",
	noOwnArticles: "你的文库里还没有文章，我没有内容可以用来回答。用 /library add 就能添加文件或网页。",
	example:       "想先试试，可以用内置的示例文章“%s”来回答。", tryExample: "用示例文章回答",
	several: "“%s”可能指 %d 篇文章中的任何一篇。请从列表中选一篇，或填入完整的标题或 ID：",
	listed:  "文库里有 %d 篇文章：", emptyLibrary: "文库是空的。用 /library add 添加文章。",
	standing: "这里还没有自己的文章，我用机器人拥有者准备的文章回答。用 /library add 添加文章后，就只用你们的文章回答。",
	sizes:    "%d 个字、%d 个段落",
	removed:  "🗑️ 已移除“%s”。%s 之前可以恢复，之后会永久删除。", restored: "↩️ 已恢复“%s”。", restore: "恢复", remove: "移除“%s”",
	sureToRemove: "没有标题正好是“%s”的文章。要移除这一篇吗？", whichToRemove: "“%s”可能指这 %d 篇文章，要移除哪一篇？",
	removeByID:       "“%s”可能指 %d 篇文章，什么都还没有移除。请再用一次 /library remove，从列表中选一篇，或填入完整的标题或 ID：",
	tooLateToRestore: "无法恢复了：文章已经永久删除。移除的文章最多保留一小时。", notRestored: "❌ 没有恢复：%s", superseded: "文库里有它的新版本“%s”，请先移除新版本，再按一次。",
	adding: "📥 正在准备…", waiting: "⏳ 排队中：%s", fetching: "🌐 正在下载：%s", reading: "📖 正在读取：%s", readingPart: "📖 正在读取：%s（%d／%d）",
	added: "✅ 已加入“%s”", replaced: "🔄 已更新“%s”", unchanged: "☑️ 已经有“%s”了，内容相同",
	left: "▫️ 略过 %s：%s", cancelled: "🚫 已取消：%s", cancel: "取消", over: "已经结束了。",
	failedToAdd: "❌ 没有加入：%s", nothingNamed: "请附上文件，或写下网址。", noLink: "读不到那条消息；请在消息上点右键 → 应用 → Add to library。", tooBig: "文件太大，最多 16 MiB。",
	tooMany: map[string]string{
		"articles": "这里的文章已达上限，请先移除一些。", "passages": "这里的段落已达上限，请先移除一些文章。",
		"characters a day": "今天添加的字数已达上限，请明天再加。", "additions that wait": "排队中的添加已达上限，请稍后再加。",
	},
	settings: "**当前的设置**", everybody: "所有人", everywhere: "所有频道", nobody: "没有", yes: "是", no: "否", days: "%d 天（0 为不保存）",
	names: map[string]string{
		"roles": "可以提问的身份组", "channels": "可以提问的频道", "blocked": "不能提问的人", "language": "语言", "mode": "模式",
		"private": "命令的答案只给提问者看", "tokens": "今天用掉的语言模型 token", "retain": "问题保存",
	},
	exported:     "这是保存的所有关于你的数据。",
	sureToForget: "这会删除你私信文库里的文章、设置、反馈，以及保存的问题。你加入服务器文库的文章属于服务器，会留下，但不再记录是你加入的。无法恢复。",
	forgetMe:     "全部删除", forgotten: "已经全部删除。",
}

var englishShelf = shelfTexts{
	page:          " · p. %d",
	unwelcome:     "The settings of this server do not let you ask here.",
	manageOnly:    "Only members who may manage the server can do that.",
	noLibrary:     "This bot has no libraries.",
	noArticle:     "There is no article “%s”. /library list shows all of them.",
	noArticles:    "This server's library has no articles yet, so I have nothing to answer from. Members who may manage the server can add files and web pages with /library add.",
	noOwnArticles: "Your library has no articles yet, so I have nothing to answer from. Add a file or a web page with /library add.",
	example:       "To see how it works, ask the built-in example article, “%s”.", tryExample: "Ask the example article",
	several: "“%s” may be any of %d articles. Choose one from the list that appears as you type, or give its whole title or its ID:",
	listed:  "%d articles are in the library:", emptyLibrary: "The library is empty. /library add adds an article.",
	standing: "There are no articles of your own yet, so I answer from those that the bot's owner has prepared. Once you add one with /library add, I answer from yours alone.",
	sizes:    "%d characters, %d passages",
	removed:  "🗑️ “%s” is removed. It can be restored until %s; after that it is erased for good.", restored: "↩️ “%s” is restored.", restore: "Restore", remove: "Remove “%s”",
	sureToRemove: "No article has just the title “%s”. Remove this one?", whichToRemove: "“%s” may be any of these %d articles. Which one is to be removed?",
	removeByID:       "“%s” may be any of %d articles, so nothing is removed yet. Use /library remove again and choose one from the list that appears as you type, or give its whole title or its ID:",
	tooLateToRestore: "It is too late to restore it: it is erased for good. What is removed is kept for an hour at the most.", notRestored: "❌ Not restored: %s", superseded: "its later version, “%s”, is in the library; remove that first, then press again.",
	adding: "📥 One moment…", waiting: "⏳ In the queue: %s", fetching: "🌐 Fetching: %s", reading: "📖 Reading: %s", readingPart: "📖 Reading: %s (%d/%d)",
	added: "✅ Added “%s”", replaced: "🔄 “%s” is replaced by its new version", unchanged: "☑️ “%s” is there already, word for word",
	left: "▫️ Left out %s: %s", cancelled: "🚫 Cancelled: %s", cancel: "Cancel", over: "It is over already.",
	failedToAdd: "❌ Not added: %s", nothingNamed: "attach a file, or write an address.", noLink: "that message cannot be read; right-click it → Apps → Add to library.", tooBig: "the file is too large; 16 MiB is the most I take.",
	tooMany: map[string]string{
		"articles": "there are as many articles as there may be; remove some first.", "passages": "there are as many passages as there may be; remove some articles first.",
		"characters a day": "enough was added for today; go on tomorrow.", "additions that wait": "too many additions wait; try again in a while.",
	},
	settings: "**How it is set now**", everybody: "everybody", everywhere: "every channel", nobody: "nobody", yes: "yes", no: "no", days: "%d days (0 keeps none)",
	names: map[string]string{
		"roles": "Who may ask", "channels": "Where", "blocked": "Who may not", "language": "Language", "mode": "Mode",
		"private": "Commands are answered to the asker alone", "tokens": "Tokens of the language model used today", "retain": "Questions are kept for",
	},
	exported:     "This is all that is kept of you.",
	sureToForget: "This deletes the articles of your direct messages, your settings, your feedback and the questions that were kept. Articles that you added to a server are the server's and stay, but no longer say who added them. It cannot be undone.",
	forgetMe:     "Delete everything", forgotten: "Everything is deleted.",
}
