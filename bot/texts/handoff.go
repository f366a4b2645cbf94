package texts

// Handoff has what the bot says about calling the helpers of a server.
type Handoff struct {
	CallHelpers   string // label
	SeeCall       string // label of the link to the call
	CallFor       string // the call: with the role and the caller, who is also the asker
	CallForOther  string // the same, with the asker as a third
	AnswerThere   string // below it, with the link to the answer
	AnswerPrivate string // below it: only the asker sees the answer
	SilentThere   string // below it, in a thread
	CallAfterVote string // below the thanks for a bad vote, with the role
	BecomesPublic string // before a call from a private answer: with the role
	Called        string // with the link
	CalledAlready string // with the link
	BeingCalled   string // by somebody else, just now
	CalledEnough  string // with the time as Discord shows it
	NoHelpers     string // no helpers are set any more
	NoCallHere    string // the bot may not write there
	TooOldToCall  string
	NotEverybody  string            // the role of everybody cannot be the helpers
	CannotPing    string            // with the role
	CallsKept     string            // what is stored about calls
	YourHelp      string            // heading in the data stored about a person
	Noted         map[string]string // lines below it
}

func englishHandoff() Handoff {
	return Handoff{
		CallHelpers: "Ask a person", SeeCall: "A person is asked",
		CallFor: "<@&%s> <@%s> asks for your help with this question:", CallForOther: "<@&%s> <@%s> asks for your help with this question of <@%s>:",
		AnswerThere: "What I said: %s", AnswerPrivate: "What I said is only for the person who asked.",
		SilentThere:   "As soon as one of you writes in this thread, I say nothing more in it unless somebody mentions me.",
		CallAfterVote: "If you would rather ask a person, press the button: <@&%s> are called here, with the question.",
		BecomesPublic: "Only you see this answer. If you go on, <@&%s> are called **in this channel, for everybody to see**: with your name and your question. My answer stays private.",
		Called:        "They are called: %s", CalledAlready: "They have been called to this answer already: %s", BeingCalled: "They are being called to this answer already.",
		CalledEnough: "You have called for help several times lately. You can again <t:%d:R>; until then, write in the channel yourself.",
		NoHelpers:    "This server no longer names anybody who can be called.", NoCallHere: "I may not write in this channel, so I cannot call anybody here.",
		TooOldToCall: "This answer is too old to call somebody to it. Please ask again.",
		NotEverybody: "⚠️ @everyone cannot be the helpers: choose a role that only they have.",
		CannotPing:   "⚠️ Discord does not let me ping <@&%s>, so a call would go unnoticed. In the server's settings, under Roles, allow everybody to mention this role.",
		CallsKept:    "- That somebody was called to an answer, and in which threads a helper has written, is kept for 90 days: which answer, where the call stands, and when; a code in place of your name, for two hours at the most. The call itself is a message that everybody there sees.",
		YourHelp:     "You and the helpers of servers:", Noted: map[string]string{"caller": "you called for help", "answer": "an answer to you is being looked at"},
	}
}

func traditionalHandoff() Handoff {
	return Handoff{
		CallHelpers: "請真人幫忙", SeeCall: "已請真人幫忙",
		CallFor: "<@&%s> <@%s> 有個問題想請你們幫忙：", CallForOther: "<@&%s> <@%s> 想請你們幫忙回答 <@%s> 的問題：",
		AnswerThere: "我的回答：%s", AnswerPrivate: "我的回答只有提問的人看得到。",
		SilentThere:   "你們之中有人在這個討論串發言後，除非有人提及我，我就不再說話。",
		CallAfterVote: "想請真人幫忙的話，按下面的按鈕，我會在這裡通知 <@&%s>，並附上問題。",
		BecomesPublic: "這個回答只有你看得到。繼續的話，我會**在這個頻道公開**通知 <@&%s>，附上你的名字和你的問題。我的回答仍然只有你看得到。",
		Called:        "已經通知他們：%s", CalledAlready: "已經為這個回答通知過他們：%s", BeingCalled: "已經有人在為這個回答通知他們。",
		CalledEnough: "你最近已經請人幫忙好幾次，<t:%d:R>可以再請；在那之前，請直接在頻道裡發問。",
		NoHelpers:    "這個伺服器沒有指定可以請來幫忙的人。", NoCallHere: "我不能在這個頻道發訊息，所以沒辦法通知任何人。",
		TooOldToCall: "這個回答太久了，不能再請人來看。請重新提問。",
		NotEverybody: "⚠️ 幫手不能是 @everyone，請選一個只有他們才有的身分組。",
		CannotPing:   "⚠️ Discord 不讓我通知 <@&%s>，這樣請人幫忙不會有人注意到。請在伺服器設定的「身分組」裡，允許所有人提及這個身分組。",
		CallsKept:    "- 為哪個答案請人幫忙、那則訊息在哪裡、時間，以及幫手在哪些討論串發言過，會保存 90 天；代替你名字的代碼最多保存兩小時。請人幫忙的訊息，那裡的人都看得到。",
		YourHelp:     "你和伺服器的幫手：", Noted: map[string]string{"caller": "你請人幫忙", "answer": "你的問題的答案正由人看過"},
	}
}

func simplifiedHandoff() Handoff {
	return Handoff{
		CallHelpers: "请真人帮忙", SeeCall: "已请真人帮忙",
		CallFor: "<@&%s> <@%s> 有个问题想请你们帮忙：", CallForOther: "<@&%s> <@%s> 想请你们帮忙回答 <@%s> 的问题：",
		AnswerThere: "我的回答：%s", AnswerPrivate: "我的回答只有提问的人看得到。",
		SilentThere:   "你们之中有人在这个子区发言后，除非有人提及我，我就不再说话。",
		CallAfterVote: "想请真人帮忙的话，按下面的按钮，我会在这里通知 <@&%s>，并附上问题。",
		BecomesPublic: "这个回答只有你看得到。继续的话，我会**在这个频道公开**通知 <@&%s>，附上你的名字和你的问题。我的回答仍然只有你看得到。",
		Called:        "已经通知他们：%s", CalledAlready: "已经为这个回答通知过他们：%s", BeingCalled: "已经有人在为这个回答通知他们。",
		CalledEnough: "你最近已经请人帮忙好几次，<t:%d:R>可以再请；在那之前，请直接在频道里提问。",
		NoHelpers:    "这个服务器没有指定可以请来帮忙的人。", NoCallHere: "我不能在这个频道发消息，所以没法通知任何人。",
		TooOldToCall: "这个回答太久了，不能再请人来看。请重新提问。",
		NotEverybody: "⚠️ 帮手不能是 @everyone，请选一个只有他们才有的身份组。",
		CannotPing:   "⚠️ Discord 不让我通知 <@&%s>，这样请人帮忙不会有人注意到。请在服务器设置的“身份组”里，允许所有人提及这个身份组。",
		CallsKept:    "- 为哪个答案请人帮忙、那条消息在哪里、时间，以及帮手在哪些子区发言过，会保存 90 天；代替你名字的代码最多保存两小时。请人帮忙的消息，那里的人都看得到。",
		YourHelp:     "你和服务器的帮手：", Noted: map[string]string{"caller": "你请人帮忙", "answer": "你的问题的答案正由人看过"},
	}
}
