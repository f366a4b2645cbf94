package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"footnote/cmd/footnote/internal/term"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

type doctorCommand struct{}

func (doctorCommand) Help() string {
	return `Checks the article, the library, the embedder, the judge, the language model and Discord. What is off is not needed for the rest to work.
Then it says where each setting comes from that is not at its default. The exit status is 1 if a check fails.`
}

type check struct {
	Name   string `json:"name"`
	Status string `json:"status"` // ok, warn, fail or off
	Detail string `json:"detail"`
	Hint   string `json:"hint"`
}

func (doctorCommand) Run(a *app) error {
	checks := []check{a.checkArticles(), a.checkAnswer(), a.checkEmbedder(), a.checkJudge(), a.checkModel(), a.checkData(), a.checkLibrary()}
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
		return &term.Failure{What: "doctor", Err: fmt.Errorf("%d of %d checks failed", failed, len(checks)), Status: statusFailed, Code: "doctor", Told: true}
	}
	return nil
}

func (a *app) printChecks(checks []check) error {
	if a.JSON {
		return a.out.JSON(map[string]any{"checks": checks, "settings": a.origins})
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

// failing is a check that failed with an error.
func failing(name string, err error) check {
	f := explain(err)
	return check{name, "fail", f.Error(), f.Hint}
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
	engine, err := a.setup.SearcherOfBuiltin(a.ctx)
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

// checkJudge has a passage read.
func (a *app) checkJudge() check {
	const name = "judge"
	judge, err := a.setup.Judge()
	if err != nil {
		return failing(name, err)
	}
	if judge == nil {
		return check{name, "off", "words and vectors decide what answers", "--judge on; without AVX2 it takes seconds for each question"}
	}
	if _, err := judge.Question(a.ctx, "測試", [][]string{{"這是測試。"}}); err != nil {
		return failing(name, err)
	}
	return check{name, "ok", "reads the best passages together with the question", ""}
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

// checkData opens what is kept, for writing. What cannot be kept is only a
// warning: answers come all the same.
func (a *app) checkData() check {
	const name, other = "data", "--data DIR chooses another directory"
	path := a.setup.Database()
	if path == "" {
		return check{name, "warn", "there is no place where anything is kept", other}
	}
	db, err := store.OpenLibrary(a.ctx, path)
	if err != nil {
		return check{name, "warn", err.Error(), cmp.Or(explain(err).Hint, other)}
	}
	defer db.Close()
	return check{name, "ok", path + " keeps articles, vectors and answers", ""}
}

// checkLibrary reads all articles of all scopes.
func (a *app) checkLibrary() check {
	const name = "library"
	db, err := a.setup.StoreToRead(a.ctx)
	if err != nil {
		return failing(name, err)
	}
	var s library.Survey
	if db != nil {
		defer db.Close()
		if s, err = library.Examine(a.ctx, db); err != nil {
			return failing(name, err)
		}
	}
	c := check{name, "ok", fmt.Sprintf("%s in %s, all whole", count(s.Articles, "article"), count(s.Scopes, "scope")), ""}
	switch {
	case s.Articles == 0:
		return check{name, "off", "there are no articles in it; answers come from the built-in one", "footnote library add PATH adds some"}
	case len(s.Damaged) > 0:
		first := s.Damaged[0]
		c.Status = "fail"
		c.Detail = fmt.Sprintf("%s in %s, %d of them damaged", count(s.Articles, "article"), count(s.Scopes, "scope"), len(s.Damaged))
		c.Hint = fmt.Sprintf("footnote library remove --scope %s %s, and add it again; or footnote restore BACKUP", first.Scope, first.ID)
	}
	return c
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
