package answers_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/library/answers"
	"footnote/library/store"
	"footnote/rag"
)

// open returns two books on one new file, as two processes have them.
func open(t *testing.T) (book, beside *answers.Book) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "footnote.db")
	var books [2]*answers.Book
	for n := range books {
		db, err := store.OpenLibrary(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		books[n] = answers.New(db, nil)
	}
	return books[0], books[1]
}

func add(t *testing.T, b *answers.Book, scope store.Scope, question, answer string, also ...string) store.Fixed {
	t.Helper()
	f, _, err := b.Add(t.Context(), scope, store.Fixed{Question: question, Answer: answer, Also: also, Author: "Ada"})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// says returns the fixed answer to a question that is asked after others.
func says(t *testing.T, b *answers.Book, scope store.Scope, question string, before ...string) string {
	t.Helper()
	q := rag.Question{Text: question}
	for _, earlier := range before {
		q.History = append(q.History, rag.Turn{Question: earlier})
	}
	a, ok, err := b.Answer(t.Context(), scope, q)
	if err != nil || ok != (a.Fixed != nil) {
		t.Fatal(err, ok, a)
	}
	return a.Text
}

// TestBook checks that the changes of one process are seen by the others at once, each scope by
// itself.
func TestBook(t *testing.T) {
	b, beside := open(t)
	one, two := store.Guild("1"), store.Guild("2")
	if got := says(t, b, one, "hello"); got != "" {
		t.Errorf("%q", got)
	}
	add(t, b, one, "Hello!", "Hi.", "good morning", "HELLO", "早安")
	add(t, beside, two, "hello", "Not you.")
	for _, book := range []*answers.Book{b, beside} {
		for question, want := range map[string]string{"hello": "Hi.", "Good Morning": "Hi.", "早安！": "Hi.", "good": "", "hello you": "", "": "", "?": ""} {
			if got := says(t, book, one, question); got != want {
				t.Errorf("%q: %q, want %q", question, got, want)
			}
		}
		if got := says(t, book, two, "hello"); got != "Not you." {
			t.Errorf("%q", got)
		}
		if got := says(t, book, store.Guild("3"), "hello"); got != "" {
			t.Errorf("%q", got)
		}
	}
	if was, err := beside.Remove(t.Context(), one, "good morning"); err != nil || was == nil || was.Question != "Hello!" || len(was.Also) != 2 {
		t.Errorf("%+v, %v", was, err)
	}
	if got := says(t, b, one, "hello"); got != "" {
		t.Errorf("%q", got)
	}
	if was, err := b.Remove(t.Context(), one, "good morning"); err != nil || was != nil {
		t.Errorf("%+v, %v", was, err)
	}
	if got := says(t, b, two, "hello", "who are you?"); got != "Not you." {
		t.Errorf("%q", got)
	}
}

// TestAfterOthers checks that, after other questions, only a question that can be understood
// alone gets a fixed answer.
func TestAfterOthers(t *testing.T) {
	b, _ := open(t)
	add(t, b, store.Local, "那明天呢?", "Tomorrow.", "明天幾點開?")
	for _, c := range []struct{ question, before, want string }{
		{"那明天呢?", "", "Tomorrow."}, {"那明天呢?", "今天幾點開?", ""}, {"明天幾點開", "今天幾點開?", "Tomorrow."},
	} {
		var before []string
		if c.before != "" {
			before = []string{c.before}
		}
		if got := says(t, b, store.Local, c.question, before...); got != c.want {
			t.Errorf("%q after %q: %q", c.question, c.before, got)
		}
	}
}

// TestReplaced checks that the same question in another spelling replaces the answer, and that
// an edited question no longer has the old one.
func TestReplaced(t *testing.T) {
	b, _ := open(t)
	first := add(t, b, store.Local, "訪客中心幾點開?", "八點。")
	second, replaced, err := b.Add(t.Context(), store.Local, store.Fixed{Question: "请问访客中心几点开", Answer: "九點。"})
	if err != nil || !replaced || second.ID != first.ID {
		t.Errorf("%+v, %v, %v", second, replaced, err)
	}
	other := add(t, b, store.Local, "幾點關?", "五點。")
	moved, replaced, err := b.Add(t.Context(), store.Local, store.Fixed{ID: other.ID, Question: "什麼時候關?", Answer: "六點。"})
	if err != nil || !replaced || moved.ID == other.ID {
		t.Errorf("%+v, %v, %v", moved, replaced, err)
	}
	all, err := b.List(t.Context(), store.Local)
	var questions []string
	for _, f := range all {
		questions = append(questions, f.Question+" "+f.Answer)
	}
	if d := cmp.Diff([]string{"请问访客中心几点开 九點。", "什麼時候關? 六點。"}, questions); d != "" || err != nil {
		t.Error(err, d)
	}
}

// TestUnfit checks that answers that cannot be fixed are rejected by kind of error, and change
// nothing.
func TestUnfit(t *testing.T) {
	b, _ := open(t)
	add(t, b, store.Local, "taken", "a", "this too")
	many := make([]string, answers.MostWordings+1)
	for n := range many {
		many[n] = fmt.Sprint("wording ", n)
	}
	for kind, f := range map[answers.ErrorKind]store.Fixed{
		answers.NoWords: {Question: "??", Answer: "a"}, answers.NoAnswer: {Question: "q", Answer: " \n"},
		answers.LongQuestion: {Question: "q", Also: []string{strings.Repeat("長", answers.MaxQuestion+1)}, Answer: "a"}, answers.LongAnswer: {Question: "q", Answer: strings.Repeat("長", answers.MaxAnswer+1)},
		answers.TooManyWordings: {Question: "q", Also: many, Answer: "a"}, answers.Taken: {Question: "q", Also: []string{"This too!"}, Answer: "a"},
	} {
		_, _, err := b.Add(t.Context(), store.Local, f)
		var unfit *answers.Error
		if !errors.As(err, &unfit) || unfit.Kind != kind || unfit.Error() == "" {
			t.Errorf("%s: %v", kind, err)
		}
	}
	if all, err := b.List(t.Context(), store.Local); len(all) != 1 || err != nil {
		t.Errorf("%v, %v", all, err)
	}
	longest := store.Fixed{Question: strings.Repeat("長", answers.MaxQuestion), Answer: strings.Repeat("長", answers.MaxAnswer), Author: strings.Repeat("名", 500)}
	if f, _, err := b.Add(t.Context(), store.Local, longest); err != nil || len([]rune(f.Author)) != 80 || says(t, b, store.Local, longest.Question) != longest.Answer {
		t.Errorf("%v", err)
	}
}
