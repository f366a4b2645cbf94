package texts

// Insights has what the bot says about what people asked.
type Insights struct {
	Asked        string            // heading: from when to when
	NothingAsked string            // in that time
	Shares       string            // number of questions, and the shares of sure, unsure and refused
	Besides      string            // number of messages that ask nothing about the articles
	VotesGiven   string            // good and bad
	Week         string            // a line: the beginning of the week, and its shares
	MostCited    string            // heading
	Cited        string            // a line: number of answers, and the title
	GoneArticle  string            // instead of a title
	Gaps         string            // heading, with the number
	NoGaps       string            // instead of it, if there are none
	NoneKept     string            // questions are not stored here
	Once, Often  string            // with the time; with how often, by how many people, and the time of the last
	AlsoPut      string            // with other wordings
	ComesNearest string            // with the place and the sentence
	FilledSince  string            // heading, with the number
	Filled       string            // with since when, and the title
	DislikedOnes string            // heading
	Disliked     string            // good and bad votes, and the tier
	Why          string            // label, with the number
	WhyTaken     string            // what the question was understood as
	WhyIntent    string            // its kind
	WhyTier      string            // the tier, and how likely the articles answer
	WhyJudge     string            // how likely the best passages answer, and the best sentence
	WhyFound     string            // heading of passages
	WhyPassage   string            // scores of one: by the judge, by words and vectors
	WhyUnjudged  string            // the same without a judge
	NothingFound string            // no passage was found
	NotKept      string            // the question is no longer stored
	AsFiles      string            // above the files
	Tiers        map[string]string // tiers
	Intents      map[string]string // kinds of questions
	ToldLater    string            // to the asker: their questions, each with its channel
	ToldMore     string            // on a line below these: how many more
}

func englishInsights() Insights {
	return Insights{
		Asked: "**What people asked**, %s to %s", NothingAsked: "Nothing has been asked in this time.",
		Shares: "Questions: %d (%s sure, %s unsure, %s refused)", Besides: "Besides (small talk, or something that I do not do): %d", VotesGiven: "Votes: 👍 %d, 👎 %d",
		Week: "Week of %s: %s", MostCited: "**Articles that answers rest on**", Cited: "- %d× %s", GoneArticle: "an article that is no longer there",
		Gaps: "**Without a certain answer: %d**", NoGaps: "All questions that are kept have a certain answer.",
		NoneKept: "This server keeps no questions, so there are counts alone. </settings set> with “{settings set keep_questions}” has them kept for some days, and </privacy policy> tells everybody so.",
		Once:     "once, %s", Often: "asked %d times (people: %d), last %s", AlsoPut: "also: %s", ComesNearest: "nearest: %s: %s",
		FilledSince: "**Answered since: %d**", Filled: "since %s by %s", DislikedOnes: "**Answers that somebody found bad**", Disliked: "👍 %d, 👎 %d, %s",
		Why: "Why %d?", WhyTaken: "Taken as: %s", WhyIntent: "What it is: %s", WhyTier: "What came out: %s; the articles answer it with a probability of %s",
		WhyJudge: "The judge, who reads question and passages together: %s that the best two passages answer, %s that the best sentence does", WhyFound: "**Passages that were found**",
		WhyPassage: "judge %s, score %.2f", WhyUnjudged: "score %.2f", NothingFound: "Nothing is known of what was found.", NotKept: "That question is no longer kept.",
		AsFiles: "Nobody is named in these files.",
		Tiers:   map[string]string{"sure": "sure", "unsure": "unsure", "refused": "refused"},
		Intents: map[string]string{
			"question": "a question about what stands in the articles", "summary": "what they are about", "title": "their title", "author": "their author", "date": "their date",
			"source": "where they come from", "length": "their length", "articles": "which articles there are", "mentions": "which of them mention something", "listing": "a list or a number of things",
		},
		ToldMore:  "and %d more",
		ToldLater: "Some time ago you asked:\n%s\nI had no certain answer then. I have one now: ask again in that channel. I tell you this once, as the people who manage that server want me to; </privacy policy> says what is kept.",
	}
}

func traditionalInsights() Insights {
	return Insights{
		Asked: "**大家問了什麼**：%s 到 %s", NothingAsked: "這段期間沒有人提問。",
		Shares: "%d 個問題：有把握 %s、不確定 %s、沒有答案 %s", Besides: "另外有 %d 次閒聊，或是我做不到的要求", VotesGiven: "回饋：👍 %d、👎 %d",
		Week: "%s 起一週：%s", MostCited: "**最常引用的文章**", Cited: "- %d 次：%s", GoneArticle: "一篇已經不在的文章",
		Gaps: "**沒有確定答案的問題：%d**", NoGaps: "保存的問題全都有確定的答案。",
		NoneKept: "這個伺服器不保存問題，所以只有數字。用 </settings set> 的「{settings set keep_questions}」可以保存幾天，</privacy policy> 也會告訴所有人。",
		Once:     "一次，%s", Often: "%d 次，%d 人問過，最近一次 %s", AlsoPut: "其他問法：%s", ComesNearest: "最接近的是 %s：%s",
		FilledSince: "**後來有了答案：%d**", Filled: "%s 起，出自：%s", DislikedOnes: "**有人覺得不好的答案**", Disliked: "👍 %d、👎 %d，%s",
		Why: "為什麼 %d？", WhyTaken: "理解成：%s", WhyIntent: "問題的種類：%s", WhyTier: "結果：%s；文章有答案的機率是 %s",
		WhyJudge: "評判模型把問題和段落一起讀過：最好的兩個段落有回答的機率是 %s，最好的句子是 %s", WhyFound: "**找到的段落**",
		WhyPassage: "評判 %s，分數 %.2f", WhyUnjudged: "分數 %.2f", NothingFound: "沒有留下找到哪些段落的記錄。", NotKept: "這個問題已經不再保存。",
		AsFiles: "這些檔案裡沒有任何人的名字。",
		Tiers:   map[string]string{"sure": "有把握", "unsure": "不確定", "refused": "沒有答案"},
		Intents: map[string]string{
			"question": "問文章裡的內容", "summary": "問文章的大意", "title": "問標題", "author": "問作者", "date": "問日期",
			"source": "問出處", "length": "問長度", "articles": "問有哪些文章", "mentions": "問哪些文章提到某件事", "listing": "問清單或數量",
		},
		ToldMore:  "還有 %d 個問題",
		ToldLater: "你之前問過：\n%s\n當時我沒有確定的答案。現在可以回答了，請到那個頻道再問一次。那個伺服器的管理者要我通知提問的人，我只通知這一次；保存哪些資料請看 </privacy policy>。",
	}
}

func simplifiedInsights() Insights {
	return Insights{
		Asked: "**大家问了什么**：%s 到 %s", NothingAsked: "这段时间没有人提问。",
		Shares: "%d 个问题：有把握 %s、不确定 %s、没有答案 %s", Besides: "另外有 %d 次闲聊，或者我做不到的要求", VotesGiven: "反馈：👍 %d、👎 %d",
		Week: "%s 起一周：%s", MostCited: "**引用最多的文章**", Cited: "- %d 次：%s", GoneArticle: "一篇已经不在的文章",
		Gaps: "**没有确定答案的问题：%d**", NoGaps: "保存的问题全都有确定的答案。",
		NoneKept: "这个服务器不保存问题，所以只有数字。用 </settings set> 的“{settings set keep_questions}”可以保存几天，</privacy policy> 也会告诉所有人。",
		Once:     "一次，%s", Often: "%d 次，%d 人问过，最近一次 %s", AlsoPut: "其他问法：%s", ComesNearest: "最接近的是 %s：%s",
		FilledSince: "**后来有了答案：%d**", Filled: "%s 起，出自：%s", DislikedOnes: "**有人觉得不好的答案**", Disliked: "👍 %d、👎 %d，%s",
		Why: "为什么 %d？", WhyTaken: "理解成：%s", WhyIntent: "问题的类型：%s", WhyTier: "结果：%s；文章有答案的概率是 %s",
		WhyJudge: "评判模型把问题和段落一起读过：最好的两个段落有回答的概率是 %s，最好的句子是 %s", WhyFound: "**找到的段落**",
		WhyPassage: "评判 %s，得分 %.2f", WhyUnjudged: "得分 %.2f", NothingFound: "没有留下找到哪些段落的记录。", NotKept: "这个问题已经不再保存。",
		AsFiles: "这些文件里没有任何人的名字。",
		Tiers:   map[string]string{"sure": "有把握", "unsure": "不确定", "refused": "没有答案"},
		Intents: map[string]string{
			"question": "问文章里的内容", "summary": "问文章的大意", "title": "问标题", "author": "问作者", "date": "问日期",
			"source": "问出处", "length": "问长度", "articles": "问有哪些文章", "mentions": "问哪些文章提到某件事", "listing": "问清单或数量",
		},
		ToldMore:  "还有 %d 个问题",
		ToldLater: "你之前问过：\n%s\n当时我没有确定的答案。现在可以回答了，请到那个频道再问一次。那个服务器的管理者要我通知提问的人，我只通知这一次；保存哪些数据请看 </privacy policy>。",
	}
}
