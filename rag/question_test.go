package rag_test

import (
	"context"
	"strings"
	"testing"

	"footnote/corpus"
	"footnote/internal/indextest"
	"footnote/rag"
	"footnote/rag/index"
	"footnote/rag/intent"
)

// An embedded counts how often each text is embedded as a question.
type embedded struct {
	indextest.Scripted
	questions map[string]int
}

func (e *embedded) Embed(ctx context.Context, role index.Role, texts []string) ([][]float32, error) {
	if role == index.RoleQuery {
		for _, text := range texts {
			e.questions[text]++
		}
	}
	return e.Scripted.Embed(ctx, role, texts)
}

// TestQuestionIsReadOnce checks that no question is embedded twice on its way to an answer, be
// it a follow-up, a comparison or a claim.
func TestQuestionIsReadOnce(t *testing.T) {
	history := asked("騰訊申請了多少件專利？")
	for name, ask := range map[string]func(*rag.Engine) error{
		"question": func(e *rag.Engine) error {
			_, err := e.Answer(t.Context(), rag.Question{Text: patents}, nil)
			return err
		},
		"follow-up": func(e *rag.Engine) error {
			_, err := e.Answer(t.Context(), rag.Question{Text: "那產量呢？", History: history}, nil)
			return err
		},
		"follow-up with a model": func(e *rag.Engine) error {
			_, err := e.Answer(t.Context(), rag.Question{Text: "那2022年的產量呢？", History: history}, nil)
			return err
		},
		"comparison": func(e *rag.Engine) error {
			_, err := e.Answer(t.Context(), rag.Question{Text: "青嵐鎮和石港鎮的人口有什麼不同？"}, nil)
			return err
		},
		"claim": func(e *rag.Engine) error {
			_, err := e.Claims(t.Context(), "騰訊申請的專利超過6.6萬件。")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			articles := append([]*corpus.Article{builtin(t)}, mustReadTowns(t)...)
			x, counted := index.New(articles), &embedded{Scripted: indextest.Noise, questions: map[string]int{}}
			indextest.MustEmbed(t, x, counted)
			o := rag.Options{Embedder: counted}
			if strings.Contains(name, "model") {
				o.Writing = &rag.Writing{Generator: &instant{}}
			}
			e, err := rag.New(x, o)
			if err != nil {
				t.Fatal(err)
			}
			if err := ask(e); err != nil {
				t.Fatal(err)
			}
			if len(counted.questions) == 0 {
				t.Error("nothing was embedded")
			}
			for text, n := range counted.questions {
				if n > 1 {
					t.Errorf("%s was embedded %d times", text, n)
				}
			}
		})
	}
}

// TestReplyLanguage checks that a message without letters gets its reply and suggestions in
// the language of the article, and any other in its own language.
func TestReplyLanguage(t *testing.T) {
	e := localEngine(t, builtin(t))
	for message, want := range map[string]string{"？？？": "你可以用", "🐼": "你可以用", "42": "你可以用", "請問?": "你可以用", "asdf": "Ask me", "👋": "你好！", "help": "Ask me", "帮助": "你可以像"} {
		a := mustAnswer(t, e, rag.Question{Text: message})
		if !strings.HasPrefix(a.Text, want) || a.Tier != "" || len(a.Footnotes) > 0 {
			t.Errorf("%s: %+v", message, a)
		}
	}
	next, err := e.Suggest(t.Context(), mustAnswer(t, e, rag.Question{Text: "？？？"}), 3)
	if err != nil || len(next) != 3 || !strings.HasSuffix(next[0], "？") {
		t.Errorf("%q, %v", next, err)
	}
}

// TestEllipticalGoesOn checks that 為什麼, or a number, continues a question but not a
// greeting. If it is then refused, it is in the language of the article.
func TestEllipticalGoesOn(t *testing.T) {
	e := newEngine(t, builtin(t))
	greeted, asked := rag.Turn{Question: "你好", Answer: "你好！"}, rag.Turn{Question: patents, Answer: "騰訊申請的專利超過6.6萬件。 [1]"}
	for _, message := range []string{"為什麼", "42"} {
		for _, c := range []struct {
			history []rag.Turn
			want    intent.Kind
		}{{nil, intent.Help}, {[]rag.Turn{greeted}, intent.Help}, {[]rag.Turn{asked}, intent.Question}, {[]rag.Turn{asked, greeted}, intent.Question}} {
			a := mustAnswer(t, e, rag.Question{Text: message, History: c.history})
			if a.Intent != c.want || strings.Contains(a.Text, "article") {
				t.Errorf("%s after %d turns: %+v", message, len(c.history), a)
			}
		}
	}
}
