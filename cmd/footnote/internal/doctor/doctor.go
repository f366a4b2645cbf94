// Package doctor checks what is set up: the articles, what makes vectors and judges
// them, the language model, and what everything is kept in.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"footnote/bot/texts"
	"footnote/cmd/footnote/internal/term"
	"footnote/internal/setup"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

// A Check is what came of looking at one thing.
type Check struct {
	Name   string `json:"name"`
	Status string `json:"status"` // ok, warn, fail or off
	Detail string `json:"detail"`
	Hint   string `json:"hint"`
}

// A Doctor looks at a setup. Explain turns an error into one with a hint.
type Doctor struct {
	Setup   *setup.Setup
	Token   string // of Discord's bot; empty is none
	API     string // of what stands in for Discord; empty is Discord
	Explain func(error) *term.Failure
	// Texts reads those that stand in the place of the bot's own; nil is that there are
	// none.
	Texts func() (texts.Overrides, error)
}

// Checks looks at one thing after another.
func (d Doctor) Checks(ctx context.Context) (all []Check) {
	checks := []func(context.Context) Check{
		d.checkArticles, d.checkAnswer, d.checkEmbedder, d.checkJudge, d.checkModel, d.checkData, d.checkLibrary,
	}
	if store.IsAddress(d.Setup.Data) {
		checks = append(checks, d.checkServes)
	}
	for _, check := range checks {
		all = append(all, check(ctx))
	}
	all = append(all, d.checkTexts()...)
	return append(all, d.checkDiscord(ctx)...)
}

// failing is a check that failed with an error.
func (d Doctor) failing(name string, err error) Check {
	f := d.Explain(err)
	return Check{name, "fail", f.Error(), f.Hint}
}

func (d Doctor) checkArticles(ctx context.Context) Check {
	const name = "article"
	source, err := d.Setup.Source(ctx)
	if err != nil {
		return d.failing(name, err)
	}
	defer source.Close()
	articles, err := source.Articles(ctx)
	if err != nil {
		return d.failing(name, err)
	}
	passages, warnings := 0, 0
	for _, article := range articles {
		passages += len(article.Passages)
		warnings += len(article.Warnings)
	}
	detail := fmt.Sprintf("%s is asked about: %s, %s; the first is %s", source, Count(len(articles), "article"), Count(passages, "passage"), articles[0].Title)
	c := Check{name, "ok", detail, ""}
	if warnings > 0 {
		c.Status = "warn"
		c.Detail += "; " + Count(warnings, "warning")
		c.Hint = "footnote index shows what looks wrong in it"
	}
	return c
}

// checkAnswer asks the built-in article a question whose answer is known.
func (d Doctor) checkAnswer(ctx context.Context) Check {
	const name = "answers"
	engine, err := d.Setup.SearcherOfBuiltin(ctx)
	if err != nil {
		return d.failing(name, err)
	}
	answer, err := engine.Answer(ctx, rag.Question{Text: "2022年我國數據存儲量是多少?"}, nil)
	if err != nil {
		return d.failing(name, err)
	}
	if len(answer.Footnotes) == 0 || !strings.Contains(answer.Footnotes[0].Quote, "724.5EB") {
		return d.failing(name, errors.New("the built-in article was not answered from rightly"))
	}
	return Check{name, "ok", "extractive, from the built-in article", ""}
}

func (d Doctor) checkEmbedder(ctx context.Context) Check {
	const name = "embedder"
	e, err := d.Setup.NewEmbedder()
	if err != nil {
		return d.failing(name, err)
	}
	if e == nil {
		return Check{name, "off", "words alone are matched, and translated by a dictionary", "--embedder local"}
	}
	vectors, err := e.Embed(ctx, index.RoleQuery, []string{"測試"})
	if err != nil {
		return d.failing(name, err)
	}
	return Check{name, "ok", fmt.Sprintf("%s answers with %d numbers", e.Model(), len(vectors[0])), ""}
}

// checkJudge has a passage read.
func (d Doctor) checkJudge(ctx context.Context) Check {
	const name = "judge"
	judge, err := d.Setup.Judge()
	if err != nil {
		return d.failing(name, err)
	}
	if judge == nil {
		return Check{name, "off", "words and vectors decide what answers", "--judge on; without AVX2 it takes seconds for each question"}
	}
	if _, err := judge.Question(ctx, "測試", [][]string{{"這是測試。"}}); err != nil {
		return d.failing(name, err)
	}
	return Check{name, "ok", "reads the best passages together with the question", ""}
}

// checkModel asks the language model for a word.
func (d Doctor) checkModel(ctx context.Context) Check {
	const name = "llm"
	if !d.Setup.HasModel() {
		return Check{name, "off", "answers are sentences of the article", "OPENAI_API_KEY or OPENAI_BASE_URL turns a language model on"}
	}
	g, err := d.Setup.Generator()
	if err != nil {
		return d.failing(name, err)
	}
	if err := g.Check(ctx); err != nil {
		return d.failing(name, &rag.WriteError{Model: g.Model(), Err: err})
	}
	return Check{name, "ok", g.Model() + " answers", ""}
}

// Count is a number of things, in words.
func Count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
