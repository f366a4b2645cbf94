package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"github.com/joho/godotenv"
)

// cli is the command line. Every flag can be set in the environment and in .env
// as well; a flag goes before the environment, the environment before .env.
type cli struct {
	Ask        askCommand        `cmd:"" help:"Answer a question with footnotes." group:"Ask"`
	Search     searchCommand     `cmd:"" help:"Show the passages that match best." group:"Ask"`
	Chat       chatCommand       `cmd:"" help:"Answer one question after another, follow-ups too." group:"Ask"`
	Library    libraryCommand    `cmd:"" help:"Keep articles to be asked about: add, list, show, remove, restore, export, import." group:"Articles"`
	Backup     backupCommand     `cmd:"" help:"Copy all that is kept into a file, while it is in use." group:"Articles"`
	Restore    restoreCommand    `cmd:"" help:"Put a backup in the place of what is kept." group:"Articles"`
	Index      indexCommand      `cmd:"" help:"Read and split the article; say what was repaired and what was not." group:"Articles"`
	Text       textCommand       `cmd:"" help:"Print the cleaned article, exactly as positions count it." group:"Articles"`
	Eval       evalCommand       `cmd:"" help:"Measure retrieval and refusal on questions with known answers." group:"The program"`
	Serve      serveCommand      `cmd:"" help:"Be a Discord bot that answers." group:"The program"`
	Doctor     doctorCommand     `cmd:"" help:"Say what is set up, what works, and what to do about the rest." group:"The program"`
	Completion completionCommand `cmd:"" help:"Print a completion script for a shell." group:"The program"`
	Version    versionCommand    `cmd:"" help:"Print the version." group:"The program"`
	Engine     engineCommand     `cmd:"" hidden:""`

	shared
}

// shared are the flags of every command.
type shared struct {
	Article  []string `help:"Article to ask about: text, Markdown, HTML, PDF, DOCX or EPUB; - is standard input, built-in the one of the program. Repeatable. Without it, those of the library, or the built-in one where there are none." placeholder:"PATH" env:"FOOTNOTE_ARTICLE" sep:"none"`
	Only     string   `help:"Ask about this one of the articles: its id or title, or a part of either that only it has." placeholder:"ARTICLE" env:"FOOTNOTE_ONLY"`
	Scope    string   `help:"Whose library: local, or guild:ID or person:ID of the Discord bot." default:"local" env:"FOOTNOTE_SCOPE"`
	Data     string   `help:"Directory for what is kept between runs: the library, vectors and answers. Without it, footnote in the user's data directory." placeholder:"DIR" env:"FOOTNOTE_DATA"`
	Contact  string   `help:"Address that servers see beside the program's name when it fetches pages." placeholder:"URL" env:"FOOTNOTE_CONTACT"`
	Embedder string   `help:"What makes vectors: local (built in), openai (any server with /v1/embeddings) or none (words alone)." enum:"local,openai,none" default:"local" env:"FOOTNOTE_EMBEDDER"`
	Mode     string   `help:"Who writes: extractive (sentences of the article), llm (a language model, or an error), or auto (a language model where one is set up, sentences of the article where it fails)." enum:"auto,extractive,llm" default:"auto" env:"FOOTNOTE_MODE"`
	JSON     bool     `help:"Print one JSON value on standard output." env:"FOOTNOTE_JSON"`
	Verbose  bool     `short:"v" help:"Say more on standard error." env:"FOOTNOTE_VERBOSE"`
	Quiet    bool     `short:"q" help:"Say nothing but results and errors." env:"FOOTNOTE_QUIET"`

	BaseURL string `help:"Base of an OpenAI-compatible API, for example http://localhost:11434/v1. This or a key turns the language model on." placeholder:"URL" env:"OPENAI_BASE_URL" group:"Model"`
	languageModel

	EmbedModel    string        `help:"Embedding model." placeholder:"NAME" default:"text-embedding-3-small" env:"FOOTNOTE_EMBED_MODEL" group:"Embeddings"`
	Dimensions    int           `help:"Length of the vectors; 0 is the model's own." default:"0" env:"FOOTNOTE_EMBED_DIMENSIONS" group:"Embeddings"`
	Batch         int           `help:"Texts in one request." default:"64" env:"FOOTNOTE_EMBED_BATCH" group:"Embeddings"`
	QueryPrefix   string        `help:"Put before a question, for models that want it." placeholder:"TEXT" env:"FOOTNOTE_EMBED_QUERY_PREFIX" group:"Embeddings"`
	PassagePrefix string        `help:"Put before a passage." placeholder:"TEXT" env:"FOOTNOTE_EMBED_PASSAGE_PREFIX" group:"Embeddings"`
	EmbedTimeout  time.Duration `help:"Longest wait for one request." default:"30s" env:"FOOTNOTE_EMBED_TIMEOUT" group:"Embeddings"`

	// A key on a command line is seen by every user of the machine, so it comes
	// from the environment or .env only.
	key, token string
	// Another base of Discord's REST API, for tests and stand-ins.
	discordAPI string
}

// languageModel are the flags of who writes answers.
type languageModel struct {
	Model         string        `help:"Language model." placeholder:"NAME" default:"gpt-4o-mini" env:"FOOTNOTE_MODEL" group:"Model"`
	NoCache       bool          `help:"Write every answer anew; keep none." env:"FOOTNOTE_NO_CACHE" group:"Model"`
	LLMTimeout    time.Duration `name:"llm-timeout" help:"Longest time for one whole answer." default:"60s" env:"FOOTNOTE_LLM_TIMEOUT" group:"Model"`
	LLMFirst      time.Duration `name:"llm-first-token" help:"Longest silence before its first word." default:"30s" env:"FOOTNOTE_LLM_FIRST_TOKEN" group:"Model"`
	LLMTokens     int           `name:"llm-max-tokens" help:"Longest answer, in tokens." default:"800" env:"FOOTNOTE_LLM_MAX_TOKENS" group:"Model"`
	LLMContext    int           `name:"llm-context" help:"About how many tokens of the article it is shown; lower it for models with a small context." default:"3000" env:"FOOTNOTE_LLM_CONTEXT" group:"Model"`
	LLMConcurrent int           `name:"llm-concurrent" help:"Answers written at once." default:"4" env:"FOOTNOTE_LLM_CONCURRENT" group:"Model"`
	LLMPerMinute  int           `name:"llm-per-minute" help:"Requests a minute." default:"60" env:"FOOTNOTE_LLM_PER_MINUTE" group:"Model"`
	LLMBudget     int           `name:"llm-budget" help:"Tokens that one run may use up; 0 is no limit." default:"0" env:"FOOTNOTE_LLM_BUDGET" group:"Model"`
	PriceInput    float64       `help:"Price of a million tokens that it reads, for the cost in JSON and with -v." default:"0" env:"FOOTNOTE_PRICE_INPUT" group:"Model"`
	PriceOutput   float64       `help:"Price of a million tokens that it writes." default:"0" env:"FOOTNOTE_PRICE_OUTPUT" group:"Model"`
}

const description = `Footnote answers questions about an article, in traditional Chinese, simplified Chinese or English, and footnotes every
statement with the exact sentence of the article. Where the article does not say, it says so. It needs no key and no network;
with OPENAI_API_KEY or OPENAI_BASE_URL a language model writes the answers, and every statement of it is checked before it is shown.

Flags can be set in the environment or in a file .env of the working directory; secrets only there, as OPENAI_API_KEY and DISCORD_TOKEN.`

// Secrets have no flag, nor has what only a stand-in for Discord needs.
const (
	keyVariable   = "OPENAI_API_KEY"
	tokenVariable = "DISCORD_TOKEN"
	apiVariable   = "FOOTNOTE_DISCORD_API"
)

// app is what a command works with.
type app struct {
	ctx context.Context
	*cli
	streams
}

// runner is a command, ready to run.
type runner interface{ Run(*app) error }

// errHelped says that kong has printed help and there is nothing to do.
var errHelped = errors.New("help was shown")

// parse reads args, the environment and .env. It returns no command where help
// was asked for and printed.
func (c *cli) parse(args []string, s streams) (command runner, err error) {
	settings, err := dotenv(".env")
	if err != nil {
		return nil, err
	}
	defer func() { // kong ends --help by calling Exit
		if r := recover(); r != nil {
			if r != errHelped {
				panic(r)
			}
			command, err = nil, nil
		}
	}()
	k, err := kong.New(c, kong.Name("footnote"), kong.Description(description), kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, FlagsLast: true, WrapUpperBound: 120}),
		kong.Writers(s.out, s.err), kong.Exit(func(int) { panic(errHelped) }), kong.Resolvers(settings),
		kong.ExplicitGroups([]kong.Group{{Key: "Model", Title: "Language model:"}, {Key: "Embeddings", Title: "Embeddings, with --embedder openai:"}}))
	if err != nil {
		return nil, fmt.Errorf("command line: %w", err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := k.Parse(args)
	if err != nil {
		return nil, usage(err)
	}
	c.key, _ = settings.lookup(keyVariable)
	c.token, _ = settings.lookup(tokenVariable)
	c.token = strings.TrimPrefix(strings.TrimSpace(c.token), "Bot ")
	c.discordAPI, _ = settings.lookup(apiVariable)
	c.Article = slices.DeleteFunc(c.Article, func(path string) bool { return path == "" }) // FOOTNOTE_ARTICLE= is unset
	command, ok := parsed.Selected().Target.Addr().Interface().(runner)
	if !ok {
		return nil, usagef("%s is not a command by itself", parsed.Command())
	}
	return command, nil
}

func usage(err error) error {
	return &failure{what: "command line", err: err, status: statusUsage, code: "usage", hint: "see footnote --help"}
}

func usagef(format string, args ...any) error { return usage(fmt.Errorf(format, args...)) }

// environment is the process's, over the settings of .env.
type environment map[string]string

// dotenv reads a .env file; that there is none is no error. An error never
// holds a line of it, as that may be a secret.
func dotenv(path string) (environment, error) {
	settings, err := godotenv.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &failure{what: path, err: errors.New("is not a list of NAME=value lines, or cannot be read"), status: statusUsage, code: "configuration", hint: "compare it with .env.example"}
	}
	return settings, nil
}

func (e environment) lookup(name string) (string, bool) {
	if value, ok := os.LookupEnv(name); ok {
		return value, true
	}
	value, ok := e[name]
	return value, ok
}

// Validate is part of kong.Resolver.
func (e environment) Validate(*kong.Application) error { return nil }

// Resolve is the value of a flag that the command line does not set, or nil.
func (e environment) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	i := slices.IndexFunc(flag.Envs, func(name string) bool { v, ok := e.lookup(name); return ok && v != "" })
	if i < 0 {
		return nil, nil
	}
	value, _ := e.lookup(flag.Envs[i])
	return value, nil
}
