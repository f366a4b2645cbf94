package followup

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"footnote/rag/index"
	"footnote/rag/lexical"
	"footnote/rag/prompt"
)

// maxRewritten is how many characters a rewritten question has at most.
const maxRewritten = 400

// Rewritten is a question as a model made it whole, and the same in the language of
// the articles to search with. Either may be empty.
type Rewritten struct {
	Question string `json:"question"`
	Search   string `json:"search"`
}

// ParseRewritten reads the first JSON object of a model's reply. What can be no
// question is empty.
func ParseRewritten(reply string) (r Rewritten) {
	from, to := strings.Index(reply, "{"), strings.LastIndex(reply, "}")
	if from < 0 || to < from || json.Unmarshal([]byte(reply[from:to+1]), &r) != nil {
		return Rewritten{}
	}
	return Rewritten{asQuestion(r.Question), asQuestion(r.Search)}
}

// asQuestion is a text that can be a question, or nothing: it is not too long, on one
// line, without an address or what a model writes for no answer.
func asQuestion(text string) string {
	text = strings.TrimSpace(text)
	if !utf8.ValidString(text) || utf8.RuneCountInString(text) > maxRewritten ||
		strings.ContainsAny(text, "\n\r") || strings.Contains(text, "://") || strings.Contains(text, prompt.Sentinel) {
		return ""
	}
	return text
}

// SharesWord reports whether a question has a word of what was said.
func SharesWord(analyser *lexical.Analyser, q index.Query, said string) bool {
	terms := map[string]bool{}
	for _, t := range analyser.Tokens(said) {
		terms[t.Term] = true
	}
	return slices.ContainsFunc(q.Words(false).Terms, func(t lexical.QueryTerm) bool { return terms[t.Term] })
}
