package render

import (
	"strings"

	"footnote/bot/render/markdown"
)

// QuotedQuestion returns the question quoted above an answer, or "" if there is none or it
// was shortened.
func QuotedQuestion(content string) string {
	question := Quoted(content)
	if strings.HasSuffix(question, "…") {
		return ""
	}
	return question
}

// Quoted is like QuotedQuestion, but also returns the beginning of a shortened question.
func Quoted(content string) string {
	var lines []string
	for line := range strings.Lines(content) {
		quoted, ok := strings.CutPrefix(line, "> ")
		if !ok {
			break
		}
		lines = append(lines, quoted)
	}
	return strings.TrimSpace(markdown.Unescape(strings.Join(lines, "")))
}

// AnswerText returns the text of an answer without the question above it and the small lines
// below it.
func AnswerText(content string) string {
	var kept []string
	for line := range strings.Lines(content) {
		if !strings.HasPrefix(line, "> ") && !strings.HasPrefix(line, "-# ") {
			kept = append(kept, strings.TrimPrefix(line, listed))
		}
	}
	return strings.TrimSpace(markdown.Unescape(strings.Join(kept, "")))
}
