package main

import (
	"errors"

	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/openai"
)

// hasModel reports whether a language model is to write: one is asked for, or
// one is set up.
func (a *app) hasModel() bool {
	return a.Mode == "llm" || a.Mode == "auto" && (a.key != "" || a.BaseURL != "")
}

// generator is the language model that the settings choose.
func (a *app) generator() (*openai.Generator, error) {
	if a.key == "" && a.BaseURL == "" {
		return nil, &failure{what: "mode llm", err: errors.New("neither a key nor a server is set"), status: statusUsage,
			code: "configuration", hint: "set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own; or use --mode extractive"}
	}
	g, err := openai.NewGenerator(openai.GeneratorOptions{
		BaseURL: a.BaseURL, Key: a.key, Model: a.Model, Timeout: a.LLMTimeout, FirstToken: a.LLMFirst, MaxTokens: a.LLMTokens,
		Concurrent: a.LLMConcurrent, PerMinute: a.LLMPerMinute, Budget: a.LLMBudget, InputPrice: a.PriceInput, OutputPrice: a.PriceOutput,
	})
	if err != nil {
		return nil, &failure{what: "language model", err: err, status: statusUsage, code: "configuration", hint: "see footnote --help for the flags of the language model"}
	}
	return g, nil
}

// writing is how the language model writes, nil where there is none. done ends
// what it keeps open.
func (a *app) writing() (w *rag.Writing, done func(), err error) {
	if !a.hasModel() {
		return nil, func() {}, nil
	}
	g, err := a.generator()
	if err != nil {
		return nil, nil, err
	}
	w = &rag.Writing{Generator: g, Strict: a.Mode == "llm", Timeout: a.LLMTimeout, ContextTokens: a.LLMContext}
	done = func() {
		if used := g.Usage(); a.Verbose && used.Requests > 0 {
			a.note("%s: %d requests, %d tokens in, %d out, cost %.6g", g.Model(), used.Requests, used.InputTokens, used.OutputTokens, used.Cost)
		}
	}
	if !a.NoCache {
		answers := store.OpenAnswers(a.database(), store.Limits{}, func(warning string) { a.note("%s", warning) })
		w.Answers = answers
		report := done
		done = func() {
			report()
			answers.Close()
		}
	}
	return w, done, nil
}
