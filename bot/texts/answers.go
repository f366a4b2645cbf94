package texts

// Answers has what the bot says about answers that people have fixed.
type Answers struct {
	Fixed    string // above such an answer
	FixedBy  string // below it, with its author and the day as Discord shows it
	Former   string // instead of a name: a manager about whom nothing is stored any more
	Runner   string // instead of a name: the bot's operator
	NowFixed string // with the question
	Refixed  string // the same if it replaces another answer

	FixedAnswers string            // heading of a list, with the number
	NoneFixed    string            // instead of it, if there are none
	Unfixed      string            // with the question and the answer that was removed
	UnfixedSince string            // the answer that a button names was removed before
	NotFixed     string            // no answer is fixed for what was named
	CannotFix    string            // with the reason
	Unfit        map[string]string // reasons, by what is wrong

	WriteAnswer                                 string // title of the window
	TheQuestion, TheAnswer, OtherWords, OneEach string // its fields, and a hint for the last one
	Fix, Edit, Unfix                            string // labels with a number: of a question without an answer, of an answer

	FixedTimes  string // how often people got such answers
	YourFixed   string // their heading in the data stored about a person
	AnswersKept string // a line of the privacy policy
}

func englishAnswers() Answers {
	return Answers{
		Fixed: "📌 Answered by a person, not by an article", FixedBy: "Fixed by %s, %s", Former: "a former manager", Runner: "whoever runs this bot",
		NowFixed: "📌 Fixed. Whoever asks just this gets your answer: %s", Refixed: "📌 Changed. Whoever asks just this gets your new answer: %s",
		FixedAnswers: "**Fixed answers: %d**", NoneFixed: "No answer is fixed yet. </answers add> fixes one: whoever asks just that question gets just that answer, with your name below it.",
		Unfixed: "Taken away: %s\nThe answer was:\n%s", UnfixedSince: "That answer has been taken away already. </answers list> shows those that are left.", NotFixed: "No answer is fixed for “%s”. </answers list> shows those that are.", CannotFix: "That cannot be fixed: %s",
		Unfit: map[string]string{
			"no words": "“%s” has no words by which to know a question.", "no answer": "there is no answer.",
			"long question": "a question may have %d characters.", "long answer": "an answer may have %d characters.",
			"too many": "there are %d already, which is the most. </answers list> has buttons to take some away.", "too many wordings": "a question may have %d other wordings.",
			"taken": "one of these wordings is answered already, by what is fixed for “%s”.",
		},
		WriteAnswer: "Fix the answer", TheQuestion: "Question", TheAnswer: "Answer", OtherWords: "The same question in other words", OneEach: "One on each line; may be empty.",
		Fix: "Answer %d", Edit: "Edit %d", Unfix: "Remove %d",
		FixedTimes: "Answered by what somebody has fixed: %d", YourFixed: "Answers that you have fixed", AnswersKept: "- **Answers that managers fix** (</answers add>) are kept with the name that they had then, which readers see, and a code in place of who they are. With </privacy delete> the name goes and the answer stays.",
	}
}

func traditionalAnswers() Answers {
	return Answers{
		Fixed: "📌 由人回答，不是出自文章", FixedBy: "答案由 %s 指定，%s", Former: "一位以前的管理者", Runner: "這個機器人的營運者",
		NowFixed: "📌 已指定答案。之後有人問這個問題，就會看到你的答案：%s", Refixed: "📌 已更改答案。之後有人問這個問題，就會看到你的新答案：%s",
		FixedAnswers: "**指定的答案：%d**", NoneFixed: "還沒有指定任何答案。用 </answers add> 指定：有人問到同一個問題，就會看到那個答案，下面附上你的名字。",
		Unfixed: "已移除：%s\n原來的答案：\n%s", UnfixedSince: "這個答案已經移除了。其他指定的答案請看 </answers list>。", NotFixed: "沒有為「%s」指定答案。已指定的請看 </answers list>。", CannotFix: "無法指定答案：%s",
		Unfit: map[string]string{
			"no words": "「%s」裡沒有文字，認不出是什麼問題。", "no answer": "沒有答案。",
			"long question": "問題最多 %d 個字。", "long answer": "答案最多 %d 個字。",
			"too many": "已經有 %d 個，到上限了。可以在 </answers list> 移除一些。", "too many wordings": "一個問題最多 %d 種其他問法。",
			"taken": "其中一種問法已經有答案，是為「%s」指定的。",
		},
		WriteAnswer: "指定答案", TheQuestion: "問題", TheAnswer: "答案", OtherWords: "同一個問題的其他問法", OneEach: "一行一種，可以不填。",
		Fix: "回答 %d", Edit: "編輯 %d", Unfix: "移除 %d",
		FixedTimes: "以指定的答案回答：%d 次", YourFixed: "你指定的答案", AnswersKept: "- **管理者指定的答案**（</answers add>）會連同當時的名字一起保存，讀者看得到；另外保存代替身分的代碼。用 </privacy delete> 刪除時，名字會消失，答案會留下。",
	}
}

func simplifiedAnswers() Answers {
	return Answers{
		Fixed: "📌 由人回答，不是出自文章", FixedBy: "答案由 %s 指定，%s", Former: "一位以前的管理者", Runner: "这个机器人的运营者",
		NowFixed: "📌 已指定答案。以后有人问这个问题，就会看到你的答案：%s", Refixed: "📌 已更改答案。以后有人问这个问题，就会看到你的新答案：%s",
		FixedAnswers: "**指定的答案：%d**", NoneFixed: "还没有指定任何答案。用 </answers add> 指定：有人问到同一个问题，就会看到那个答案，下面附上你的名字。",
		Unfixed: "已移除：%s\n原来的答案：\n%s", UnfixedSince: "这个答案已经移除了。其他指定的答案请看 </answers list>。", NotFixed: "没有为“%s”指定答案。已指定的请看 </answers list>。", CannotFix: "无法指定答案：%s",
		Unfit: map[string]string{
			"no words": "“%s”里没有文字，认不出是什么问题。", "no answer": "没有答案。",
			"long question": "问题最多 %d 个字。", "long answer": "答案最多 %d 个字。",
			"too many": "已经有 %d 个，到上限了。可以在 </answers list> 移除一些。", "too many wordings": "一个问题最多 %d 种其他问法。",
			"taken": "其中一种问法已经有答案，是为“%s”指定的。",
		},
		WriteAnswer: "指定答案", TheQuestion: "问题", TheAnswer: "答案", OtherWords: "同一个问题的其他问法", OneEach: "一行一种，可以不填。",
		Fix: "回答 %d", Edit: "编辑 %d", Unfix: "移除 %d",
		FixedTimes: "以指定的答案回答：%d 次", YourFixed: "你指定的答案", AnswersKept: "- **管理者指定的答案**（</answers add>）会连同当时的名字一起保存，读者看得到；另外保存代替身份的代码。用 </privacy delete> 删除时，名字会消失，答案会留下。",
	}
}
