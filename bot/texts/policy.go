package texts

// Policy says what is stored and what is not, line by line: which lines are true depends on
// the server and on how the bot is run.
type Policy struct {
	Privacy               string // heading
	Used                  string // what a question is used for
	Unkept, Kept          string // questions are not stored; they are, with for how long
	Tells                 string // askers are told of a later answer
	Counted               string // with the number of days for which counts are stored
	CitedKept             string // with how long the sentences that answers rest on are stored
	Unlogged, Logged      string
	Attachments           string
	TextOnly, FilesKept   string // of the files of articles: only the text is stored; PDFs are too
	Belongs               string // of articles; with how long data stays after the bot has left
	VotesKept             string
	Conversation          string
	Model, ModelKept      string // a language model writes answers; they are stored
	NoModel               string
	Elsewhere             string // another server makes embeddings
	PicturesRead          string // a language model reads pictures
	SeesNothing, SeesMore string // of messages that do not mention the bot
	YourRights            string
	InDays, InHours       string // durations, with the number
	InDay, InHour         string // the same for one

	YourArticles, YourPages, YourAdditions, YourQuestions, YourVotes, YourWaiting string // headings in the data stored about a person

	YourAnswers string // another heading: what answers in direct messages cite
	NothingKept string // instead of them, if there is nothing
	InServer    string // with the server's id
	WithFile    string // after an article, with the size of its file
	WillBeTold  string // after a question: the asker is told of a later answer
}

func englishPolicy() Policy {
	return Policy{
		Privacy:      "**Privacy**, as things are set here now",
		Used:         "- Your question is used to answer it. While I answer, it is kept encrypted, so that a restart does not lose it, and erased as soon as you have the answer; only its ID stays for 15 minutes.",
		Unkept:       "- Questions are not kept.",
		Kept:         "- **The people who manage this server have questions kept for %s**: the words, when, how they were answered, votes on that, and a code in place of your name. They read them in </insights>, which names nobody.",
		Tells:        "- Where a question had no certain answer, your ID and the channel are kept with it, encrypted, until I have told you by direct message that there is one, or the question goes.",
		Counted:      "- What a server's questions came to, and which articles answered, is counted by the day, without text or names, for %d days.",
		CitedKept:    "- Of my answers I keep for %s where they stand and the sentences they cite, not what was asked or by whom, so that I can say there when a source changes.",
		Unlogged:     "- What you ask is not written to a log.",
		Logged:       "- **Whoever runs me has questions and answers written to a log.** How long it stays is theirs to say; </privacy delete> does not reach it.",
		Attachments:  "- What you send or forward with a question is read for that question and not kept.",
		TextOnly:     "- Of the files of articles, the text is kept, not the files themselves.",
		FilesKept:    "- **The people who manage this server have PDFs kept**, so that Sources can show a page; each goes with its article.",
		Belongs:      "- Articles belong to the server that they were added to, or to you in direct messages, and nobody else is answered from them. What is removed can be restored for an hour and is then erased for good. When I leave a server, its data is erased after %s.",
		VotesKept:    "- 👍/👎 keep which answer, whether it was good, when, and a code in place of your name.",
		Conversation: "- What was said before is read from Discord's own reply chain or direct messages, and not kept.",
		Model:        "- A language model writes answers: your question, what was said before, and up to eight passages are sent to it.",
		ModelKept:    " What it writes is kept for 30 days under a hash of the question, without a record of who asked.",
		NoModel:      "- No language model writes answers here.",
		Elsewhere:    "- Your question is sent to another server, which compares it with the articles by numbers that it makes of it.",
		PicturesRead: "- Pictures and scanned pages that are added, or come with a question, are sent to a language model, which reads their text. What was read of one that is added is kept with its article, and for 30 days where it became none. Where files are kept, pictures are kept as well.",
		SeesNothing:  "- I do not see messages that are not meant for me.",
		SeesMore:     "- Whoever runs me has me shown all messages. I answer unasked only in channels that the people who manage the server have chosen, and what I do not answer is not kept.",
		YourRights:   "- </privacy export> gives you everything that is kept about you; </privacy delete> deletes it at once, including what was removed a moment ago.",
		InDays:       "%d days", InHours: "%d hours", InDay: "1 day", InHour: "1 hour",
		YourArticles: "Your own articles:", YourPages: "Pages of yours that are fetched again:", YourAdditions: "Articles that you added to servers:", YourQuestions: "Questions that servers keep:",
		YourVotes: "Your votes on answers:", YourWaiting: "What is being added for you:", YourAnswers: "What my answers to you in direct messages cite:", NothingKept: "Nothing.", InServer: "[server %s]", WithFile: "[the file itself is kept: %d kB]", WillBeTold: "[your ID is kept with it, to tell you of a later answer]",
	}
}

func traditionalPolicy() Policy {
	return Policy{
		Privacy:      "**隱私**（依目前的設定）",
		Used:         "- 你的問題只用來回答。回答期間會加密暫存，以免我重新啟動時遺失，答完就刪除；只有它的編號多留 15 分鐘。",
		Unkept:       "- 問題不會保存。",
		Kept:         "- **這個伺服器的管理者設定保存問題 %s**：文字、時間、如何回答、答案的回饋，以及代替你名字的代碼。他們用 </insights> 查看，裡面沒有任何人的名字。",
		Tells:        "- 如果問題沒有確定的答案，你的編號和頻道會加密保存；等有了答案、我私訊通知你之後，或問題到期時，就會刪除。",
		Counted:      "- 伺服器每天的問題有什麼結果、用了哪些文章回答，只保存數字，沒有文字和名字，保存 %d 天。",
		CitedKept:    "- 答案發在哪裡、引用了文章的哪些句子，保存 %s，不含問題和提問者；來源有變動時，我會在答案下面註明。",
		Unlogged:     "- 你問的內容不會寫進記錄。",
		Logged:       "- **架設我的人把問題和答案寫進記錄。**保留多久由他決定，</privacy delete> 刪不到那裡。",
		Attachments:  "- 你隨問題傳來或轉傳的檔案和訊息，只用來回答那個問題，不會保存。",
		TextOnly:     "- 文章的檔案只保存文字，不保存檔案本身。",
		FilesKept:    "- **這個伺服器的管理者設定保存 PDF 原檔**，讓「來源」能顯示頁面；原檔會隨文章一起刪除。",
		Belongs:      "- 文庫裡的文章屬於加入它的伺服器（或在私訊裡屬於你），不會用來回答別人。移除的文章一小時內可以還原，之後永久刪除。我離開伺服器後，它的資料過 %s就會刪除。",
		VotesKept:    "- 👍／👎 保存：哪一則答案、好或不好、時間，以及代替你名字的代碼。",
		Conversation: "- 對話的前文來自 Discord 的回覆串或私訊記錄，不另外保存。",
		Model:        "- 答案由語言模型撰寫：你的問題、對話的前文和最多八個段落會送到那個服務。",
		ModelKept:    "它寫的答案保存 30 天，依問題的雜湊值存取，不記錄提問者。",
		NoModel:      "- 這裡沒有用語言模型撰寫答案。",
		Elsewhere:    "- 你的問題會送到另一台主機，轉換成數字來和文章比對。",
		PicturesRead: "- 加入的或隨問題附上的圖片和掃描頁，會送給語言模型讀出文字。加入時讀出的文字隨文章保存，沒有成為文章的保存 30 天。有保存原檔的伺服器，圖片也會保存。",
		SeesNothing:  "- 不是寫給我的訊息，我看不到。",
		SeesMore:     "- 架設我的人讓我看得到所有訊息。我只在伺服器管理者選定的頻道主動回答，沒有回答的訊息不會保存。",
		YourRights:   "- </privacy export> 讓你取得所有關於你的資料，</privacy delete> 立刻全部刪除，剛移除的文章也一樣。",
		InDays:       "%d 天", InHours: "%d 小時", InDay: "1 天", InHour: "1 小時",
		YourArticles: "你自己的文章：", YourPages: "會重新讀取的網頁：", YourAdditions: "你加入伺服器的文章：", YourQuestions: "伺服器保存的問題：",
		YourVotes: "你對答案的回饋：", YourWaiting: "正在為你加入的檔案：", YourAnswers: "私訊裡的答案引用的句子：", NothingKept: "什麼都沒有。", InServer: "〔伺服器 %s〕", WithFile: "〔保存原檔：%d kB〕", WillBeTold: "〔一併保存你的編號，有答案時通知你〕",
	}
}

func simplifiedPolicy() Policy {
	return Policy{
		Privacy:      "**隐私**（按当前的设置）",
		Used:         "- 你的问题只用来回答。回答期间会加密暂存，以免我重启时丢失，答完就删除；只有它的编号多留 15 分钟。",
		Unkept:       "- 问题不会保存。",
		Kept:         "- **这个服务器的管理者设置保存问题 %s**：文字、时间、如何回答、答案的反馈，以及代替你名字的代码。他们用 </insights> 查看，里面没有任何人的名字。",
		Tells:        "- 如果问题没有确定的答案，你的编号和频道会加密保存；等有了答案、我私信通知你之后，或者问题到期时，就会删除。",
		Counted:      "- 服务器每天的问题有什么结果、用了哪些文章回答，只保存数字，没有文字和名字，保存 %d 天。",
		CitedKept:    "- 答案发在哪里、引用了文章的哪些句子，保存 %s，不含问题和提问者；来源有变动时，我会在答案下面注明。",
		Unlogged:     "- 你问的内容不会写进日志。",
		Logged:       "- **部署我的人把问题和答案写进日志。**保留多久由他决定，</privacy delete> 删不到那里。",
		Attachments:  "- 你随问题发来或转发的文件和消息，只用来回答那个问题，不会保存。",
		TextOnly:     "- 文章的文件只保存文字，不保存文件本身。",
		FilesKept:    "- **这个服务器的管理者设置保存 PDF 原文件**，让“来源”能显示页面；原文件会随文章一起删除。",
		Belongs:      "- 文库里的文章属于添加它的服务器（或在私信里属于你），不会用来回答别人。移除的文章一小时内可以恢复，之后永久删除。我离开服务器后，它的数据过 %s就会删除。",
		VotesKept:    "- 👍／👎 保存：哪一条答案、好或不好、时间，以及代替你名字的代码。",
		Conversation: "- 对话的前文来自 Discord 的回复串或私信记录，不另外保存。",
		Model:        "- 答案由语言模型撰写：你的问题、对话的前文和最多八个段落会发送到那个服务。",
		ModelKept:    "它写的答案保存 30 天，按问题的哈希值存取，不记录提问者。",
		NoModel:      "- 这里没有用语言模型撰写答案。",
		Elsewhere:    "- 你的问题会发送到另一台主机，转换成数字来和文章比对。",
		PicturesRead: "- 添加的或随问题附上的图片和扫描页，会发送给语言模型读出文字。添加时读出的文字随文章保存，没有成为文章的保存 30 天。有保存原文件的服务器，图片也会保存。",
		SeesNothing:  "- 不是写给我的消息，我看不到。",
		SeesMore:     "- 部署我的人让我看得到所有消息。我只在服务器管理者选定的频道主动回答，没有回答的消息不会保存。",
		YourRights:   "- </privacy export> 让你获取所有关于你的数据，</privacy delete> 立刻全部删除，刚移除的文章也一样。",
		InDays:       "%d 天", InHours: "%d 小时", InDay: "1 天", InHour: "1 小时",
		YourArticles: "你自己的文章：", YourPages: "会重新读取的网页：", YourAdditions: "你添加到服务器的文章：", YourQuestions: "服务器保存的问题：",
		YourVotes: "你对答案的反馈：", YourWaiting: "正在为你添加的文件：", YourAnswers: "私信里的答案引用的句子：", NothingKept: "什么都没有。", InServer: "〔服务器 %s〕", WithFile: "〔保存原文件：%d kB〕", WillBeTold: "〔一并保存你的编号，有答案时通知你〕",
	}
}
