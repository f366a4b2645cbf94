package rag

import "footnote/rag/lexical"

// A refusal is how "the articles do not say" is put in one language.
type refusal struct {
	text    string
	partly  string // the reason, where passages came near
	nothing string // the reason, where none did
}

func refusalIn(l lexical.Language) refusal {
	switch l {
	case lexical.Traditional:
		return refusal{
			"文章裡沒有提到這件事。",
			"最接近的段落只談到問題的一部分，不足以回答。",
			"文章裡找不到和這個問題有關的段落。",
		}
	case lexical.Simplified:
		return refusal{
			"文章里没有提到这件事。",
			"最接近的段落只谈到问题的一部分，不足以回答。",
			"文章里找不到和这个问题有关的段落。",
		}
	}
	return refusal{
		"The article does not say.",
		"The nearest passages speak of only a part of the question, too little to answer it.",
		"No passage of the article has to do with the question.",
	}
}
