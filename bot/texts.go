package bot

import (
	"strings"

	"footnote/rag/lexical"
)

// texts are what the bot itself says, in one language. A %s is filled in by
// whoever uses it.
type texts struct {
	language lexical.Language
	shelfTexts
	refusalTexts

	help, privacy     string
	sources           string // label of the button
	retry, publish    string // labels
	next              string // stands before the questions to ask next
	nearest           string // stands before the passages that come nearest
	searched, nothing string // results of a search, with the query; none
	outline, from     string // of an article
	attached          string // the answer is in a file
	queued            string // with the position
	slowDown          string // with the time as Discord shows it
	crowded           string // with the same
	busy              string // the queue is full
	stopping, cut     string // the bot ends: no new question; an answer was cut off
	failed            string // the answer could not be made
	tooLong, empty    string // a question that cannot be taken
	stale             string // a button of another version, or forged
	notYours          string // somebody else's button
	changed           string // the article is no longer the one that was cited
	thanks            string // for a vote

	mute               string // the bot may not write there, with the channel
	checked, checkable string // heading of claims; there is none
	supported, opposed string // findings
	absent             string
}

// locale is the language of a user's Discord, such as zh-TW, as far as the bot
// speaks it.
func locale(name string) *texts {
	switch {
	case name == "zh-TW" || name == "zh-HK":
		return &traditional
	case strings.HasPrefix(name, "zh"):
		return &simplified
	}
	return &english
}

// spoken are the texts in the language of a question.
func spoken(l lexical.Language) *texts {
	switch l {
	case lexical.Traditional:
		return &traditional
	case lexical.Simplified:
		return &simplified
	}
	return &english
}

var traditional = texts{
	language: lexical.Traditional, shelfTexts: traditionalShelf, refusalTexts: traditionalRefusals,
	help: `**Footnote** 回答關於文章的問題，每一句話都附上文章原句作為註腳；文章沒說的，就說沒有。

- **/ask**：提問；選 private 就只有你看得到
- **/search**：找出最相關的段落
- **/article**：文章的大意、大綱和出處；這三個指令都可以用 article 指定一篇文章
- **/library**：新增、列出、移除文章（需要「管理伺服器」權限；在私訊裡是你自己的文庫）
- 在訊息上按右鍵 → 應用程式 → **Check against the article**：逐句核對
- 私訊我，或在頻道裡提及我；**回覆**我的答案可以追問

答案下面的按鈕：來源（顯示原文段落）、接著可以問的問題、👍／👎。`,
	privacy: `**隱私**

- 你的問題只用來回答，不會保存，也不會寫進記錄；除非伺服器的管理者設定要保存（/settings 會顯示），最多 90 天。
- 文庫裡的文章屬於加入它的伺服器（或在私訊裡屬於你），不會用來回答別人。我離開伺服器七天後，它的資料就會刪除。
- 👍／👎 只保存：哪一則答案、好或不好、時間，以及無法還原的使用者代碼；不保存任何文字。
- 對話的前文來自 Discord 的回覆串或私訊記錄，不另外保存。
- 如果設定了語言模型，問題和最多八個段落會送到那個服務。模型寫的答案保存 30 天，依問題的雜湊值存取，不記錄提問者。
- 我不需要讀取你們其他訊息的權限。
- **/privacy export** 給你所有關於你的資料，**/privacy delete** 全部刪除。`,
	sources: "來源", retry: "再試一次", publish: "公開這一則",
	next: "接著可以問：", nearest: "最接近的段落：",
	searched: "「%s」最相關的段落：", nothing: "文章裡找不到和「%s」有關的段落。",
	outline: "大綱", from: "出處：",
	attached: "答案很長，全文在附件裡。",
	queued:   "⏳ 排隊中：前面還有 %s 個問題。",
	slowDown: "你問得有點快，請在 %s 再問。", crowded: "這個伺服器現在問題太多，請在 %s 再問。",
	busy:     "現在問題太多，請幾分鐘後再問。",
	stopping: "我正在重新啟動，請一分鐘後再問。", cut: "（我必須重新啟動，答案到此中斷，請再問一次。）",
	failed:  "很抱歉，這次沒有成功。請再試一次。",
	tooLong: "問題太長了，請縮短到 2000 個字以內。", empty: "請寫下你的問題，例如：@我 文章提到哪些數字？",
	stale:    "這個按鈕已經失效，請重新提問。",
	notYours: "這個按鈕只有提問的人可以用；你可以用 /ask 自己問。",
	changed:  "文章已經換過版本，找不到當時引用的段落。請重新提問。",
	thanks:   "謝謝你的回饋！",
	mute:     "我不能在 <#%s> 發言，請管理員給我「傳送訊息」的權限，或在這裡問我。",
	checked:  "逐句核對的結果：", checkable: "這則訊息裡沒有可以核對的句子。",
	supported: "✅ 文章支持", opposed: "❌ 與文章不符", absent: "❔ 文章沒有提到",
}

var simplified = texts{
	language: lexical.Simplified, shelfTexts: simplifiedShelf, refusalTexts: simplifiedRefusals,
	help: `**Footnote** 回答关于文章的问题，每一句话都附上文章原句作为脚注；文章没说的，就说没有。

- **/ask**：提问；选 private 就只有你看得到
- **/search**：找出最相关的段落
- **/article**：文章的大意、大纲和出处；这三个命令都可以用 article 指定一篇文章
- **/library**：添加、列出、移除文章（需要“管理服务器”权限；在私信里是你自己的文库）
- 在消息上点右键 → 应用 → **Check against the article**：逐句核对
- 私信我，或在频道里提及我；**回复**我的答案可以追问

答案下面的按钮：来源（显示原文段落）、接着可以问的问题、👍／👎。`,
	privacy: `**隐私**

- 你的问题只用来回答，不会保存，也不会写进日志；除非服务器的管理者设置要保存（/settings 会显示），最多 90 天。
- 文库里的文章属于添加它的服务器（或在私信里属于你），不会用来回答别人。我离开服务器七天后，它的数据就会删除。
- 👍／👎 只保存：哪一条答案、好或不好、时间，以及无法还原的用户代码；不保存任何文字。
- 对话的前文来自 Discord 的回复串或私信记录，不另外保存。
- 如果设置了语言模型，问题和最多八个段落会送到那个服务。模型写的答案保存 30 天，按问题的哈希值存取，不记录提问者。
- 我不需要读取你们其他消息的权限。
- **/privacy export** 给你所有关于你的数据，**/privacy delete** 全部删除。`,
	sources: "来源", retry: "再试一次", publish: "公开这一条",
	next: "接着可以问：", nearest: "最接近的段落：",
	searched: "“%s”最相关的段落：", nothing: "文章里找不到和“%s”有关的段落。",
	outline: "大纲", from: "出处：",
	attached: "答案很长，全文在附件里。",
	queued:   "⏳ 排队中：前面还有 %s 个问题。",
	slowDown: "你问得有点快，请在 %s 再问。", crowded: "这个服务器现在问题太多，请在 %s 再问。",
	busy:     "现在问题太多，请几分钟后再问。",
	stopping: "我正在重新启动，请一分钟后再问。", cut: "（我必须重新启动，答案到此中断，请再问一次。）",
	failed:  "很抱歉，这次没有成功。请再试一次。",
	tooLong: "问题太长了，请缩短到 2000 个字以内。", empty: "请写下你的问题，例如：@我 文章提到哪些数字？",
	stale:    "这个按钮已经失效，请重新提问。",
	notYours: "这个按钮只有提问的人可以用；你可以用 /ask 自己问。",
	changed:  "文章已经换过版本，找不到当时引用的段落。请重新提问。",
	thanks:   "谢谢你的反馈！",
	mute:     "我不能在 <#%s> 发言，请管理员给我“发送消息”的权限，或在这里问我。",
	checked:  "逐句核对的结果：", checkable: "这条消息里没有可以核对的句子。",
	supported: "✅ 文章支持", opposed: "❌ 与文章不符", absent: "❔ 文章没有提到",
}

var english = texts{
	language: lexical.English, shelfTexts: englishShelf, refusalTexts: englishRefusals,
	help: `**Footnote** answers questions about an article, and every statement has the sentence of the article that it rests on as a footnote. What the article does not say, it says it does not.

- **/ask**: a question; with private, only you see the answer
- **/search**: the passages that match best
- **/article**: what the article is about, its outline, where it comes from; all three take one article by name
- **/library**: add, list and remove articles (for members who may manage the server; in direct messages, articles of your own)
- right-click a message → Apps → **Check against the article**: each sentence of it is checked
- send me a direct message, or mention me in a channel; **reply** to an answer to ask on

The buttons under an answer: Sources (the passages, word by word), questions to ask next, 👍/👎.`,
	privacy: `**Privacy**

- Your question is used to answer it. It is not kept, and not logged, unless those who manage the server have set that it is (/settings shows it), for 90 days at most.
- The articles of a library are the server's that they were added to, or your own in direct messages, and answer nobody else. Seven days after I leave a server, its data is erased.
- 👍/👎 keeps which answer, whether good or not, when, and a code of you that leads back to nobody. No text.
- What was said before comes from Discord's own reply chain or direct messages. Nothing of it is kept.
- Where a language model is set up, the question and up to eight passages go to it. What it writes is kept for 30 days under a hash of the question, without who asked.
- I have no permission to read your other messages, and need none.
- **/privacy export** gives you all that is kept of you, **/privacy delete** deletes it.`,
	sources: "Sources", retry: "Try again", publish: "Make public",
	next: "Ask next:", nearest: "The nearest passages:",
	searched: "The passages that match “%s” best:", nothing: "No passage of the article has to do with “%s”.",
	outline: "Outline", from: "Source: ",
	attached: "The answer is long; all of it is in the file.",
	queued:   "⏳ In the queue. Questions before yours: %s.",
	slowDown: "That was a lot of questions. Please ask again %s.", crowded: "This server is asking a lot right now. Please ask again %s.",
	busy:     "Too many people are asking right now. Please try again in a few minutes.",
	stopping: "I am restarting. Please ask again in a minute.", cut: "(I have to restart, so the answer ends here. Please ask again.)",
	failed:  "Sorry, that did not work. Please try again.",
	tooLong: "That question is too long; 2,000 characters is the most I take.", empty: "Write a question with it, such as: @me What numbers does the article give?",
	stale:    "This button no longer works. Please ask again.",
	notYours: "Only the person who asked can use this button; /ask is yours.",
	changed:  "The article has changed since, so the passages are not there any more. Please ask again.",
	thanks:   "Thank you for the feedback!",
	mute:     "I may not write in <#%s>. Ask a moderator to let me send messages there, or ask me here.",
	checked:  "Checked against the article:", checkable: "There is no sentence to check in this message.",
	supported: "✅ the article says so", opposed: "❌ the article says otherwise", absent: "❔ not in the article",
}
