// Package doctor checks the setup: the articles, the embedder and the judge, the language
// model, and the place where data is kept.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"footnote/bot/texts"
	"footnote/cmd/footnote/internal/term"
	"footnote/internal/setup"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
)

// A Check is the result of one check.
type Check struct {
	Name   string `json:"name"`
	Status string `json:"status"` // ok, warn, fail or off
	Detail string `json:"detail"`
	Hint   string `json:"hint"`
}

// A Doctor checks a setup. Explain turns an error into one with a hint.
type Doctor struct {
	Setup   *setup.Setup
	Token   string // the bot's token; empty if there is none
	API     string // address of a stand-in for Discord; empty means Discord itself
	Explain func(error) *term.Failure
	// Programs describes the API for other programs. It is nil, or returns "", if the API is
	// off.
	Programs func() (string, error)
	// Texts reads the operator's replacements for the bot's texts; nil means that there are
	// none.
	Texts func() (texts.Overrides, error)
	// Exposed is a file with a secret that other users of this machine may read, and Mode its
	// permissions. Exposed is empty if there is no such file.
	Exposed string
	Mode    fs.FileMode
}

// Checks runs all checks, one after another.
func (d Doctor) Checks(ctx context.Context) (all []Check) {
	checks := []func(context.Context) Check{
		d.checkArticles, d.checkAnswer, d.checkEmbedder, d.checkJudge, d.checkModel, d.checkVision, d.checkData, d.checkLibrary,
	}
	if store.IsAddress(d.Setup.Data) {
		checks = append(checks, d.checkServes)
	}
	for _, check := range checks {
		all = append(all, check(ctx))
	}
	if d.Exposed != "" {
		all = append(all, Check{"secrets", "warn", fmt.Sprintf("%s holds a secret and can be read by others on this machine (%s)", d.Exposed, d.Mode), "chmod 600 " + d.Exposed})
	}
	all = append(append(append(all, checkProxy()...), d.checkTexts()...), d.checkPrograms())
	return append(all, d.checkDiscord(ctx)...)
}

// failing returns a check that failed with err.
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
	detail := fmt.Sprintf("%s is asked about: %s, %s; the first is %s", source, term.Count(len(articles), "article"), term.Count(passages, "passage"), articles[0].Title)
	c := Check{name, "ok", detail, ""}
	if warnings > 0 {
		c.Status = "warn"
		c.Detail += "; " + term.Count(warnings, "warning")
		c.Hint = "footnote index shows what looks wrong in it"
	}
	return c
}

// checkAnswer asks about the built-in article a question whose answer is known.
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
	return Check{name, "ok", "a question about the built-in article is answered rightly", ""}
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

// checkJudge has the judge read a passage.
func (d Doctor) checkJudge(ctx context.Context) Check {
	const name = "judge"
	judge, err := d.Setup.Judge()
	if err != nil {
		return d.failing(name, err)
	}
	if judge == nil {
		return Check{name, "off", "words and vectors decide what answers", "--judge on; with " + setup.Kernels() + ", as here, it takes " + setup.JudgeTime() + " for each question"}
	}
	if _, err := judge.Question(ctx, "測試", [][]string{{"這是測試。"}}); err != nil {
		return d.failing(name, err)
	}
	return Check{name, "ok", "reads the best passages together with the question, with " + setup.Kernels(), ""}
}

// checkModel requests a single word from the language model.
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

// checkPrograms describes the API for other programs.
func (d Doctor) checkPrograms() Check {
	const name = "api"
	if d.Programs == nil {
		return Check{name, "off", "other programs are not answered", ""}
	}
	detail, err := d.Programs()
	switch {
	case err != nil:
		return d.failing(name, err)
	case detail == "":
		return Check{name, "off", "other programs are not answered", "footnote serve --api 127.0.0.1:8080; docs/api.md"}
	}
	return Check{name, "ok", detail, ""}
}
