package rag

import "footnote/rag/lexical"

// phrases are the texts that Footnote itself says to a reader, in one language.
type phrases struct {
	refusal    string // "the articles do not say"
	unsure     string // stands above sentences that may not answer
	disagree   string // stands above sentences of articles that disagree
	reasonNear string // the reason, if passages came near
	reasonNone string // the reason, if none did
	quoted     string // stands between what a model wrote and sentences of the article
	model      string // tells the model which language to write in
	causes     map[Cause]string
	poor       string // a cause: the articles support too little of what the model wrote
	unanswered string // a cause: the model found no answer, but the articles have one
	broken     string // any cause without a text of its own
}

func phrasesIn(l lexical.Language) phrases {
	switch l {
	case lexical.Traditional:
		return phrases{
			refusal:    "文章裡沒有提到這件事。",
			unsure:     "找不到確定的答案，最接近的是：",
			disagree:   "各篇文章的說法不同：",
			reasonNear: "最接近的段落只談到問題的一部分，不足以回答。",
			reasonNone: "文章裡找不到和這個問題有關的段落。",
			quoted:     "以下為文章原文：",
			model:      "in traditional Chinese (繁體中文)",
			unanswered: "語言模型沒有找到答案，因此以文章原文回答。",
			poor:       "語言模型寫的內容大多無法由文章證實，因此以文章原文回答。",
			broken:     "語言模型的回答不完整，因此以文章原文回答。",
			causes: map[Cause]string{
				CauseUnreachable:   "目前連不上語言模型，因此以文章原文回答。",
				CauseTimeout:       "語言模型回應太慢，因此以文章原文回答。",
				CauseBusy:          "語言模型目前太忙，因此以文章原文回答。",
				CauseQuota:         "語言模型的額度已用完，因此以文章原文回答。",
				CauseBudget:        "今天的語言模型額度已用完，因此以文章原文回答；明天會恢復。",
				CauseConfiguration: "語言模型的設定有誤，因此以文章原文回答。",
				CauseRefused:       "語言模型拒絕回答，因此以文章原文回答。",
			},
		}
	case lexical.Simplified:
		return phrases{
			refusal:    "文章里没有提到这件事。",
			unsure:     "找不到确定的答案，最接近的是：",
			disagree:   "各篇文章的说法不同：",
			reasonNear: "最接近的段落只谈到问题的一部分，不足以回答。",
			reasonNone: "文章里找不到和这个问题有关的段落。",
			quoted:     "以下为文章原文：",
			model:      "in simplified Chinese (简体中文)",
			unanswered: "语言模型没有找到答案，因此以文章原文回答。",
			poor:       "语言模型写的内容大多无法由文章证实，因此以文章原文回答。",
			broken:     "语言模型的回答不完整，因此以文章原文回答。",
			causes: map[Cause]string{
				CauseUnreachable:   "目前连不上语言模型，因此以文章原文回答。",
				CauseTimeout:       "语言模型响应太慢，因此以文章原文回答。",
				CauseBusy:          "语言模型目前太忙，因此以文章原文回答。",
				CauseQuota:         "语言模型的额度已用完，因此以文章原文回答。",
				CauseBudget:        "今天的语言模型额度已用完，因此以文章原文回答；明天会恢复。",
				CauseConfiguration: "语言模型的设置有误，因此以文章原文回答。",
				CauseRefused:       "语言模型拒绝回答，因此以文章原文回答。",
			},
		}
	}
	model := "in the language of the question"
	if l == lexical.English {
		model = "in English"
	}
	return phrases{
		refusal:    "The article does not say.",
		unsure:     "I cannot find a certain answer. What comes closest:",
		disagree:   "The articles disagree:",
		reasonNear: "The nearest passages speak of only a part of the question, too little to answer it.",
		reasonNone: "No passage of the article has to do with the question.",
		quoted:     "In the article's own words:",
		model:      model,
		unanswered: "The language model found no answer; these are the article's own words.",
		poor:       "The article bears out too little of what the language model wrote; these are the article's own words.",
		broken:     "The language model's answer broke off; these are the article's own words.",
		causes: map[Cause]string{
			CauseUnreachable:   "The language model cannot be reached; these are the article's own words.",
			CauseTimeout:       "The language model took too long; these are the article's own words.",
			CauseBusy:          "The language model is too busy; these are the article's own words.",
			CauseQuota:         "The language model's quota is used up; these are the article's own words.",
			CauseBudget:        "Today's budget for the language model is used up; these are the article's own words until tomorrow.",
			CauseConfiguration: "The language model is not set up rightly; these are the article's own words.",
			CauseRefused:       "The language model refused to answer; these are the article's own words.",
		},
	}
}

// reasonFor returns the text that tells a reader why the model's answer is not shown.
func (p phrases) reasonFor(cause Cause) string {
	if words := p.causes[cause]; words != "" {
		return words
	}
	return p.broken
}
