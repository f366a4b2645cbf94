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

// maxRewritten is the length limit of a rewritten question, in characters.
const maxRewritten = 400

// Rewritten is a self-contained question that a model made from a follow-up, and the same
// question in the language of the articles for searching. Either may be empty.
type Rewritten struct {
	Question string `json:"question"`
	Search   string `json:"search"`
}

// ParseRewritten decodes the JSON object in a model's reply. Fields that cannot be a question
// become empty.
func ParseRewritten(reply string) (r Rewritten) {
	from, to := strings.Index(reply, "{"), strings.LastIndex(reply, "}")
	if from < 0 || to < from || json.Unmarshal([]byte(reply[from:to+1]), &r) != nil {
		return Rewritten{}
	}
	return Rewritten{asQuestion(r.Question), asQuestion(r.Search)}
}

// asQuestion returns a text if it can be a question, and otherwise "". It must not be too
// long, and must be on one line without an address or the sentinel for "no answer".
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
