package texts

// Solved has what the bot says about threads of forums that become articles.
type Solved struct {
	QuestionOf, AnswerOf     string // headings of the article
	AMember, ARole, AChannel string // instead of names
	ChooseReply              string // nobody has marked a reply
	UnseenReply              string // Discord does not show the bot the marked one
	OwnReply                 string // the reply is an answer of the bot
	TitleAlone               string // the article has only the title of the question
	ForEverybody             string // who may get answers from it, whoever sees the forum
}

func englishSolved() Solved {
	return Solved{
		QuestionOf: "Question", AnswerOf: "Answer", AMember: "a member", ARole: "a role", AChannel: "a channel",
		ChooseReply:  "no reply here is marked as the answer. Use “{Add to library}” on the reply that answers, or have who asked put ✅ to it first.",
		UnseenReply:  "Discord does not show me the text of the reply that is marked. Use “{Add to library}” on that reply itself.",
		OwnReply:     "that reply is mine, and my answers are no source for others. Choose one that a person wrote.",
		TitleAlone:   "The first message has no text that I can see, so the title alone is the question.",
		ForEverybody: "Everybody in this server is answered from it, also who does not see this forum, unless </settings articles allow> limits it.",
	}
}

func traditionalSolved() Solved {
	return Solved{
		QuestionOf: "問題", AnswerOf: "解答", AMember: "一位成員", ARole: "某個身分組", AChannel: "某個頻道",
		ChooseReply:  "這裡還沒有標記為解答的回覆。請在解答的那則回覆上用「{Add to library}」，或請發問的人先為它加上 ✅。",
		UnseenReply:  "Discord 沒有讓我看到標記為解答的回覆內容。請直接在那則回覆上用「{Add to library}」。",
		OwnReply:     "那則回覆是我寫的，我的答案不能當作其他答案的出處。請選一則由人寫的回覆。",
		TitleAlone:   "第一則訊息沒有我看得到的文字，所以問題只有標題。",
		ForEverybody: "伺服器裡每個人的問題都可能用它回答，看不到這個論壇的人也一樣，除非用 </settings articles allow> 限定。",
	}
}

func simplifiedSolved() Solved {
	return Solved{
		QuestionOf: "问题", AnswerOf: "解答", AMember: "一位成员", ARole: "某个身份组", AChannel: "某个频道",
		ChooseReply:  "这里还没有标记为解答的回复。请在解答的那条回复上用“{Add to library}”，或请提问的人先给它加上 ✅。",
		UnseenReply:  "Discord 没有让我看到标记为解答的回复内容。请直接在那条回复上用“{Add to library}”。",
		OwnReply:     "那条回复是我写的，我的答案不能当作其他答案的出处。请选一条由人写的回复。",
		TitleAlone:   "第一条消息没有我看得到的文字，所以问题只有标题。",
		ForEverybody: "服务器里每个人的问题都可能用它回答，看不到这个论坛的人也一样，除非用 </settings articles allow> 限定。",
	}
}
