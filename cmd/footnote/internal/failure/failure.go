// Package failure explains errors of all packages on the command line: what failed, what to do
// about it, and the exit status.
package failure

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"footnote/bot/gateway"
	"footnote/cmd/footnote/internal/env"
	"footnote/cmd/footnote/internal/term"
	"footnote/cmd/footnote/internal/upkeep"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/internal/setup"
	"footnote/library"
	"footnote/library/store"
	"footnote/library/subscription"
	"footnote/rag"
	"footnote/rag/openai"
)

// The exit statuses.
const (
	StatusFailed      = 1
	StatusUsage       = 2
	StatusInterrupted = 130
)

// Usage returns err as an error in the command line, unless err is known to be of another kind.
func Usage(err error) error {
	if file, ok := errors.AsType[*env.FileError](err); ok {
		return Explain(file)
	}
	if value, ok := errors.AsType[*env.ValueError](err); ok {
		return &term.Failure{What: inSettings, Err: value, Status: StatusUsage, Code: "configuration", Hint: settingsHint}
	}
	if known, ok := errors.AsType[*term.Failure](err); ok {
		return known
	}
	return &term.Failure{What: commandLine, Err: err, Status: StatusUsage, Code: "usage", Hint: "see footnote --help"}
}

// UsageOf is [Usage] with a hint at the help of group, a command with subcommands. group may be
// empty.
func UsageOf(group string, err error) error {
	err = Usage(err)
	if f, ok := errors.AsType[*term.Failure](err); ok && group != "" && f.What == commandLine {
		f.Hint = fmt.Sprintf("see footnote %s --help", group)
	}
	return err
}

// Usagef is [Usage] with a formatted error.
func Usagef(format string, args ...any) error { return Usage(fmt.Errorf(format, args...)) }

// Explain turns an error of another package into a failure with a hint.
func Explain(err error) *term.Failure {
	var (
		f        *term.Failure
		settings *env.FileError
		unmade   *setup.Error
		unclear  *setup.UnclearError
		article  *doc.Error
		address  *fetch.Error
		unknown  *upkeep.UnknownError
		stopped  *subscription.StoppedError
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
	case errors.As(err, &settings):
		return &term.Failure{Err: settings, Status: StatusUsage, Code: "configuration", Hint: "compare it with .env.example; --env-file FILE reads another one instead"}
	case errors.As(err, &unmade):
		return explainSettings(unmade)
	case errors.As(err, &unclear):
		return Explain(ExplainName("--only", unclear))
	case errors.Is(err, context.Canceled):
		return &term.Failure{Err: errors.New("interrupted"), Status: StatusInterrupted, Code: "interrupted"}
	case errors.As(err, &stopped):
		return &term.Failure{Err: stopped, Status: StatusFailed, Code: "address", Hint: "what was read is kept; the same command goes on from there"}
	case errors.As(err, &unknown):
		return &term.Failure{What: "library sync", Err: unknown, Status: StatusUsage, Code: "usage", Hint: "footnote library sync --list shows what is; library add takes --every for a page, --follow for a site, and sitemaps"}
	case errors.As(err, &article):
		return &term.Failure{Err: article, Status: StatusFailed, Code: "article", Hint: article.Hint}
	case errors.As(err, &address):
		return &term.Failure{Err: address, Status: StatusFailed, Code: "address", Hint: address.Hint}
	case errors.As(err, &file):
		return &term.Failure{Err: err, Status: StatusFailed, Code: "data", Hint: file.Hint}
	case errors.As(err, &damage):
		return &term.Failure{Err: err, Status: StatusFailed, Code: "data"}
	case errors.As(err, &limit):
		return &term.Failure{Err: err, Status: StatusFailed, Code: "limit"}
	case errors.As(err, &later):
		return &term.Failure{What: "library", Err: later, Status: StatusFailed, Code: "article", Hint: fmt.Sprintf("footnote library remove %s makes room for it", later.Later)}
	case errors.As(err, &discord):
		return &term.Failure{Err: discord, Status: StatusUsage, Code: "discord", Hint: discord.Hint}
	case errors.As(err, &question):
		return &term.Failure{Err: question, Status: StatusUsage, Code: "question", Hint: `ask like this: footnote ask "盤古氣象大模型能提供什麼樣的預報?"`}
	case errors.As(err, &model):
		f := &term.Failure{Err: model, Status: StatusFailed, Code: "llm", Hint: "use --mode auto to be answered from the article where the model fails"}
		if errors.As(err, &api) {
			f.Code, f.Hint = string(api.Kind), api.Hint
		}
		return f
	case errors.As(err, &api):
		return &term.Failure{What: "embedder", Err: api, Status: StatusFailed, Code: string(api.Kind), Hint: api.Hint}
	}
	f = &term.Failure{Err: err, Status: StatusFailed, Code: "failed"}
	if errors.Is(err, fs.ErrExist) {
		f.Hint = "no file is overwritten; name another one, or move this one away"
	}
	return f
}

// explainSettings explains settings that cannot work.
func explainSettings(err *setup.Error) *term.Failure {
	f := &term.Failure{What: string(err.Part), Err: err, Status: StatusUsage, Code: "configuration"}
	if err.Kind == setup.Invalid {
		f.Err = inFlags(err)
	}
	switch {
	case err.Kind == setup.Missing && err.Part == setup.PartEmbedder:
		f.Hint = "set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own; or use --embedder local"
	case err.Kind == setup.Missing && err.Part == setup.PartVision:
		f.Hint = "set FOOTNOTE_VISION_BASE_URL or FOOTNOTE_VISION_API_KEY, or those of the language model, OPENAI_BASE_URL or OPENAI_API_KEY"
	case err.Kind == setup.Missing:
		f.What, f.Hint = "mode llm", "set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own; or use --mode extractive"
	case err.Kind == setup.Invalid && strings.Contains(err.Error(), "option Key "):
		f.Hint = "set the key alone, exactly as the service shows it"
	case err.Kind == setup.Invalid && err.Part == setup.PartEmbedder:
		f.Hint = "see footnote --help for the flags of embeddings"
	case err.Kind == setup.Invalid && err.Part == setup.PartVision:
		f.Hint = "see footnote --help for the flags of pictures and scans"
	case err.Kind == setup.Invalid:
		f.Hint = "see footnote --help for the flags of the language model"
	case err.Kind == setup.BadScope:
		return Explain(Usagef("--scope is local, guild:ID or person:ID, not %q", string(err.Scope)))
	case err.Kind == setup.StdinTwice:
		return Explain(Usagef("standard input can be read only once, but --article - is given twice"))
	case err.Kind == setup.NoArticles:
		f.What, f.Status, f.Code = "library", StatusFailed, "article"
		f.Hint = fmt.Sprintf("footnote library add --scope %s PATH adds some; --article built-in asks about the built-in article", err.Scope)
	}
	return f
}

// ExplainName explains that it is unclear which article is meant, and lists those that match.
// It returns any other error unchanged.
func ExplainName(what string, err error) error {
	e, ok := errors.AsType[*setup.UnclearError](err)
	if !ok {
		return err
	}
	f := &term.Failure{What: what, Status: StatusUsage, Code: "article", Hint: "give the whole id or title of one"}
	for _, m := range e.Matches {
		f.Matches = append(f.Matches, term.Match(m))
	}
	wanted := term.Line(e.Name)
	switch {
	case wanted == "":
		f.Err, f.Hint = errors.New("an article without a name is none"), listHint
	case len(f.Matches) == 0:
		f.Err, f.Hint = fmt.Errorf("no article is called %q", wanted), listHint
	case e.Exact:
		f.Err, f.Hint = fmt.Errorf("%d articles are called %q", len(f.Matches), wanted), "give the id of one"
	case len(f.Matches) == 1:
		f.Err = fmt.Errorf("no article is called %q; one comes near", wanted)
	default:
		f.Err = fmt.Errorf("no article is called %q; %d come near", wanted, len(f.Matches))
	}
	return f
}

const listHint = "footnote library list shows ids and titles"
