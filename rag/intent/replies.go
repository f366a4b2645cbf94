package intent

import "footnote/rag/lexical"

// replies are the answers to messages that need no article.
type replies struct {
	said map[Kind]string
	try  string // introduces suggested questions
}

// Reply returns the answer to a message of this kind, in the given language, or "" if the kind
// needs an article. Suggested questions may follow Help and Identity, introduced by Try.
func (k Kind) Reply(language lexical.Language) string { return repliesIn(language).said[k] }

// Try returns the line above suggested questions.
func Try(language lexical.Language) string { return repliesIn(language).try }

func repliesIn(language lexical.Language) replies {
	switch language {
	case lexical.Traditional:
		return traditional()
	case lexical.Simplified:
		return simplified()
	}
	return english()
}

func traditional() replies {
	return replies{map[Kind]string{
		Greeting:  "你好！想知道文章裡的什麼，直接問我就可以。",
		Farewell:  "再見，之後有問題再來問我。",
		Thanks:    "不客氣，還想知道什麼可以再問我。",
		Laughter:  "哈哈，看來心情不錯。想到什麼問題就問吧。",
		Abuse:     "抱歉沒有幫上忙。換個說法再問一次，或是問得具體一點，我會再找找看。",
		Identity:  "我是 Footnote，一個回答文章問題的機器人。我只根據收錄的文章回答，每句話都附註腳，指出原文是哪一句。",
		Help:      "你可以用平常說話的方式問我文章裡的事，我會從文章找出答案，並用註腳標出根據的是哪一句。想先了解大意，可以說「這篇在講什麼」；標題、作者、日期也可以問。文章沒有寫到的，我會直說。",
		Request:   "這個我幫不上忙：我只回答和文章內容有關的問題，並附上出處。",
		Injection: "這個我不能照做：我只回答和文章內容有關的問題，並附上出處。",
	}, "可以試試這些問題："}
}

func simplified() replies {
	return replies{map[Kind]string{
		Greeting:  "你好！想知道文章里的什么，直接问我就行。",
		Farewell:  "再见，有问题随时再来问我。",
		Thanks:    "不客气，还想知道什么可以接着问。",
		Laughter:  "哈哈，看来心情不错。想到什么问题就问吧。",
		Abuse:     "抱歉没能帮上忙。换个说法，或者问得具体一点，我再找找看。",
		Identity:  "我是 Footnote，一个回答文章问题的机器人。我只根据收录的文章回答，每句话都带脚注，指明出自原文哪一句。",
		Help:      "你可以像平时说话一样问我文章里的内容，我会从文章里找出答案，并用脚注标明依据的是哪一句。想先了解大意，可以说“这篇文章讲了什么”；标题、作者、日期也可以问。文章里没写的，我会直说。",
		Request:   "这个我帮不上忙：我只回答和文章内容有关的问题，并注明出处。",
		Injection: "这个我不能照做：我只回答和文章内容有关的问题，并注明出处。",
	}, "可以试试这些问题："}
}

func english() replies {
	return replies{map[Kind]string{
		Greeting:  "Hi! Ask me anything about the articles.",
		Farewell:  "Goodbye. Come back whenever you have a question.",
		Thanks:    "You're welcome. Feel free to ask more.",
		Laughter:  "Glad that made you laugh. Ask away if you have a question.",
		Abuse:     "Sorry I wasn't much help. Try putting the question another way, or be a little more specific, and I'll look again.",
		Identity:  "I'm Footnote, a bot that answers questions about articles. I answer only from the articles I have, and every statement has a footnote to the exact sentence it comes from.",
		Help:      "Ask me about the articles in your own words. I look for the answer in them and add a footnote to the exact sentence it comes from. For an overview, ask “What is this about?”; you can also ask for the title, the author or the date. If the articles don't say, I'll tell you so.",
		Request:   "I can't help with that: I only answer questions about the articles, with footnotes to where they say it.",
		Injection: "I won't do that: I only answer questions about the articles, with footnotes to where they say it.",
	}, "You could try one of these:"}
}
