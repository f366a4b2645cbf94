package texts

// Aging has what the bot says about answers whose sources have changed since.
type Aging struct {
	SourceChanged, SourceRemoved string            // lines below an answer, with the day
	WhatChanged                  string            // label of the button there
	ThenSaid, NowNearest         string            // the cited sentence; the sentence that is most like it now
	IsGone                       string            // instead of the latter, if there is none
	IsRemoved                    string            // instead of both: the article was removed
	StandsAgain                  string            // instead of the latter: the cited sentence is there again
	NothingChanged               string            // nothing that the answer rests on has changed
	ChangesGone                  string            // the record of the change is no longer stored
	AgedOnes                     string            // heading of a report, with the number of answers
	AgedOne, AgedAlone           string            // a line: the article, its change, the link to the answer; the same for an answer that one person saw
	Agings                       map[string]string // changes of a sentence, by store.Aging
}

func englishAging() Aging {
	return Aging{
		SourceChanged: "A source of this answer has changed since (%s)", SourceRemoved: "A source of this answer has been removed since (%s)",
		WhatChanged: "What changed", ThenSaid: "It said:\n%s", NowNearest: "Closest to it now:\n%s", IsGone: "It is gone, and nothing like it is there.",
		IsRemoved: "The article was removed; the sentence is no longer kept.", StandsAgain: "It is there again as it was.",
		NothingChanged: "Of what you may read here, nothing that this answer rests on has changed.", ChangesGone: "What has changed can be seen for 30 days after the answer.",
		AgedOnes: "**Answers whose source has changed since: %d**", AgedOne: "- %s: %s, %s", AgedAlone: "only its asker saw it",
		Agings: map[string]string{"altered": "a sentence was altered", "gone": "a sentence is gone", "removed": "the article was removed"},
	}
}

func traditionalAging() Aging {
	return Aging{
		SourceChanged: "這則答案的來源後來改過（%s）", SourceRemoved: "這則答案的來源後來被移除了（%s）",
		WhatChanged: "改了什麼", ThenSaid: "當時寫的是：\n%s", NowNearest: "現在最接近的是：\n%s", IsGone: "這句話已經刪掉，也沒有相近的句子。",
		IsRemoved: "文章已移除，這句話不再保存。", StandsAgain: "現在又和當時一樣了。",
		NothingChanged: "你在這裡看得到的文章裡，這則答案引用的內容沒有改過。", ChangesGone: "答案發出 30 天內才看得到改了什麼。",
		AgedOnes: "**來源後來有變動的答案：%d**", AgedOne: "- %s：%s，%s", AgedAlone: "只有提問者看過",
		Agings: map[string]string{"altered": "有句子改寫了", "gone": "有句子刪掉了", "removed": "文章移除了"},
	}
}

func simplifiedAging() Aging {
	return Aging{
		SourceChanged: "这条答案的来源后来改过（%s）", SourceRemoved: "这条答案的来源后来被移除了（%s）",
		WhatChanged: "改了什么", ThenSaid: "当时写的是：\n%s", NowNearest: "现在最接近的是：\n%s", IsGone: "这句话已经删掉，也没有相近的句子。",
		IsRemoved: "文章已移除，这句话不再保存。", StandsAgain: "现在又和当时一样了。",
		NothingChanged: "你在这里看得到的文章里，这条答案引用的内容没有改过。", ChangesGone: "答案发出 30 天内才看得到改了什么。",
		AgedOnes: "**来源后来有变动的答案：%d**", AgedOne: "- %s：%s，%s", AgedAlone: "只有提问者看过",
		Agings: map[string]string{"altered": "有句子改写了", "gone": "有句子删掉了", "removed": "文章移除了"},
	}
}
