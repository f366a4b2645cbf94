// Package setup puts together what answers: from settings to the store, the
// articles, the embedder, the language model and the engine on top of them. It is
// the one place where that is done, for commands, for the bot and for tools.
//
// Settings come in as plain values. Flags, the environment and files of settings
// are read elsewhere, and so is what a person sees: progress and warnings go
// through a [Setup]'s fields, and what the settings do not allow is an [*Error].
package setup

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"sync"

	"footnote/corpus/fetch"
	"footnote/rag"
	"footnote/rag/decide"
	"footnote/rag/index"
	"footnote/rag/openai"
)

// Settings are what a person chose. The zero value answers from the library of
// the command line or, where it is empty, from the built-in article, with the
// built-in embedder and without a language model.
type Settings struct {
	// Articles are the files to answer from: paths, [doc.Stdin] or [Builtin].
	// Empty is the library's.
	Articles []string
	Only     string    // the id or title of the one article to answer from, or a part of either; empty is all
	Stdin    io.Reader // read where Articles names it

	Scope     string // whose library; empty is the command line's
	Data      string // folder of what is kept between runs, or address of a server of PostgreSQL; empty is footnote in the user's data directory
	Untrusted bool   // Data comes from a file that was merely found, so no machine code is run from it

	Embedder string                 // local, openai or none; empty is local
	Vectors  openai.EmbedderOptions // for the embedder openai

	Judging string // auto, on or off; empty is auto

	Mode    string                  // auto, extractive or llm; empty is auto
	Model   openai.GeneratorOptions // the language model
	Context int                     // about how many tokens of the articles it is shown
	NoCache bool                    // keeps no answer of it
	// SelfCheck has the model asked about what the check of its statements is not sure of.
	SelfCheck bool

	Version      string   // of the program, as servers of pages see it
	PrivateHosts []string // inside the own network, that pages may be fetched from, with a port where it is not the usual one
	Contact      string   // an address that they see beside it; may be empty
}

// Progress shows how much is done of what takes long.
type Progress interface {
	Show(done, total int)
	End()
}

// A Setup makes what its settings describe. Its fields are set before it is used;
// then it is safe for concurrent use.
type Setup struct {
	Settings
	// Log gets what a person should know and what ends nothing.
	Log *slog.Logger
	// Progress begins a piece of work that takes long.
	Progress func(what string) Progress
	// Calibration says which evidence is enough to answer. Nil is the built-in one.
	Calibration decide.Calibration
	// Used is told in the end what was used of a language model; nil is not.
	Used func(model string, total openai.Usage)
	// CompilePDF compiles the engine that reads PDF into a folder. Nil reads PDF
	// without, slowly.
	CompilePDF func(ctx context.Context, folder string) error

	// RenewAll makes all vectors of an older version anew before anything is asked,
	// not only a few.
	RenewAll bool

	once     sync.Once
	embedder index.Embedder
	failed   error

	judgeOnce sync.Once
	judge     rag.Judge
	noJudge   error
}

// New makes what the settings describe, without telling anybody of its work.
func New(s Settings) *Setup {
	return &Setup{Settings: s, Log: slog.New(slog.DiscardHandler), Progress: func(string) Progress { return silent{} }}
}

type silent struct{}

func (silent) Show(int, int) {}
func (silent) End()          {}

// Agent is how the program calls itself to servers of pages.
func (s *Settings) Agent() string {
	name := "Footnote/" + strings.Trim(s.Version, "()")
	if s.Contact != "" {
		name += " (+" + s.Contact + ")"
	}
	return name
}

// Web fetches addresses of the network. The caller closes it.
func (s *Settings) Web() (*fetch.Fetcher, error) {
	return fetch.New(fetch.Options{UserAgent: s.Agent()})
}

// warn is a warning to whoever reads the log.
func (s *Setup) warn(warning string) { s.Log.Warn(warning) }
