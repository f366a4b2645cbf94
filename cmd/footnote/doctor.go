package main

import (
	"errors"
	"fmt"
	"strings"

	"footnote/cmd/footnote/internal/term"
	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/index"
)

type doctorCommand struct{}

func (doctorCommand) Help() string {
	return `Checks the article, the library, the embedder, the language model and Discord. What is off is not needed for the rest to work.
Then it says where each setting comes from that is not at its default. The exit status is 1 if a check fails.`
}

type check struct {
	Name   string `json:"name"`
	Status string `json:"status"` // ok, warn, fail or off
	Detail string `json:"detail"`
	Hint   string `json:"hint"`
}

func (doctorCommand) Run(a *app) error {
	checks := []check{a.checkArticles(), a.checkAnswer(), a.checkEmbedder(), a.checkModel(), a.checkData(), a.checkLibrary()}
	checks = append(checks, a.checkDiscord()...)
	failed := 0
	for _, c := range checks {
		if c.Status == "fail" {
			failed++
		}
	}
	if err := a.printChecks(checks); err != nil {
		return err
	}
	if err := a.ctx.Err(); err != nil {
		return err
	}
	if failed > 0 {
		return &failure{what: "doctor", err: fmt.Errorf("%d of %d checks failed", failed, len(checks)), status: statusFailed, code: "doctor"}
	}
	return nil
}

func (a *app) printChecks(checks []check) error {
	if a.JSON {
		return printJSON(a.out, map[string]any{"checks": checks, "settings": a.origins})
	}
	var out term.Page
	for _, c := range checks {
		out.Line("%-4s  %-10s %s", c.Status, c.Name, c.Detail)
		if c.Hint != "" {
			out.Line("      %-10s hint: %s", "", c.Hint)
		}
	}
	for _, o := range a.origins {
		out.Line("      %-22s %-22s %s", o.Name, o.Value, o.Text())
	}
	return a.show(&out)
}

// failing is a check that an error ended.
func failing(name string, err error) check {
	f := explain(err)
	return check{name, "fail", f.Error(), f.hint}
}

func (a *app) checkArticles() check {
	const name = "article"
	source, err := a.setup.Source(a.ctx)
	if err != nil {
		return failing(name, err)
	}
	defer source.Close()
	articles, err := source.Articles(a.ctx)
	if err != nil {
		return failing(name, err)
	}
	passages, warnings := 0, 0
	for _, article := range articles {
		passages += len(article.Passages)
		warnings += len(article.Warnings)
	}
	detail := fmt.Sprintf("%s is asked about: %s, %s; the first is %s", source, count(len(articles), "article"), count(passages, "passage"), articles[0].Title)
	c := check{name, "ok", detail, ""}
	if warnings > 0 {
		c.Status = "warn"
		c.Detail += fmt.Sprintf("; %d places look broken", warnings)
		c.Hint = "footnote index shows them"
	}
	return c
}

// checkAnswer asks the built-in article a question whose answer is known.
func (a *app) checkAnswer() check {
	const name = "answers"
	article, err := corpus.Builtin()
	if err != nil {
		return failing(name, err)
	}
	engine, err := a.setup.SearcherOf(a.ctx, article)
	if err != nil {
		return failing(name, err)
	}
	answer, err := engine.Answer(a.ctx, rag.Question{Text: "2022年我國數據存儲量是多少?"}, nil)
	if err != nil {
		return failing(name, err)
	}
	if len(answer.Footnotes) == 0 || !strings.Contains(answer.Footnotes[0].Quote, "724.5EB") {
		return failing(name, errors.New("the built-in article was not answered from rightly"))
	}
	return check{name, "ok", "extractive, from the built-in article", ""}
}

func (a *app) checkEmbedder() check {
	const name = "embedder"
	e, err := a.setup.NewEmbedder()
	if err != nil {
		return failing(name, err)
	}
	if e == nil {
		return check{name, "off", "words alone are matched, and translated by a dictionary", "--embedder local"}
	}
	vectors, err := e.Embed(a.ctx, index.RoleQuery, []string{"測試"})
	if err != nil {
		return failing(name, err)
	}
	return check{name, "ok", fmt.Sprintf("%s answers with %d numbers", e.Model(), len(vectors[0])), ""}
}

// checkModel asks the language model for a word.
func (a *app) checkModel() check {
	const name = "llm"
	if !a.setup.HasModel() {
		return check{name, "off", "answers are sentences of the article", "OPENAI_API_KEY or OPENAI_BASE_URL turns a language model on"}
	}
	g, err := a.setup.Generator()
	if err != nil {
		return failing(name, err)
	}
	if err := g.Check(a.ctx); err != nil {
		return failing(name, &rag.WriteError{Model: g.Model(), Err: err})
	}
	return check{name, "ok", g.Model() + " answers", ""}
}
