package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"footnote/cmd/footnote/internal/completion"
	"footnote/cmd/footnote/internal/env"
	"footnote/cmd/footnote/internal/failure"
	"footnote/cmd/footnote/internal/fixing"
	"footnote/cmd/footnote/internal/insights"
	"footnote/cmd/footnote/internal/override"
)

// cli is the command line. Every flag can also be set in the environment and in a settings
// file. A flag takes precedence over the environment, and the environment over the file.
type cli struct {
	Ask        askCommand         `cmd:"" help:"Answer a question with footnotes." group:"Ask"`
	Search     searchCommand      `cmd:"" help:"Show the passages that match best." group:"Ask"`
	Show       showCommand        `cmd:"" help:"Write the page that a footnote stands on as a picture, with its sentence marked." group:"Ask"`
	Chat       chatCommand        `cmd:"" help:"Answer one question after another, follow-ups too." group:"Ask"`
	Library    libraryCommand     `cmd:"" help:"Keep articles to be asked about: add, sync, list, show, remove, restore, export, import." group:"Articles"`
	Backup     backupCommand      `cmd:"" help:"Copy all that is kept into a file, while it is in use." group:"Articles"`
	Restore    restoreCommand     `cmd:"" help:"Put a backup in the place of what is kept." group:"Articles"`
	Move       moveCommand        `cmd:"" help:"Copy all that is kept to another directory or database, and compare both." group:"Articles"`
	Index      indexCommand       `cmd:"" help:"Read and split the article; say what was repaired and what was not." group:"Articles"`
	Text       textCommand        `cmd:"" help:"Print the cleaned article, exactly as positions count it." group:"Articles"`
	Rehearse   rehearseCommand    `cmd:"" help:"Ask a list of questions and say which have an answer, beside what is expected." group:"The program"`
	Check      checkCommand       `cmd:"" help:"Compare what a folder's articles answer with what they answered before." group:"The program"`
	Answers    fixing.Command     `cmd:"" help:"Fix the answers to questions: add, list, remove." group:"Articles"`
	Report     insights.Command   `cmd:"" help:"What people asked of a server: gaps, why, shares of answers." group:"Articles"`
	Eval       evalCommand        `cmd:"" help:"Measure retrieval and refusal on questions with known answers." group:"The program"`
	Serve      serveCommand       `cmd:"" help:"Be a Discord bot that answers, or answer other programs, or both." group:"The program"`
	MCP        mcpCommand         `cmd:"" name:"mcp" help:"Let a language model ask the articles, over the Model Context Protocol." group:"The program"`
	Health     healthcheckCommand `cmd:"" name:"healthcheck" help:"Ask a running bot how it is, for Docker and the like." group:"The program"`
	Doctor     doctorCommand      `cmd:"" help:"Say what is set up, what works, and what to do about the rest." group:"The program"`
	Texts      override.Command   `cmd:"" help:"Print the texts of the Discord bot, to be changed." group:"The program"`
	Completion completion.Command `cmd:"" help:"Print a completion script for a shell." group:"The program"`
	Version    versionCommand     `cmd:"" help:"Print the version." group:"The program"`
	Engine     engineCommand      `cmd:"" hidden:""`

	shared
}

// shared are the flags of every command.
type shared struct {
	Article      []string `help:"Article to ask about, of any kind that library add reads; - is standard input, built-in the one of the program. Repeatable. Without it, those of the library, or the built-in one where there are none." placeholder:"PATH" env:"FOOTNOTE_ARTICLE" sep:"none"`
	Only         string   `complete:"article" help:"Ask about this one of the articles: its id or title, or a part of either that only it has; or the file or address that it came from." placeholder:"ARTICLE" env:"FOOTNOTE_ONLY"`
	Scope        string   `complete:"scope" help:"Whose library: local, or guild:ID or person:ID of the Discord bot." default:"local" env:"FOOTNOTE_SCOPE"`
	Data         string   `complete:"folder" help:"Directory for what is kept between runs: the library, vectors and answers. Without it, footnote in the user's data directory. A database of PostgreSQL takes its place: postgres://USER@HOST/DATABASE." placeholder:"DIR" env:"FOOTNOTE_DATA"`
	Contact      string   `help:"Address that servers see beside the program's name when it fetches pages." placeholder:"URL" env:"FOOTNOTE_CONTACT"`
	PrivateHosts []string `help:"Hosts of your own network that pages may be fetched from, such as wiki.example:8080, by commands and for the library of the command line; what people add in Discord never is." placeholder:"HOST,…" env:"FOOTNOTE_PRIVATE_HOSTS"`
	Embedder     string   `help:"What makes vectors: local (built in), openai (any server with /v1/embeddings) or none (words alone)." enum:"local,openai,none" default:"local" env:"FOOTNOTE_EMBEDDER"`
	Judge        string   `help:"Whether a small model reads the best passages together with the question, and decides which sentence answers: on, off (words and vectors decide), or auto (on where the processor has AVX2, SSE4.1 or NEON and --embedder is not none; elsewhere on takes seconds for each question)." enum:"auto,on,off" default:"auto" env:"FOOTNOTE_JUDGE"`
	Mode         string   `help:"Who writes: extractive (sentences of the article), llm (a language model; it is an error where none answers), or auto (a language model where one is set up, sentences of the article where it fails)." enum:"auto,extractive,llm" default:"auto" env:"FOOTNOTE_MODE"`
	JSON         bool     `help:"Print one JSON value on standard output." env:"FOOTNOTE_JSON"`
	Verbose      bool     `short:"v" help:"Say more on standard error." env:"FOOTNOTE_VERBOSE"`
	Quiet        bool     `short:"q" help:"Say nothing but results and errors." env:"FOOTNOTE_QUIET"`
	EnvFile      string   `help:"File of settings, NAME=value, that is read instead of .env of the working directory and counts in full." placeholder:"FILE" env:"FOOTNOTE_ENV_FILE"`

	BaseURL string `help:"Base of an OpenAI-compatible API, for example http://localhost:11434/v1. This or a key turns the language model on." placeholder:"URL" env:"OPENAI_BASE_URL" group:"Model"`
	languageModel
	env.Vision

	EmbedModel    string        `help:"Embedding model." placeholder:"NAME" default:"text-embedding-3-small" env:"FOOTNOTE_EMBED_MODEL" group:"Embeddings"`
	Dimensions    int           `help:"Length of the vectors; 0 is the model's own." default:"0" env:"FOOTNOTE_EMBED_DIMENSIONS" group:"Embeddings"`
	Batch         int           `help:"Texts in one request." default:"64" env:"FOOTNOTE_EMBED_BATCH" group:"Embeddings"`
	QueryPrefix   string        `help:"Put before a question, for models that want it." placeholder:"TEXT" env:"FOOTNOTE_EMBED_QUERY_PREFIX" group:"Embeddings"`
	PassagePrefix string        `help:"Put before a passage." placeholder:"TEXT" env:"FOOTNOTE_EMBED_PASSAGE_PREFIX" group:"Embeddings"`
	EmbedTimeout  time.Duration `help:"Longest wait for one request." default:"30s" env:"FOOTNOTE_EMBED_TIMEOUT" group:"Embeddings"`

	// Settings without a flag: see package env.
	key, token, discordAPI, apiToken string
	named                            func(string) string // replaces variables in messages by the flags that they set
	// origins says where the settings come from; ignored says which settings have no effect,
	// and why.
	origins []env.Origin
	ignored []string
	// dataFound reports whether Data comes from a .env found in the working directory.
	dataFound bool
	// exposed is a file with a secret that other users may read, and mode its permissions.
	exposed string
	mode    fs.FileMode
}

// languageModel are the flags of the language model.
type languageModel struct {
	Model         string        `help:"Language model." placeholder:"NAME" default:"gpt-4o-mini" env:"FOOTNOTE_MODEL" group:"Model"`
	NoCache       bool          `help:"Write every answer anew; keep none." env:"FOOTNOTE_NO_CACHE" group:"Model"`
	LLMTimeout    time.Duration `name:"llm-timeout" help:"Longest time for one whole answer." default:"60s" env:"FOOTNOTE_LLM_TIMEOUT" group:"Model"`
	LLMFirst      time.Duration `name:"llm-first-token" help:"Longest silence before its first word." default:"30s" env:"FOOTNOTE_LLM_FIRST_TOKEN" group:"Model"`
	LLMTokens     int           `name:"llm-max-tokens" help:"Longest answer, in tokens." default:"800" env:"FOOTNOTE_LLM_MAX_TOKENS" group:"Model"`
	LLMContext    int           `name:"llm-context" help:"About how many tokens of the article it is shown; lower it for models with a small context." default:"3000" env:"FOOTNOTE_LLM_CONTEXT" group:"Model"`
	SelfCheck     bool          `help:"Ask it once more about statements that the check inside the program is not sure of." default:"true" env:"FOOTNOTE_SELF_CHECK" group:"Model"`
	LLMConcurrent int           `name:"llm-concurrent" help:"Answers written at once." default:"4" env:"FOOTNOTE_LLM_CONCURRENT" group:"Model"`
	LLMPerMinute  int           `name:"llm-per-minute" help:"Requests a minute." default:"60" env:"FOOTNOTE_LLM_PER_MINUTE" group:"Model"`
	LLMBudget     int           `name:"llm-budget" help:"Tokens that one run may use up; 0 is no limit." default:"0" env:"FOOTNOTE_LLM_BUDGET" group:"Model"`
	PriceInput    float64       `help:"Price of a million tokens that it reads, for the cost in JSON and with -v." default:"0" env:"FOOTNOTE_PRICE_INPUT" group:"Model"`
	PriceOutput   float64       `help:"Price of a million tokens that it writes." default:"0" env:"FOOTNOTE_PRICE_OUTPUT" group:"Model"`
}

const description = `Footnote answers questions about an article, in traditional Chinese, simplified Chinese or English, and footnotes every
statement with the exact sentence of the article. Where the article does not say, it says so. It needs no key and no network;
with OPENAI_API_KEY or OPENAI_BASE_URL a language model writes the answers, and every statement of it is checked before it is shown.

Flags can be set in the environment or in a file .env of the working directory; secrets only there, as OPENAI_API_KEY and DISCORD_TOKEN.
A .env that is merely found decides where a secret is sent (OPENAI_BASE_URL) only if that secret stands in it too; --env-file FILE
names a file that is trusted in full.`

// runner is a command, ready to run.
type runner interface{ Run(*app) error }

// errHelped is the panic value that ends parsing when kong has printed help.
var errHelped = errors.New("help was shown")

// parse reads args, the environment and the settings file. It returns a nil command if help was
// requested and printed.
func (c *cli) parse(args []string, s streams) (command runner, err error) {
	return c.parseWith(&env.Settings{}, env.Spelled(args), s)
}

func (c *cli) parseWith(settings *env.Settings, args []string, s streams) (command runner, err error) {
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
		kong.Help(s.out.Help), kong.Writers(s.out, s.err), kong.Exit(func(int) { panic(errHelped) }), kong.Resolvers(settings), kong.ValueFormatter(env.HelpOf),
		kong.ExplicitGroups([]kong.Group{{Key: "Model", Title: "Language model:"}, {Key: "Vision", Title: "Pictures and scans:"}, {Key: "Embeddings", Title: "Embeddings, with --embedder openai:"}}))
	if err != nil {
		return nil, fmt.Errorf("command line: %w", err)
	}
	env.TakeOver(k)
	parsed, err := k.Parse(args)
	if err != nil {
		if settings.Wrong(err) && env.Independent(err) {
			return c.parseWith(&env.Settings{Without: true}, args, s)
		}
		return nil, failure.UsageOf(env.Group(err), settings.Blame(env.Meant(err)))
	}
	c.adopt(settings, parsed)
	if err := env.Negative(parsed); err != nil && !env.NeedsNothing(env.CommandName(parsed)) {
		return nil, usage(settings.Blame(err))
	}
	if err := failure.CheckServer(settings, c.origins, c.Data); err != nil && !env.NeedsNothing(env.CommandName(parsed)) {
		return nil, err
	}
	target := parsed.Selected().Target.Addr().Interface()
	if w, ok := target.(worker); ok {
		return working{w}, nil
	}
	command, ok := target.(runner)
	if !ok {
		return nil, usagef("%s is not a command by itself", parsed.Command())
	}
	return command, nil
}

// adopt reads the settings that have no flag and records which settings are ignored.
func (c *cli) adopt(s *env.Settings, parsed *kong.Context) {
	c.key, _ = s.Lookup(env.Key)
	c.Adopt(s)
	c.token, _ = s.Lookup(env.Token)
	c.token = strings.TrimPrefix(strings.TrimSpace(c.token), "Bot ")
	c.discordAPI, _ = s.Lookup(env.DiscordAPI)
	c.apiToken, _ = s.Lookup(env.APIToken)
	data, from := s.Lookup(env.Data)
	c.dataFound = from == env.FromFile && !s.FileNamed() && c.Data == data
	c.named = s.Named
	c.origins = s.Origins(parsed)
	c.exposed, c.mode = s.Exposed()
	command, ignored := env.CommandName(parsed), s.Ignored()
	if !env.NeedsNothing(command) {
		c.ignored = s.Unknown(parsed)
	}
	if why := ignored[env.BaseURL]; why != "" && c.usesModel(command) {
		c.ignored = append(c.ignored, why)
	}
	if why := ignored[env.VisionBaseURL]; why != "" && c.VisionModel != "" {
		c.ignored = append(c.ignored, why)
	}
	for name, commands := range map[string]string{env.DiscordAPI: "serve doctor", env.API: "serve doctor", env.MCPHTTP: "mcp"} {
		if why := ignored[name]; why != "" && strings.Contains(commands, command) {
			c.ignored = append(c.ignored, why)
		}
	}
}

// usesModel reports whether a command would send something to the language model's address from
// the settings file.
func (c *cli) usesModel(command string) bool {
	if c.BaseURL != "" {
		return false // another address was given
	}
	if slices.Contains([]string{"ask", "show", "chat", "eval", "mcp", "serve", "doctor"}, command) && c.Mode != "extractive" || command == "rehearse" && c.Mode == "llm" {
		return true
	}
	return (c.Embedder == "openai" || c.VisionModel != "") && !env.NeedsNothing(command)
}
