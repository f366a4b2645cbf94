package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"footnote/bot/gateway"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/openai"
)

// The exit statuses.
const (
	statusFailed      = 1
	statusUsage       = 2
	statusInterrupted = 130
)

// A failure is an error as a command line shows it: "footnote: WHAT: WHY" and a
// hint.
type failure struct {
	what   string // what failed; may be empty
	err    error
	status int    // exit status
	code   string // for programs
	hint   string // what to do next; may be empty

	matches []matchJSON // articles that may be meant; mostly none
}

func (f *failure) Error() string {
	if f.what == "" {
		return f.err.Error()
	}
	return f.what + ": " + f.err.Error()
}

func (f *failure) Unwrap() error { return f.err }

// report shows an error, on out too where a program reads it, and returns the
// exit status.
func report(err error, asJSON bool, s streams) int {
	if err == nil {
		return 0
	}
	f := explain(err)
	_ = s.err.Line("footnote: %s", f) // who cannot be told has no need to know
	for _, m := range f.matches {
		_ = s.err.Line("  %s  %s", m.ID, m.Title)
	}
	if f.hint != "" {
		_ = s.err.Line("hint: %s", f.hint)
	}
	if asJSON {
		message := strings.Join(strings.FieldsFunc(f.Error(), func(r rune) bool { return r < ' ' }), " ")
		body := map[string]any{"code": f.code, "message": message, "hint": f.hint}
		if len(f.matches) > 0 {
			body["matches"] = f.matches
		}
		_ = json.NewEncoder(s.out.Exact()).Encode(map[string]any{"error": body})
	}
	return f.status
}

// explain says what to do about an error that came from below.
func explain(err error) *failure {
	var (
		f        *failure
		article  *doc.Error
		address  *fetch.Error
		file     *store.OpenError
		damage   *store.DamageError
		limit    *library.LimitError
		question *rag.QuestionError
		api      *openai.Error
		model    *rag.WriteError
		discord  *gateway.FatalError
		later    *store.SupersededError
	)
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, context.Canceled):
		return &failure{err: errors.New("interrupted"), status: statusInterrupted, code: "interrupted"}
	case errors.As(err, &article):
		return &failure{err: article, status: statusFailed, code: "article", hint: article.Hint}
	case errors.As(err, &address):
		return &failure{err: address, status: statusFailed, code: "address", hint: address.Hint}
	case errors.As(err, &file):
		return &failure{err: err, status: statusFailed, code: "data", hint: file.Hint}
	case errors.As(err, &damage):
		return &failure{err: err, status: statusFailed, code: "data"}
	case errors.As(err, &limit):
		return &failure{err: err, status: statusFailed, code: "limit"}
	case errors.As(err, &later):
		return &failure{what: "library", err: later, status: statusFailed, code: "article", hint: fmt.Sprintf("footnote library remove %s makes room for it", later.Later)}
	case errors.As(err, &discord):
		return &failure{err: discord, status: statusUsage, code: "discord", hint: discord.Hint}
	case errors.As(err, &question):
		return &failure{err: question, status: statusUsage, code: "question", hint: `ask like this: footnote ask "盤古氣象大模型能提供什麼樣的預報?"`}
	case errors.As(err, &model):
		f := &failure{err: model, status: statusFailed, code: "llm", hint: "use --mode auto to be answered from the article where the model fails"}
		if errors.As(err, &api) {
			f.code, f.hint = string(api.Kind), api.Hint
		}
		return f
	case errors.As(err, &api):
		return &failure{what: "embedder", err: api, status: statusFailed, code: string(api.Kind), hint: api.Hint}
	}
	return &failure{err: err, status: statusFailed, code: "failed"}
}

// wantsJSON looks for --json where the command line could not be parsed.
func wantsJSON(args []string) bool {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	return slices.Contains(args, "--json")
}
