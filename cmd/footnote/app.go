package main

import (
	"context"
	"fmt"
	"log/slog"
	"sync"

	"footnote/cmd/footnote/internal/term"
	"footnote/internal/setup"
	"footnote/rag/openai"
)

// app is what a command runs with: its context, the parsed flags, the streams and the setup.
type app struct {
	ctx context.Context
	*cli
	streams
	setup *setup.Setup
}

func newApp(ctx context.Context, c *cli, s streams) *app {
	a := &app{ctx, c, s, setup.New(c.settings(s))}
	a.setup.Log = slog.New(&warnings{app: a})
	a.setup.Progress = func(what string) setup.Progress { return a.progress(what) }
	a.setup.CompilePDF = a.compilePDF
	a.setup.Used = func(model string, total openai.Usage) {
		if a.Verbose {
			a.note("%s: %d requests, %d tokens in, %d out, cost %.6g", model, total.Requests, total.InputTokens, total.OutputTokens, total.Cost)
		}
	}
	return a
}

// settings translates the flags for package setup.
func (c *cli) settings(s streams) setup.Settings {
	return setup.Settings{
		Articles: c.Article, Only: c.Only, Stdin: s.in, Scope: c.Scope, Data: c.Data, Untrusted: c.dataFound, Version: programVersion(), Contact: c.Contact, PrivateHosts: c.PrivateHosts,
		Embedder: c.Embedder, Judging: c.Judge, Mode: c.Mode, Context: c.LLMContext, NoCache: c.NoCache, SelfCheck: c.SelfCheck, Vision: c.Options(c.BaseURL, c.key),
		Vectors: openai.EmbedderOptions{
			BaseURL: c.BaseURL, Key: c.key, Model: c.EmbedModel, Dimensions: c.Dimensions, BatchSize: c.Batch,
			QueryPrefix: c.QueryPrefix, PassagePrefix: c.PassagePrefix, Timeout: c.EmbedTimeout,
		},
		Model: openai.GeneratorOptions{
			BaseURL: c.BaseURL, Key: c.key, Model: c.Model, Timeout: c.LLMTimeout, FirstToken: c.LLMFirst, MaxTokens: c.LLMTokens,
			Concurrent: c.LLMConcurrent, PerMinute: c.LLMPerMinute, Budget: c.LLMBudget, InputPrice: c.PriceInput, OutputPrice: c.PriceOutput,
		},
	}
}

// A worker is a command that is implemented in a package of its own.
type worker interface {
	Run(ctx context.Context, s *setup.Setup, to term.To) error
}

// working adapts a worker to the runner interface.
type working struct{ worker }

func (w working) Run(a *app) error {
	return w.worker.Run(a.ctx, a.setup, term.To{Out: a.out, JSON: a.JSON, Note: a.note, Bar: a.progress})
}

// note prints a remark about the work to standard error, unless --quiet is set.
func (a *app) note(format string, args ...any) {
	if !a.Quiet {
		_ = a.err.Line("footnote: %s", a.inWords()(fmt.Sprintf(format, args...))) // there is nowhere else to report it
	}
}

// progress returns a progress bar for a long task.
func (a *app) progress(what string) term.Bar {
	if a.Quiet || a.JSON {
		return term.Bar{}
	}
	return a.err.Bar(what)
}

// print prints text of any number of lines, unchanged.
func (a *app) print(text string) error { return written(a.out.Text(text)) }

func (a *app) show(page *term.Page) error { return written(a.out.Show(page)) }

// written wraps an error from printing a result.
func written(err error) error {
	if err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// warnings is a log handler that shows warnings as notes, for commands that end soon. A warning
// that repeats the one before it is printed once.
type warnings struct {
	*app
	mu   sync.Mutex
	last string
}

func (*warnings) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }

func (w *warnings) Handle(_ context.Context, r slog.Record) error {
	line := r.Message
	r.Attrs(func(a slog.Attr) bool {
		line += ": " + term.Line(a.Value.String())
		return true
	})
	w.mu.Lock()
	defer w.mu.Unlock()
	if line != w.last {
		w.note("%s", line)
	}
	w.last = line
	return nil
}

func (w *warnings) WithAttrs([]slog.Attr) slog.Handler { return w }
func (w *warnings) WithGroup(string) slog.Handler      { return w }
