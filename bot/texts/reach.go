package texts

// Reach has what the bot says about who may see which article.
type Reach struct {
	NothingOpen string // there is nothing to answer somebody from who may not see all articles
	AskAlone    string // below an answer that everybody sees: the asker may get another one privately
	NotForAll   string // why an answer cannot be made public
	SomeArticle string // instead of a title that not everybody may see

	RestrictedOnes string // heading of a list, with the number
	NoneRestricted string // instead of it, if there are none
	ReachedIn      string // a line: channels
	ReachedBy      string // a line: roles
	ReachedByNone  string // a line: the rule cannot be read
	NowRestricted  string // with the title; the lines follow
	NowOpen        string // with the title
	NameWhoReaches string // neither a channel nor a role was named
	EveryoneNoRole string // @everyone was named
	TooManyReach   string // too many channels or roles, with the limit
	GoneChannels   string // channels of a rule were deleted
	GoneRoles      string // roles of a rule were deleted
	SomeRestricted string // value of a setting: the number of articles
	NoRestricted   string // value of a setting
	GoneInRules    string // after a line: something that the rule names was deleted
}

func englishReach() Reach {
	return Reach{
		NothingOpen: "There is nothing here that I may answer you from.",
		AskAlone:    "Some articles are only for some members, and others would read this: </ask> answers you alone.",
		NotForAll:   "This answer stays with you: not everybody here may read what it rests on.",
		SomeArticle: "an article that is not for everybody",

		RestrictedOnes: "**Articles that are not for everybody: %d**",
		NoneRestricted: "Every article is for everybody in this server. </settings articles allow> limits one to channels or roles.",
		ReachedIn:      "only in %s", ReachedBy: "only for %s (and who manages the server)", ReachedByNone: "for nobody: its rule cannot be read. Release the article, or set channels or roles anew.",
		NowRestricted:  "**%s** is not for everybody:",
		NowOpen:        "**%s** is for everybody in this server.",
		NameWhoReaches: "Name a channel, a role, or both.",
		EveryoneNoRole: "@everyone is no limit. </settings articles release> opens an article to everybody.",
		TooManyReach:   "An article takes up to %d channels and as many roles. Make a role or a category of channels for them, or release some.",
		GoneChannels:   "A channel was deleted. Nothing opens by that: allow another one, or release the article.",
		GoneRoles:      "A role was deleted. Nothing opens by that: allow another one, or release the article.",
		SomeRestricted: "%d, see </settings articles list>", NoRestricted: "none", GoneInRules: "; ⚠️ some name a channel or role that was deleted",
	}
}

func traditionalReach() Reach {
	return Reach{
		NothingOpen: "這裡沒有我可以用來回答你的內容。",
		AskAlone:    "有些文章只開放給部分成員，而這裡的回答大家都看得到。用 </ask> 提問，我只回答給你看。",
		NotForAll:   "這個答案只能留給你看：它依據的內容不是這裡每個人都能看的。",
		SomeArticle: "一篇不是所有人都能看的文章",

		RestrictedOnes: "**不是所有人都能看的文章：%d**",
		NoneRestricted: "伺服器裡每個人都能看所有文章。用 </settings articles allow> 可以限定某篇文章的頻道或身分組。",
		ReachedIn:      "只限 %s", ReachedBy: "只限 %s（以及能管理伺服器的人）", ReachedByNone: "沒有人能看：它的規則讀不出來。請開放這篇文章，或重新設定頻道或身分組。",
		NowRestricted:  "**%s** 不是所有人都能看：",
		NowOpen:        "**%s** 現在伺服器裡每個人都能看。",
		NameWhoReaches: "請填一個頻道、一個身分組，或兩個都填。",
		EveryoneNoRole: "@everyone 不算限制。要開放給所有人，請用 </settings articles release>。",
		TooManyReach:   "一篇文章最多 %d 個頻道和一樣多的身分組。請為他們建立一個共同的身分組，或先移除幾個。",
		GoneChannels:   "有頻道已經刪除。文章不會因此開放：請允許另一個頻道，或開放這篇文章。",
		GoneRoles:      "有身分組已經刪除。文章不會因此開放：請允許另一個身分組，或開放這篇文章。",
		SomeRestricted: "%d 篇，見 </settings articles list>", NoRestricted: "沒有", GoneInRules: "；⚠️ 其中有已經刪除的頻道或身分組",
	}
}

func simplifiedReach() Reach {
	return Reach{
		NothingOpen: "这里没有我可以用来回答你的内容。",
		AskAlone:    "有些文章只开放给部分成员，而这里的回答大家都看得到。用 </ask> 提问，我只回答给你看。",
		NotForAll:   "这个答案只能留给你看：它依据的内容不是这里每个人都能看的。",
		SomeArticle: "一篇不是所有人都能看的文章",

		RestrictedOnes: "**不是所有人都能看的文章：%d**",
		NoneRestricted: "服务器里每个人都能看所有文章。用 </settings articles allow> 可以限定某篇文章的频道或身份组。",
		ReachedIn:      "只限 %s", ReachedBy: "只限 %s（以及能管理服务器的人）", ReachedByNone: "没有人能看：它的规则读不出来。请开放这篇文章，或重新设置频道或身份组。",
		NowRestricted:  "**%s** 不是所有人都能看：",
		NowOpen:        "**%s** 现在服务器里每个人都能看。",
		NameWhoReaches: "请填一个频道、一个身份组，或两个都填。",
		EveryoneNoRole: "@everyone 不算限制。要开放给所有人，请用 </settings articles release>。",
		TooManyReach:   "一篇文章最多 %d 个频道和同样多的身份组。请为他们建一个共同的身份组，或先移除几个。",
		GoneChannels:   "有频道已经删除。文章不会因此开放：请允许另一个频道，或开放这篇文章。",
		GoneRoles:      "有身份组已经删除。文章不会因此开放：请允许另一个身份组，或开放这篇文章。",
		SomeRestricted: "%d 篇，见 </settings articles list>", NoRestricted: "没有", GoneInRules: "；⚠️ 其中有已经删除的频道或身份组",
	}
}
