package texts

// Approval has what the bot says where the helpers see answers first.
type Approval struct {
	LookedAt, LookedAtBy    string // instead of an answer: managers of the server review it; with the role that does
	PrivateLater            string // after that, for a private question
	ToApprove               string // above an answer, for the reviewers: with the asker and the channel
	ToApprovePrivate        string // below that: only the asker will see the answer
	ToApproveUnasked        string // below that: nobody asked the bot
	Send, EditIt, Drop      string // labels
	EditTitle, EditField    string // of the window
	EditAbout               string // below the field
	EditedBy                string // above an answer, with the id of the person who has edited it
	EditedChecked           string // below it: some sentences have footnotes
	EditedUnchecked         string // below it: no sentence was checked
	SentBy                  string // with the person and the link
	SentPrivately           string // with the person
	EditedAndSent           string // after these
	PerhapsLost             string // after that: it is unknown whether all of a private answer has arrived
	DroppedBy               string // with the person
	AskerTold, AskerNotTold string // after that
	Dropped                 string // to the asker
	ApprovalOver            string // to the reviewer: somebody else has decided, or the answer is gone
	BeingDecided            string // with the person who is deciding
	NotEdited               string // after that: with the text
	TooLongToEdit           string
	NothingWritten          string // in the window
	NotSent                 string // with the reason
	CannotReach             string // the asker of a private question cannot be reached
	RestsOnNothing          string // an article that the answer rests on is gone, or its readers may not see it
	HelpersDecide           string // the person who pressed may not decide
	AnswerShown             string // instead of the first reply, with the link to the answer
	ShownPrivately          string // above an answer in direct messages, with the channel
	NobodyLooked            string // to the asker, after a day
	NobodyDecided           string // to the reviewers, after a day
	NoDesk                  string // there is no channel for the reviewers
	NotHanded               string // the reviewers could not be reached
	ApprovedOnly            string // says that something cannot be done in such a channel
	ApprovalKept            string // what is stored, for the privacy policy
	ChooseDesk, DeskIsSeen  string // after settings: the channel for the reviewers is missing; it is set, with the channel
}

func englishApproval() Approval {
	return Approval{
		LookedAt:         "🔎 I have your question. Answers in this channel are being looked at by the people who manage this server before they are shown; yours comes here, or a word that there is none.",
		LookedAtBy:       "🔎 I have your question. Answers in this channel are being looked at by <@&%s> before they are shown; yours comes here, or a word that there is none.",
		PrivateLater:     " Only you will see it: here for about ten minutes, after that as a direct message from me. If you take none, ask once more then.",
		ToApprove:        "**To look at**: <@%s> asks in <#%s>:",
		ToApprovePrivate: "The question is private: the answer goes to them alone.", ToApproveUnasked: "Nobody asked me: I answer there unasked.",
		Send: "Send", EditIt: "Edit", Drop: "Drop",
		EditTitle: "Edit the answer", EditField: "What is said", EditAbout: "It is shown with your name. I check each sentence again and give footnotes to those that hold.",
		EditedBy:        "✏️ Edited by <@%s>",
		EditedChecked:   "Sentences with a footnote were checked against the articles again; the others are the words of the person who edited them.",
		EditedUnchecked: "These are the words of the person who edited the answer, not of the articles.",
		SentBy:          "✅ Sent by <@%s>: %s", SentPrivately: "✅ Sent by <@%s>, to the person who asked alone", EditedAndSent: " (edited)",
		PerhapsLost: "; something went wrong on the way, and I cannot tell whether they have all of it. I do not send it twice: please ask them.",
		DroppedBy:   "🗑️ Dropped by <@%s>", AskerTold: "; the person who asked is told.", AskerNotTold: "; I could not tell the person who asked.",
		Dropped:      "The people who look at answers here decided not to show one to your question. You can ask in other words, or write to them yourself.",
		ApprovalOver: "Somebody has decided about this answer already, or it is no longer kept.", BeingDecided: "<@%s> is deciding about this answer right now.",
		NotEdited: "What you wrote was not sent:\n%s", NothingWritten: "Nothing was written, so nothing was sent.", TooLongToEdit: "This answer is too long for Discord's window. Send or drop it, and write a message of your own.",
		NotSent: "The answer was not sent: %s", CannotReach: "it was private, it is too late to show it where it was asked, and the person takes no direct messages from me.",
		RestsOnNothing: "while it waited, an article that it rests on was changed or removed, or can no longer be read by those who would see the answer. You can edit it or drop it.",
		HelpersDecide:  "Only the helpers whom this server has named, and members who can manage the server, can do that.",
		AnswerShown:    "✅ The answer is here: %s", ShownPrivately: "My answer to what you asked in <#%s>:",
		NobodyLooked:  "Nobody has looked at the answer to your question within a day, so I cannot show it. Please ask again, or write to the people here yourself.",
		NobodyDecided: "⌛ Nobody decided within a day; the answer is no longer kept.",
		NoDesk:        "Answers in this channel are looked at before they are shown, but this server has not said where. Tell the people who manage it: </settings set> with “{settings set approval_channel}”.",
		NotHanded:     "Answers in this channel are looked at before they are shown, and I could not hand yours on. Please tell the people who manage this server, and ask again later.",
		ApprovedOnly:  "In this channel, people look at what I say before it is shown, so this is not possible here. Ask your question: </ask>.",
		ApprovalKept:  "- **Where a server has people look at answers before they are shown**, your question and its answer are shown to them and kept, encrypted, until they have decided, for a day at the most.",
		ChooseDesk:    "⚠️ No answer is shown in these channels until “{settings set approval_channel}” says where they are looked at.", DeskIsSeen: "⚠️ Whoever sees <#%s> sees the answers, and the private questions, too.",
	}
}

func traditionalApproval() Approval {
	return Approval{
		LookedAt:         "🔎 收到你的問題了。這個頻道的答案會先由伺服器的管理者看過再公布；看過之後會在這裡回覆，沒有答案也會告訴你。",
		LookedAtBy:       "🔎 收到你的問題了。這個頻道的答案會先由 <@&%s> 看過再公布；看過之後會在這裡回覆，沒有答案也會告訴你。",
		PrivateLater:     "只有你看得到答案：大約十分鐘內在這裡，之後改用私訊。如果你不收私訊，到時請再問一次。",
		ToApprove:        "**請先看過**：<@%s> 在 <#%s> 問：",
		ToApprovePrivate: "這是私密的問題，答案只會給提問的人。", ToApproveUnasked: "沒有人問我，這是我主動回答的。",
		Send: "送出", EditIt: "修改", Drop: "不送",
		EditTitle: "修改答案", EditField: "答案的內容", EditAbout: "會和你的名字一起顯示。我會重新核對每一句，文章裡有根據的才加註。",
		EditedBy:        "✏️ 由 <@%s> 修改",
		EditedChecked:   "有註腳的句子已經重新和文章核對過，其他是修改者自己的話。",
		EditedUnchecked: "這些是修改者自己的話，不是文章的內容。",
		SentBy:          "✅ <@%s> 送出了：%s", SentPrivately: "✅ <@%s> 送出了，只給提問的人", EditedAndSent: "（修改過）",
		PerhapsLost: "；途中出了問題，我無法確定對方是否全部收到。我不會重複送出，請直接問問對方。",
		DroppedBy:   "🗑️ <@%s> 決定不送", AskerTold: "，已經告訴提問的人。", AskerNotTold: "，但沒辦法告訴提問的人。",
		Dropped:      "負責看答案的人決定不公布這個問題的答案。你可以換個問法，或直接請教他們。",
		ApprovalOver: "這個答案已經有人處理，或已經不再保存。", BeingDecided: "<@%s> 正在處理這個答案。",
		NotEdited: "你寫的內容沒有送出：\n%s", NothingWritten: "沒有寫任何內容，所以沒有送出。", TooLongToEdit: "這個答案太長，Discord 的視窗放不下。請直接送出或不送，再自己發一則訊息。",
		NotSent: "答案沒有送出：%s", CannotReach: "這是私密的問題，已經來不及在原處顯示，而對方不收我的私訊。",
		RestsOnNothing: "等候期間，它所根據的文章有改動或已移除，或者會看到答案的人已經不能讀那篇文章。你可以修改，或選擇不送。",
		HelpersDecide:  "只有伺服器指定的幫手和可以管理伺服器的成員能這麼做。",
		AnswerShown:    "✅ 答案在這裡：%s", ShownPrivately: "你在 <#%s> 問的問題，我的回答：",
		NobodyLooked:  "一天之內沒有人看過這個問題的答案，所以我不能公布。請再問一次，或直接請教這裡的人。",
		NobodyDecided: "⌛ 一天之內沒有人處理，這個答案已經不再保存。",
		NoDesk:        "這個頻道的答案要先有人看過才公布，但伺服器還沒有指定在哪裡看。請告訴管理者：用 </settings set> 的「{settings set approval_channel}」。",
		NotHanded:     "這個頻道的答案要先有人看過才公布，而我沒辦法把答案交給他們。請告訴伺服器的管理者，晚點再問。",
		ApprovedOnly:  "這個頻道裡，我說的話要先有人看過才公布，所以這裡不能這麼做。請直接提問：</ask>。",
		ApprovalKept:  "- **在答案要先有人看過才公布的頻道**，你的問題和答案會給他們看，並且加密保存到他們決定為止，最多一天。",
		ChooseDesk:    "⚠️ 在用「{settings set approval_channel}」指定由哪個頻道看答案之前，這些頻道不會公布任何答案。", DeskIsSeen: "⚠️ 看得到 <#%s> 的人，都看得到那些答案和私密的問題。",
	}
}

func simplifiedApproval() Approval {
	return Approval{
		LookedAt:         "🔎 收到你的问题了。这个频道的答案会先由服务器的管理者看过再公布；看过之后会在这里回复，没有答案也会告诉你。",
		LookedAtBy:       "🔎 收到你的问题了。这个频道的答案会先由 <@&%s> 看过再公布；看过之后会在这里回复，没有答案也会告诉你。",
		PrivateLater:     "只有你看得到答案：大约十分钟内在这里，之后改用私信。如果你不收私信，到时请再问一次。",
		ToApprove:        "**请先看过**：<@%s> 在 <#%s> 问：",
		ToApprovePrivate: "这是私密的问题，答案只会给提问的人。", ToApproveUnasked: "没有人问我，这是我主动回答的。",
		Send: "发送", EditIt: "修改", Drop: "不发",
		EditTitle: "修改答案", EditField: "答案的内容", EditAbout: "会和你的名字一起显示。我会重新核对每一句，文章里有根据的才加注。",
		EditedBy:        "✏️ 由 <@%s> 修改",
		EditedChecked:   "有脚注的句子已经重新和文章核对过，其他是修改者自己的话。",
		EditedUnchecked: "这些是修改者自己的话，不是文章的内容。",
		SentBy:          "✅ <@%s> 发送了：%s", SentPrivately: "✅ <@%s> 发送了，只给提问的人", EditedAndSent: "（修改过）",
		PerhapsLost: "；途中出了问题，我无法确定对方是否全部收到。我不会重复发送，请直接问问对方。",
		DroppedBy:   "🗑️ <@%s> 决定不发", AskerTold: "，已经告诉提问的人。", AskerNotTold: "，但没法告诉提问的人。",
		Dropped:      "负责看答案的人决定不公布这个问题的答案。你可以换个问法，或直接请教他们。",
		ApprovalOver: "这个答案已经有人处理，或已经不再保存。", BeingDecided: "<@%s> 正在处理这个答案。",
		NotEdited: "你写的内容没有发送：\n%s", NothingWritten: "没有写任何内容，所以没有发送。", TooLongToEdit: "这个答案太长，Discord 的窗口放不下。请直接发送或不发，再自己发一条消息。",
		NotSent: "答案没有发送：%s", CannotReach: "这是私密的问题，已经来不及在原处显示，而对方不收我的私信。",
		RestsOnNothing: "等待期间，它所依据的文章有改动或已移除，或者会看到答案的人已经不能读那篇文章。你可以修改，或选择不发。",
		HelpersDecide:  "只有服务器指定的帮手和可以管理服务器的成员能这么做。",
		AnswerShown:    "✅ 答案在这里：%s", ShownPrivately: "你在 <#%s> 问的问题，我的回答：",
		NobodyLooked:  "一天之内没有人看过这个问题的答案，所以我不能公布。请再问一次，或直接请教这里的人。",
		NobodyDecided: "⌛ 一天之内没有人处理，这个答案已经不再保存。",
		NoDesk:        "这个频道的答案要先有人看过才公布，但服务器还没有指定在哪里看。请告诉管理者：用 </settings set> 的“{settings set approval_channel}”。",
		NotHanded:     "这个频道的答案要先有人看过才公布，而我没法把答案交给他们。请告诉服务器的管理者，晚点再问。",
		ApprovedOnly:  "这个频道里，我说的话要先有人看过才公布，所以这里不能这么做。请直接提问：</ask>。",
		ApprovalKept:  "- **在答案要先有人看过才公布的频道**，你的问题和答案会给他们看，并且加密保存到他们决定为止，最多一天。",
		ChooseDesk:    "⚠️ 在用“{settings set approval_channel}”指定由哪个频道看答案之前，这些频道不会公布任何答案。", DeskIsSeen: "⚠️ 看得到 <#%s> 的人，都看得到那些答案和私密的问题。",
	}
}
