package reply

import (
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

// openings are the beginnings of thoughts, in lower case. An answer may begin like that too;
// it is then only shown later.
var openings = []string{
	"我先", "我需要", "我要", "我来", "我來", "我们", "我們", "我得", "我想", "我会", "我會", "嗯", "好的", "好，", "好吧", "讓我", "让我", "首先",
	"用戶", "用户", "使用者", "問題", "问题", "這個問題", "这个问题", "題目", "题目", "思考", "分析",
	"okay", "ok,", "ok.", "alright", "let me", "let's", "let us", "first,", "first i", "the user", "the question", "we need", "we are", "we have", "we should", "we must",
	"i need", "i should", "i have to", "i must", "i'll", "i will", "i want", "i think", "hmm", "so,", "so the", "looking at", "to answer", "wait",
	"here is my thought", "here's my thought", "here are my reasoning", "here is my reasoning", "thinking process", "thought process", "thoughts:", "thought:", "reasoning:", "analysis", "step 1", "my reasoning",
}

func beginning(text string) string {
	return strings.ToLower(strings.TrimLeftFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("*_#\"“「", r)
	}))
}

// soundsLikeThought reports whether a text begins like a thought.
func soundsLikeThought(text string) bool {
	text = beginning(text)
	for _, o := range openings {
		if strings.HasPrefix(text, o) {
			return true
		}
	}
	return false
}

// leaders are names that some templates leave before an answer.
var leaders = []string{"assistant", "model"}

// undecided reports whether a beginning may still become a name or an opening.
func undecided(text string) bool {
	text = beginning(text)
	for _, list := range [][]string{openings, leaders} {
		for _, o := range list {
			if len(text) < len(o) && strings.HasPrefix(o, text) {
				return true
			}
		}
	}
	return strings.TrimSpace(text) == leaders[0] || strings.TrimSpace(text) == leaders[1]
}

var leader = doc.Pattern(`(?i)^\s*(?:assistant|model)\s*[:：\n]\s*`)

// withoutRole removes the name of the role before an answer.
func withoutRole(text string) string { return leader().ReplaceAllString(text, "") }

// conclusion matches what separates thoughts in plain words from an answer.
var conclusion = doc.Pattern(`(?i)assistantfinal|here is my response:|(?:^|\n)[ \t*_#]*(?:(?:the )?final answer|answer|最終答案|最终答案|最終回答|最终回答|答案|回答|答)[ *_]*[:：][ *_]*`)

// answerOf returns what follows the conclusion in a text that sounds like a thought, or the
// whole text.
func answerOf(text string) string {
	if at := conclusion().FindStringIndex(text); at != nil && strings.TrimSpace(text[at[1]:]) != "" {
		return text[at[1]:]
	}
	return text
}

// roles are those in whose name a model continues after its turn should have ended. lonely
// ones may be on a line without a colon, headed ones only in a heading.
var roles = []struct {
	name           string
	lonely, headed bool
}{
	{"user", true, false},
	{"human", true, false},
	{"assistant", true, false},
	{"system", true, false},
	{"question", false, false},
	{"q", false, false},
	{"instruction", false, true},
	{"response", false, true},
	{"input", false, true},
	{"用戶", false, false},
	{"用户", false, false},
	{"使用者", false, false},
	{"問題", false, false},
	{"问题", false, false},
	{"問", false, false},
	{"问", false, false},
	{"提問", false, false},
	{"提问", false, false},
}

// fence is how the parts of a prompt begin. A model that writes one is repeating the prompt.
const fence = "====="

// roleAt returns the size of a role's name, with the line break before it, that text begins
// with. may reports whether text may become one. before is the character before text.
func roleAt(text string, before rune) (size int, may bool) {
	if text[0] != '\n' {
		return gluedRole(text, before)
	}
	line := strings.TrimLeft(text, "\r\n \t")
	blank := len(text) - len(line)
	if strings.HasPrefix(fence, line) {
		return 0, true
	}
	if strings.HasPrefix(line, fence) {
		return blank + len(fence), false
	}
	heading := strings.HasPrefix(line, "#")
	name := strings.ToLower(strings.TrimLeft(line, "#*[ "))
	for _, r := range roles {
		rest, is := strings.CutPrefix(name, r.name)
		rest = strings.TrimLeft(rest, "*] ")
		switch {
		case r.headed && !heading:
		case !is && strings.HasPrefix(r.name, name), is && rest == "":
			may = true
		case is && (strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "：") || rest[0] == '\n' && (heading || r.lonely)):
			return blank + len(line) - len(rest), false
		}
	}
	return 0, may
}

// gluedRole finds a role's name that remains when a server drops the marks around it.
func gluedRole(text string, before rune) (size int, may bool) {
	const glued = "assistant\n"
	switch {
	case !unicode.IsPunct(before):
		return 0, false
	case strings.HasPrefix(text, glued):
		return len(glued), false
	}
	return 0, strings.HasPrefix(glued, text)
}
