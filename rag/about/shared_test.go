package about_test

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"footnote/corpus"
	"footnote/internal/long"
	"footnote/internal/shared"
	"footnote/rag/about"
	"footnote/rag/lexical"
)

// subjects maps questions of ../shared/eval/answers.jsonl that ask for a list to what they ask
// a list of.
var subjects = map[string]string{
	"k15": "工具", "o06": "第二年的目標", "o17": "lessons", "r13": "persistence options", "r14": "disadvantages of AOF",
}

// TestQuestionsOfPeople checks questions that people asked about articles against what they
// should be shown.
func TestQuestionsOfPeople(t *testing.T) {
	long.Alone(t)
	file, err := os.Open(shared.Path(t, "eval/answers.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	asked := 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var q struct {
			ID, Article, Lang, Kind, Question, Need string
			Evidence                                []string
		}
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		if q.Kind != "meta" && q.Kind != "summary" && subjects[q.ID] == "" {
			continue
		}
		asked++
		r := replyTo(t, sharedArticle(t, q.Article), q.ID, q.Kind, q.Question, lexical.Language(q.Lang))
		shows := func(evidence string) bool {
			return strings.Contains(r.Text(), evidence) || slices.ContainsFunc(r.Statements, func(s about.Statement) bool {
				return strings.Contains(s.Article.Quote(s.Span), evidence)
			})
		}
		missing := slices.DeleteFunc(slices.Clone(q.Evidence), shows)
		if len(missing) > 0 && (q.Need == "all" || len(missing) == len(q.Evidence)) {
			t.Errorf("%s %s: %q lacks %q", q.ID, q.Question, r.Text(), missing)
		}
	}
	if asked < 20 {
		t.Errorf("only %d questions", asked)
	}
}

func replyTo(t *testing.T, a *corpus.Article, id, kind, question string, language lexical.Language) about.Reply {
	x := words(a)
	switch {
	case kind == "summary":
		r, err := about.Summary(t.Context(), x, a, 0)
		if err != nil {
			t.Fatal(err)
		}
		return r
	case subjects[id] != "":
		r, ok, err := about.Listing(t.Context(), x, a, subjects[id], language)
		if err != nil || !ok {
			t.Errorf("%s %s: %v, %v", id, question, ok, err)
		}
		return r
	case strings.Contains(question, "标题") || strings.Contains(question, "標題") || strings.Contains(question, "title") || strings.Contains(question, "第几期"):
		return about.Title(x, a, language)
	case strings.Contains(question, "谁") || strings.Contains(question, "誰"):
		return about.Author(x, a, question, language)
	}
	return about.Date(x, a, question, language)
}

func sharedArticle(t *testing.T, name string) *corpus.Article {
	switch name {
	case "builtin":
		return builtin(t)
	case "seed":
		return file(t, shared.Path(t, "article/article.txt"))
	}
	return file(t, shared.Path(t, "eval/answers/"+name+".md"))
}
