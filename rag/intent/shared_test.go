package intent

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/internal/long"
	"footnote/internal/shared"
)

// lines reads a file of one JSON value per line.
func lines[T any](t *testing.T, path string) []T {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []T
	for scanner := bufio.NewScanner(bytes.NewReader(data)); scanner.Scan(); {
		var v T
		if err := json.Unmarshal(scanner.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

type sharedQuestion struct {
	Question string
	Kind     string
}

// TestAnswersSet checks that social messages, requests, injections, summaries and questions
// about the article get their kinds, and no other message does.
func TestAnswersSet(t *testing.T) {
	// Two of its "meta" questions ask about the content of the text.
	asked := map[string]Kind{
		"這篇文章誰寫的": Author, "文章標題是什麼": Title, "編輯是誰": Author, "这是第几期": Title, "这个周刊谁做的": Author, "周刊每周几发": Question,
		"when was this written": Date, "whats the title of this post": Title,
		"你好": Greeting, "謝謝你": Thanks, "你是誰": Identity, "白痴機器人": Abuse, "hi": Greeting, "lol": Laughter, "哈哈哈哈": Laughter,
		"你可以做什麼": Help, "你是机器人吗": Identity, "thanks!": Thanks,
	}
	for _, q := range lines[sharedQuestion](t, shared.Path(t, "eval/answers.jsonl")) {
		want := Question
		switch q.Kind {
		case "summary":
			want = Summary
		case "request":
			want = Request
		case "injection":
			want = Injection
		case "meta", "social":
			want = asked[q.Question]
		}
		got := Read(q.Question).Kind
		if q.Kind == "follow-up" {
			got = inConversation(q.Question)
		}
		if got != want {
			t.Errorf("Read(%q) = %s, want %s (%s)", q.Question, got, want, q.Kind)
		}
	}
}

// TestQuestionSets checks that none of the ten thousand questions of the other sets is taken
// for anything else or unwrapped.
func TestQuestionSets(t *testing.T) {
	long.Alone(t)
	all, err := filepath.Glob(filepath.Join(shared.Path(t, "eval"), "*.questions.jsonl"))
	if err != nil || len(all) == 0 {
		t.Fatal("there are no sets of questions", err)
	}
	seen := map[string]bool{}
	for _, path := range all {
		for _, q := range lines[sharedQuestion](t, path) {
			if seen[q.Question] {
				continue
			}
			seen[q.Question] = true
			read := Read(q.Question)
			if read.Kind != Question {
				t.Errorf("Read(%q) = %s %q", q.Question, read.Kind, read.Subject)
			}
			if read.Question != q.Question && !strings.HasSuffix(q.Question, "?？") { // one mark of two
				t.Errorf("Unwrap(%q) = %q", q.Question, read.Question)
			}
		}
	}
	t.Logf("%d questions", len(seen))
}
