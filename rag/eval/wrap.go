package eval

import (
	"strings"
	"unicode"

	"footnote/rag"
)

// Wrapped is a question with politeness around it, which should change nothing.
type Wrapped struct {
	ID       string
	Wrapping string // with … in place of the question
	Question string
	Before   rag.Tier // without the wrapping
	After    rag.Tier
}

// Changed reports whether the wrapping changed the tier.
func (w Wrapped) Changed() bool { return w.Before != w.After }

// wrappings returns what people put around a question, by its language.
func wrappings(language string) []string {
	switch language {
	case "zh-Hant":
		return []string{"請問一下…謝謝", "欸那個…", "麻煩幫我查…", "不好意思想請問…，謝謝！", "大大們好 …"}
	case "zh-Hans":
		return []string{"那个我想问一下…", "请问一下…谢谢", "麻烦帮我查一下…", "你好，…，谢谢啦", "诶请教个问题 …"}
	}
	return []string{"hey quick question …", "could you tell me … thx", "…, please?", "hi there, … thanks!", "sorry to bother you but …"}
}

// wrapped puts wrapping number n around the question.
func (c Case) wrapped(n int) Wrapped {
	language := c.Language
	if !strings.HasPrefix(language, "zh") && strings.ContainsFunc(c.Question, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		language = "zh-Hant"
	}
	all := wrappings(language)
	w := Wrapped{ID: c.ID, Wrapping: all[n%len(all)]}
	before, after, _ := strings.Cut(w.Wrapping, "…")
	question := strings.TrimSpace(c.Question)
	if strings.HasPrefix(after, ",") || strings.HasPrefix(after, "，") {
		question = strings.TrimRight(question, "?？.。")
	}
	w.Question = before + question + after
	return w
}
