package intent

import "testing"

// TestBare checks that a message that asks nothing gets help, and that a name alone is looked
// up.
func TestBare(t *testing.T) {
	for text, want := range map[string]Intent{
		"？？？": {Kind: Help}, "...": {Kind: Help}, "- - -": {Kind: Help}, "🐼": {Kind: Help}, "，": {Kind: Help},
		"42": {Kind: Help, Elliptical: true}, "2022": {Kind: Help, Elliptical: true}, "3.14": {Kind: Help, Elliptical: true}, "１２３": {Kind: Help, Elliptical: true},
		"50%":                         {Kind: Help, Elliptical: true},
		"https://example.com/a/b?c=d": {Kind: Help}, "www.example.com": {Kind: Help}, "example.com": {Kind: Help}, "me@example.com": {Kind: Help},
		"https://example.com http://example.org": {Kind: Help}, "<https://example.com>": {Kind: Help}, "<b>x</b>": {Kind: Help}, "<script>alert(1)</script>": {Kind: Help},
		"asdf qwer": {Kind: Help}, "asdfghjkl": {Kind: Help}, "qweasdzxc": {Kind: Help}, "ASDF": {Kind: Help}, "lorem ipsum dolor": {Kind: Help},
		"啊啊啊啊": {Kind: Help}, "的的的": {Kind: Help}, "aaaaaa": {Kind: Help}, "ㄅㄆㄇ": {Kind: Help}, "x": {Kind: Help},
		"的": {Kind: Help, Elliptical: true}, "嗎": {Kind: Help, Elliptical: true}, "為什麼": {Kind: Help, Elliptical: true}, "什麼？": {Kind: Help, Elliptical: true}, "然後呢": {Kind: Help, Elliptical: true},
		"還有嗎": {Kind: Help, Elliptical: true}, "他是谁": {Kind: Help, Elliptical: true}, "那呢？": {Kind: Help, Elliptical: true}, "怎么会这样": {Kind: Help, Elliptical: true}, "哪里": {Kind: Help, Elliptical: true},
		"what": {Kind: Help, Elliptical: true}, "why?": {Kind: Help, Elliptical: true}, "and then?": {Kind: Help, Elliptical: true}, "who is it": {Kind: Help, Elliptical: true}, "the": {Kind: Help, Elliptical: true},
		"what else": {Kind: Help, Elliptical: true}, "how many": {Kind: Help, Elliptical: true}, "which one": {Kind: Help, Elliptical: true}, "所以咧": {Kind: Help, Elliptical: true}, "go on": {Kind: Help, Elliptical: true},
		"ftp://example.com/a": {Kind: Help}, "me@example.com, you@example.org": {Kind: Help}, "Go": {Kind: Question},

		"讲了什么": {Kind: Summary, Elliptical: true}, "里面說了啥": {Kind: Summary, Elliptical: true}, "它都講些什麼呢": {Kind: Summary, Elliptical: true},
		"呃": {Kind: Help, Elliptical: true}, "怎麼辦": {Kind: Help, Elliptical: true}, "什麼意思？": {Kind: Help, Elliptical: true}, "what do you mean": {Kind: Help, Elliptical: true}, "huh?": {Kind: Help, Elliptical: true},
		"hmm": {Kind: Help}, "idk": {Kind: Help}, "我有個問題想問": {Kind: Help}, "can i ask something": {Kind: Help}, "不知道": {Kind: Help}, "随便问问": {Kind: Help}, "好無聊": {Kind: Help}, "1️⃣": {Kind: Help, Elliptical: true},

		"有什么问题没解决": {Kind: Question}, "意思表示": {Kind: Question}, "test coverage": {Kind: Question}, "question bank": {Kind: Question}, "知道的人": {Kind: Question},
		"盤古": {Kind: Question}, "囧": {Kind: Question}, "鯨鯊鰻鯰鱷鱉": {Kind: Question}, "AI": {Kind: Question}, "GPT-4": {Kind: Question}, "5G": {Kind: Question}, "8.1ZB": {Kind: Question},
		"2022年": {Kind: Question}, "power": {Kind: Question}, "poi": {Kind: Question}, "asd": {Kind: Question}, "property": {Kind: Question}, "Node.js": {Kind: Question},
		"為什麼是2018年": {Kind: Question}, "什麼是MaaS": {Kind: Question}, "what is MaaS": {Kind: Question}, "why Pangu": {Kind: Question}, "example.com 是誰的": {Kind: Question}, "媽媽": {Kind: Question},
		"幾個公司": {Kind: Question}, "誰贏了": {Kind: Question}, "哪裡有港口": {Kind: Question}, "x是多少": {Kind: Question}, "v1.2": {Kind: Question}, "110年": {Kind: Question}, "IBM": {Kind: Question},

		"1+1=": {Kind: Request}, "": {Kind: Question}, "哈哈哈": {Kind: Laughter}, "www": {Kind: Laughter}, "666": {Kind: Thanks}, "好": {Kind: Thanks},
	} {
		got := Read(text)
		if got.Kind != want.Kind || got.Elliptical != want.Elliptical {
			t.Errorf("Read(%q) is %s, elliptical %v, want %s, %v", text, got.Kind, got.Elliptical, want.Kind, want.Elliptical)
		}
	}
}

// TestQuestionsToAsk checks that whoever wants questions gets help, which ends with some.
func TestQuestionsToAsk(t *testing.T) {
	for text, want := range map[string]Kind{
		"推薦我三個問題": Help, "給我幾個問題": Help, "请列出几个可以问的问题": Help, "給個例子": Question, "幫我想幾個問題": Help, "推荐几个问题吧": Help,
		"give me some questions": Help, "Suggest three questions to ask, please": Help, "show me example questions": Help, "sample questions": Help, "any suggestions?": Help,
		"列出文章提到的三個問題": Listing, "給出三個例子說明大模型的用處": Question, "what questions does the article raise": Question, "give me an example of a domain model": Question,
		"give me the main points": Summary, "give me an example": Question,
	} {
		if got := Read(text).Kind; got != want {
			t.Errorf("Read(%q) = %s, want %s", text, got, want)
		}
	}
}
