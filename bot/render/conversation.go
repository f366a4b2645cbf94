package render

import (
	"strings"

	"footnote/bot/render/markdown"
)

// QuotedQuestion is the question that stands above an answer, empty if there is
// none or not all of it.
func QuotedQuestion(content string) string {
	var lines []string
	for line := range strings.Lines(content) {
		quoted, ok := strings.CutPrefix(line, "> ")
		if !ok {
			break
		}
		lines = append(lines, quoted)
	}
	question := strings.TrimSpace(markdown.Unescape(strings.Join(lines, "")))
	if strings.HasSuffix(question, "…") {
		return ""
	}
	return question
}

// AnswerText is what an answer says, without the question above it and the
// small lines below.
func AnswerText(content string) string {
	var kept []string
	for line := range strings.Lines(content) {
		if !strings.HasPrefix(line, "> ") && !strings.HasPrefix(line, "-# ") {
			kept = append(kept, line)
		}
	}
	return strings.TrimSpace(markdown.Unescape(strings.Join(kept, "")))
}
