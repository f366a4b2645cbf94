package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"footnote/cmd/footnote/internal/env"
	"footnote/cmd/footnote/internal/term"
	"footnote/library/store"
)

// cli is the command line. Every flag can be set in the environment and in a file
// as well; a flag goes before the environment, the environment before the file.
type cli struct {
	Ask        askCommand        `cmd:"" help:"Answer a question with footnotes." group:"Ask"`
	Search     searchCommand     `cmd:"" help:"Show the passages that match best." group:"Ask"`
	Chat       chatCommand       `cmd:"" help:"Answer one question after another, follow-ups too." group:"Ask"`
	Library    libraryCommand    `cmd:"" help:"Keep articles to be asked about: add, sync, list, show, remove, restore, export, import." group:"Articles"`
	Backup     backupCommand     `cmd:"" help:"Copy all that is kept into a file, while it is in use." group:"Articles"`
	Restore    restoreCommand    `cmd:"" help:"Put a backup in the place of what is kept." group:"Articles"`
	Move       moveCommand       `cmd:"" help:"Copy all that is kept to another directory or database, and compare both." group:"Articles"`
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
	Article      []string `help:"Article to ask about, of any kind that library add reads; - is standard input, built-in the one of the program. Repeatable. Without it, those of the library, or the built-in one where there are none." placeholder:"PATH" env:"FOOTNOTE_ARTICLE" sep:"none"`
	Only         string   `help:"Ask about this one of the articles: its id or title, or a part of either that only it has." placeholder:"ARTICLE" env:"FOOTNOTE_ONLY"`
	Scope        string   `help:"Whose library: local, or guild:ID or person:ID of the Discord bot." default:"local" env:"FOOTNOTE_SCOPE"`
	Data         string   `help:"Directory for what is kept between runs: the library, vectors and answers. Without it, footnote in the user's data directory. A database of PostgreSQL takes its place: postgres://USER@HOST/DATABASE." placeholder:"DIR" env:"FOOTNOTE_DATA"`
	Contact      string   `help:"Address that servers see beside the program's name when it fetches pages." placeholder:"URL" env:"FOOTNOTE_CONTACT"`
	PrivateHosts []string `help:"Hosts of your own network that pages may be fetched from, such as wiki.example:8080, by commands and for the library of the command line; what people add in Discord never is." placeholder:"HOST,…" env:"FOOTNOTE_PRIVATE_HOSTS"`
	Embedder     string   `help:"What makes vectors: local (built in), openai (any server with /v1/embeddings) or none (words alone)." enum:"local,openai,none" default:"local" env:"FOOTNOTE_EMBEDDER"`
	Judge        string   `help:"Whether a small model reads the best passages together with the question, and decides which sentence answers: on, off (words and vectors decide), or auto (on where the processor has AVX2 and --embedder is not none; elsewhere on takes seconds for each question)." enum:"auto,on,off" default:"auto" env:"FOOTNOTE_JUDGE"`
	Mode         string   `help:"Who writes: extractive (sentences of the article), llm (a language model; it is an error where none answers), or auto (a language model where one is set up, sentences of the article where it fails)." enum:"auto,extractive,llm" default:"auto" env:"FOOTNOTE_MODE"`
	JSON         bool     `help:"Print one JSON value on standard output." env:"FOOTNOTE_JSON"`
	Verbose      bool     `short:"v" help:"Say more on standard error." env:"FOOTNOTE_VERBOSE"`
	Quiet        bool     `short:"q" help:"Say nothing but results and errors." env:"FOOTNOTE_QUIET"`
	EnvFile      string   `help:"File of settings, NAME=value, that is read instead of .env of the working directory and counts in full." placeholder:"FILE" env:"FOOTNOTE_ENV_FILE"`

	BaseURL string `help:"Base of an OpenAI-compatible API, for example http://localhost:11434/v1. This or a key turns the language model on." placeholder:"URL" env:"OPENAI_BASE_URL" group:"Model"`
	languageModel

	EmbedModel    string        `help:"Embedding model." placeholder:"NAME" default:"text-embedding-3-small" env:"FOOTNOTE_EMBED_MODEL" group:"Embeddings"`
	Dimensions    int           `help:"Length of the vectors; 0 is the model's own." default:"0" env:"FOOTNOTE_EMBED_DIMENSIONS" group:"Embeddings"`
	Batch         int           `help:"Texts in one request." default:"64" env:"FOOTNOTE_EMBED_BATCH" group:"Embeddings"`
	QueryPrefix   string        `help:"Put before a question, for models that want it." placeholder:"TEXT" env:"FOOTNOTE_EMBED_QUERY_PREFIX" group:"Embeddings"`
	PassagePrefix string        `help:"Put before a passage." placeholder:"TEXT" env:"FOOTNOTE_EMBED_PASSAGE_PREFIX" group:"Embeddings"`
	EmbedTimeout  time.Duration `help:"Longest wait for one request." default:"30s" env:"FOOTNOTE_EMBED_TIMEOUT" group:"Embeddings"`

	// Settings without a flag: see package env.
	key, token, discordAPI string
	// Where the settings come from, and addresses that do not count.
	origins []env.Origin
	ignored []string
	// Whether Data comes from a .env that was found in the working directory.
	dataFound bool
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

// errHelped says that kong has printed help, so that no command is run.
var errHelped = errors.New("help was shown")

// parse reads args, the environment and the file of settings. It returns no command where help
// was asked for and printed.
func (c *cli) parse(args []string, s streams) (command runner, err error) {
	settings := &env.Settings{}
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
		kong.Writers(s.out, s.err), kong.Exit(func(int) { panic(errHelped) }), kong.Resolvers(settings), kong.ValueFormatter(env.HelpOf),
		kong.ExplicitGroups([]kong.Group{{Key: "Model", Title: "Language model:"}, {Key: "Embeddings", Title: "Embeddings, with --embedder openai:"}}))
	if err != nil {
		return nil, fmt.Errorf("command line: %w", err)
	}
	env.TakeOver(k)
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := k.Parse(args)
	if err != nil {
		return nil, usage(err)
	}
	c.adopt(settings, parsed)
	if err := c.checkAddress(settings); err != nil {
		return nil, err
	}
	command, ok := parsed.Selected().Target.Addr().Interface().(runner)
	if !ok {
		return nil, usagef("%s is not a command by itself", parsed.Command())
	}
	return command, nil
}

// adopt reads the settings that have no flag.
func (c *cli) adopt(s *env.Settings, parsed *kong.Context) {
	c.key, _ = s.Lookup(env.Key)
	c.token, _ = s.Lookup(env.Token)
	c.token = strings.TrimPrefix(strings.TrimSpace(c.token), "Bot ")
	c.discordAPI, _ = s.Lookup(env.DiscordAPI)
	data, from := s.Lookup(env.Data)
	c.dataFound = from == env.FromFile && !s.Named() && c.Data == data
	c.origins = s.Origins(parsed)
	command, ignored := env.CommandName(parsed), s.Ignored()
	if why := ignored[env.BaseURL]; why != "" && c.usesModel(command) {
		c.ignored = append(c.ignored, why)
	}
	if why := ignored[env.DiscordAPI]; why != "" && (command == "serve" || command == "doctor") {
		c.ignored = append(c.ignored, why)
	}
}

// checkAddress refuses the address of a database where its password can be read by
// others, or where a password would be sent to whom a file names that is perhaps not ours.
func (c *cli) checkAddress(s *env.Settings) error {
	given := slices.ContainsFunc(c.origins, func(o env.Origin) bool { return o.Name == env.Data && o.Source == env.FromFlag })
	switch {
	case given && store.HasPassword(c.Data):
		return withPassword("--data")
	case !given && s.StrangeServer(store.HasPassword(c.Data)):
		return &term.Failure{What: env.Data, Err: errors.New("a .env that is merely found does not decide which server is sent your password and articles"), Status: statusUsage, Code: "configuration",
			Hint: "name the file with --env-file .env, set " + env.Data + " in the environment, or put the password into the address there"}
	}
	return nil
}

func withPassword(what string) error {
	return &term.Failure{What: what, Err: errors.New("a password does not belong on a command line, which everybody on this machine can read"), Status: statusUsage, Code: "usage",
		Hint: "put the address into " + env.Data + ", or the password into PGPASSWORD or the file of PGPASSFILE"}
}

// usesModel reports whether a command may send something to the address of a
// language model that stands in the file.
func (c *cli) usesModel(command string) bool {
	if c.BaseURL != "" {
		return false // another one was named
	}
	if slices.Contains([]string{"ask", "chat", "eval", "serve", "doctor"}, command) && c.Mode != "extractive" {
		return true
	}
	return c.Embedder == "openai" && !env.NeedsNothing(command)
}

// usage is an error in the command line, unless err is known to be another one.
func usage(err error) error {
	if file, ok := errors.AsType[*env.FileError](err); ok {
		return explain(file)
	}
	if known, ok := errors.AsType[*term.Failure](err); ok {
		return known
	}
	return &term.Failure{What: "command line", Err: err, Status: statusUsage, Code: "usage", Hint: "see footnote --help"}
}

func usagef(format string, args ...any) error { return usage(fmt.Errorf(format, args...)) }
