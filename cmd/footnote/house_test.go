package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const root = "../.."

// ours begins the path of every package of the module, whatever it is called: see
// internal/tools/rename, which changes the string that has all of a path.
var ours = strings.TrimSuffix("footnote/cmd/footnote", "cmd/footnote")

// mayImport says which rooms a room may import, by prefix; the longest prefix
// of the importing folder counts.
var mayImport = map[string][]string{
	"cmd":                  {"cmd/footnote/internal/chatting", "cmd/footnote/internal/completion", "cmd/footnote/internal/doctor", "cmd/footnote/internal/env", "cmd/footnote/internal/failure", "cmd/footnote/internal/insights", "cmd/footnote/internal/mcp", "cmd/footnote/internal/override", "cmd/footnote/internal/page", "cmd/footnote/internal/pdfengine", "cmd/footnote/internal/show", "cmd/footnote/internal/questions", "cmd/footnote/internal/rehearsal", "cmd/footnote/internal/serving", "cmd/footnote/internal/term", "cmd/footnote/internal/upkeep", "api", "internal/edits", "internal/request", "internal/setup", "bot", "bot/texts", "library", "rag", "corpus", "cmd/footnote/internal/fixing"},
	"internal/setup":       {"internal/edits", "internal/memory", "library", "library/store", "library/subscription", "corpus/site", "rag", "rag/decide", "rag/encoder", "rag/index", "rag/e5", "rag/judge", "rag/openai", "rag/lexical", "corpus", "corpus/doc", "corpus/fetch", "corpus/pdf", "corpus/scan", "library/answers", "library/access"},
	"bot":                  {"bot/account", "bot/admit", "bot/aging", "bot/articles", "bot/conversation", "bot/greeting", "bot/inflight", "bot/insights", "bot/listening", "bot/membership", "bot/metrics", "bot/pages", "bot/gateway", "bot/render", "bot/render/markdown", "bot/rest", "bot/said", "bot/sharding", "bot/subject", "bot/texts", "bot/typing", "bot/visibility", "bot/wire", "library", "library/citation", "library/insight", "library/lease", "library/store", "library/subscription", "rag", "rag/index", "rag/intent", "rag/lexical", "corpus", "corpus/doc", "corpus/fetch", "corpus/picture", "internal/clock", "internal/rate", "internal/request", "bot/handoff", "bot/answers", "library/answers", "rag/fixed", "bot/solved", "bot/approval", "bot/reach", "library/access"},
	"api":                  {"api/access", "api/answering", "api/chat", "api/embedding", "api/fault", "api/model", "api/openapi", "api/value", "internal/request", "internal/setup", "library", "library/store", "rag", "rag/index", "library/access"},
	"api/access":           {"api/fault", "internal/rate"},
	"api/answering":        {"api/access", "api/fault", "api/model", "api/value", "library/insight", "rag", "rag/fixed"},
	"api/chat":             {"api/answering", "api/fault", "api/model", "api/value", "corpus", "corpus/doc", "corpus/link", "rag", "rag/fixed", "rag/footnotes", "rag/index", "rag/intent", "rag/lexical", "rag/prompt"},
	"api/embedding":        {"api/fault", "rag/index", "rag/prompt"},
	"api/fault":            {"library", "library/store", "rag", "internal/setup"},
	"api/mcp":              {"api/access", "api/answering", "api/fault", "api/value", "corpus", "corpus/doc", "corpus/figure", "corpus/link", "library", "rag", "rag/footnotes", "rag/index", "rag/intent", "rag/lexical", "rag/fixed"},
	"api/model":            {"api/fault", "corpus", "internal/setup", "library", "library/access", "library/answers", "library/store", "rag"},
	"api/openapi":          {},
	"api/value":            {"corpus", "corpus/link", "library/store", "rag", "rag/index", "rag/intent", "rag/sentence"},
	"bot/account":          {"bot/gateway", "bot/rest", "bot/texts", "bot/wire", "internal/clock"},
	"bot/admit":            {"internal/rate", "library"},
	"bot/aging":            {"bot/reach", "bot/render", "bot/rest", "bot/texts", "bot/wire", "library", "library/citation", "library/store", "internal/clock"},
	"bot/answers":          {"bot/render", "bot/render/markdown", "bot/texts", "bot/wire", "library", "library/answers", "library/insight", "library/store", "rag/fixed"},
	"bot/articles":         {"bot/reach", "bot/render", "bot/subject", "bot/texts", "bot/wire", "corpus", "library", "library/store"},
	"bot/conversation":     {"bot/render", "bot/render/markdown", "bot/rest", "bot/said", "bot/wire", "rag"},
	"bot/gateway":          {"internal/clock"},
	"bot/greeting":         {"bot/rest", "bot/texts", "bot/wire", "library", "library/store"},
	"bot/approval":         {"bot/render", "bot/render/markdown", "bot/rest", "bot/subject", "bot/texts", "bot/wire", "library", "library/access", "library/citation", "library/store", "rag", "corpus", "internal/clock"},
	"bot/handoff":          {"bot/conversation", "bot/render", "bot/render/markdown", "bot/rest", "bot/texts", "bot/wire", "library", "library/store"},
	"bot/inflight":         {"bot/admit", "bot/rest", "bot/wire", "library/lease", "library/store", "internal/clock"},
	"bot/insights":         {"bot/admit", "bot/render", "bot/render/markdown", "bot/rest", "bot/texts", "bot/wire", "library", "library/access", "library/insight", "library/store", "internal/clock", "bot/answers"},
	"bot/listening":        {"bot/rest", "bot/wire"},
	"bot/metrics":          {"bot/rest", "library/insight"},
	"bot/said":             {"bot/render/markdown", "bot/rest", "bot/wire", "library/store", "corpus", "corpus/doc", "corpus/fetch"},
	"bot/membership":       {"bot/wire", "library/store"},
	"bot/pages":            {"bot/render", "bot/render/markdown", "bot/rest", "bot/texts", "bot/wire", "internal/rate", "library/store", "corpus", "corpus/picture"},
	"bot/reach":            {"bot/render", "bot/render/markdown", "bot/rest", "bot/subject", "bot/texts", "bot/wire", "library", "library/access", "library/store", "rag"},
	"bot/render":           {"bot/render/markdown", "bot/rest", "bot/texts", "bot/wire", "library", "library/citation", "library/insight", "library/store", "rag", "rag/footnotes", "rag/index", "rag/intent", "corpus", "corpus/doc", "corpus/fetch", "corpus/link", "rag/fixed"},
	"bot/render/markdown":  {"corpus", "corpus/doc"},
	"bot/rest":             {"internal/clock"},
	"bot/sharding":         {"bot/gateway", "internal/clock", "library/lease"},
	"bot/solved":           {"bot/render/markdown", "bot/rest", "bot/said", "bot/texts", "bot/wire", "library", "library/store", "rag/lexical"},
	"bot/subject":          {"bot/render", "bot/texts", "library", "library/access", "library/store", "rag", "rag/index", "corpus", "corpus/doc"},
	"bot/texts":            {"rag/lexical"},
	"bot/wire":             {"bot/render/markdown", "bot/rest", "bot/texts", "library", "library/store", "internal/clock", "library/answers"},
	"bot/typing":           {"internal/rate", "bot/rest", "bot/wire", "internal/clock"},
	"bot/visibility":       {"bot/render", "bot/rest", "bot/said", "bot/texts", "bot/wire", "internal/clock"},
	"internal/clock":       {},
	"internal/edits":       {},
	"internal/columns":     {},
	"internal/rate":        {},
	"internal/request":     {},
	"library":              {"corpus/doc", "corpus/scan", "rag", "rag/decide", "rag/index", "rag/prompt", "corpus", "library/access", "library/lease", "library/store", "library/answers"},
	"library/answers":      {"library/store", "rag", "rag/fixed", "rag/intent", "rag/lexical"},
	"library/citation":     {"library", "library/access", "library/store", "rag", "rag/lexical", "corpus", "internal/clock"},
	"library/access":       {"library/store"},
	"library/insight":      {"library", "library/store", "rag", "rag/decide", "rag/index", "rag/intent", "rag/lexical", "corpus", "corpus/doc", "internal/clock", "library/answers", "rag/fixed", "library/access"},
	"library/lease":        {"library/store"},
	"library/subscription": {"library", "library/store", "corpus", "corpus/doc", "corpus/fetch", "corpus/site", "internal/clock"},
	"library/store":        {"corpus"},
	"rag":                  {"corpus/doc", "rag/about", "rag/conflict", "rag/decide", "rag/expect", "rag/extract", "rag/flight", "rag/followup", "rag/index", "rag/intent", "rag/judge", "rag/lexical", "rag/reply", "rag/selfcheck", "rag/sentence", "rag/suggest", "rag/verify", "rag/prompt", "corpus", "rag/fixed"},
	"rag/about":            {"corpus/doc", "corpus/fetch", "corpus/link", "rag/index", "rag/intent", "rag/lexical", "rag/sentence", "corpus"},
	"rag/conflict":         {"rag/decide", "rag/expect", "rag/index", "rag/verify", "corpus", "corpus/doc"},
	"rag/decide":           {"rag/expect", "rag/index", "rag/judge", "rag/lexical", "rag/sentence", "corpus"},
	"rag/extract":          {"corpus/doc", "rag/decide", "rag/expect", "rag/index", "rag/lexical", "rag/sentence", "corpus"},
	"rag/followup":         {"corpus/doc", "rag/index", "rag/lexical", "rag/prompt"},
	"rag/expect":           {"corpus/doc", "rag/lexical"},
	"rag/fixed":            {"rag/followup", "rag/intent", "rag/lexical"},
	"rag/footnotes":        {"corpus", "corpus/doc", "rag", "rag/sentence"},
	"rag/intent":           {"corpus/doc", "rag/lexical"},
	"rag/sentence":         {"corpus/doc", "rag/lexical", "corpus"},
	"rag/suggest":          {"corpus/doc", "rag/lexical", "rag/sentence", "corpus"},
	"rag/index":            {"rag/index/dot", "rag/lexical", "rag/sentence", "corpus"},
	"rag/index/dot":        {},
	"rag/verify":           {"corpus/doc", "rag/judge", "rag/lexical", "corpus"},
	"rag/prompt":           {"corpus/doc"},
	"rag/lexical":          {"corpus/doc", "rag/lexical"},
	"rag/openai":           {"corpus/doc", "rag", "rag/index", "rag/prompt", "rag/reply"},
	"rag/reply":            {"corpus/doc"},
	"rag/selfcheck":        {"corpus/doc", "rag/prompt", "rag/verify"},
	"rag/eval":             {"corpus/doc", "rag", "rag/decide", "rag/index", "rag/intent", "corpus"},
	"rag/e5":               {"rag/index", "rag/encoder", "rag/encoder/format"},
	"rag/judge":            {"rag/e5", "rag/encoder", "rag/encoder/format"},
	"rag/encoder":          {"rag/encoder/format"},
	"rag/encoder/format":   {},
	"corpus":               {"corpus/doc", "corpus/figure", "corpus/repair", "corpus/archive", "corpus/html", "corpus/office", "corpus/epub", "corpus/markdown", "corpus/plain", "corpus/feed", "corpus/mail", "corpus/notebook", "corpus/opendocument", "corpus/rtf", "corpus/sheet", "corpus/scan", "corpus/slides", "corpus/subtitle"},
	"corpus/doc":           {},
	"corpus/repair":        {"corpus/doc"},
	"corpus/archive":       {"corpus/doc", "corpus/repair"},
	"corpus/html":          {"corpus/doc", "corpus/figure", "corpus/repair"},
	"corpus/office":        {"corpus/doc", "corpus/figure", "corpus/archive"},
	"corpus/figure":        {"corpus/doc", "corpus/repair"},
	"corpus/epub":          {"corpus/doc", "corpus/archive", "corpus/figure", "corpus/html"},
	"corpus/markdown":      {"corpus/doc", "corpus/figure", "corpus/html", "corpus/repair", "corpus/plain"},
	"corpus/plain":         {"corpus/doc", "corpus/repair"},
	"corpus/pdf":           {"corpus/doc", "corpus/figure", "corpus/pdf/boxfont"},
	"corpus/pdf/boxfont":   {},
	"corpus/picture":       {"corpus/pdf", "corpus", "corpus/doc", "corpus/scan"},
	"corpus/scan":          {"corpus/doc"},
	"corpus/subtitle":      {"corpus/doc", "corpus/repair"},
	"corpus/slides":        {"corpus/doc", "corpus/figure", "corpus/archive"},
	"corpus/mail":          {"corpus/doc", "corpus/figure", "corpus/repair", "corpus/html", "corpus/plain"},
	"corpus/notebook":      {"corpus/doc", "corpus/figure", "corpus/repair", "corpus/html", "corpus/markdown"},
	"corpus/rtf":           {"corpus/doc", "corpus/figure", "corpus/repair"},
	"corpus/opendocument":  {"corpus/doc", "corpus/figure", "corpus/archive"},
	"corpus/feed":          {"corpus/doc", "corpus/archive", "corpus/repair", "corpus/html"},
	"corpus/sheet":         {"corpus/doc", "corpus/figure", "corpus/archive", "corpus/repair"},
	"corpus/fetch":         {"corpus/doc"},
	"corpus/link":          {"corpus", "corpus/doc", "corpus/fetch"},
	"corpus/site":          {"corpus/doc", "corpus/archive", "corpus/fetch", "corpus/html"},

	"cmd/footnote/internal/chatting":  {"api/value", "bot/texts", "internal/edits", "cmd/footnote/internal/page", "cmd/footnote/internal/prompt", "cmd/footnote/internal/term", "rag"},
	"cmd/footnote/internal/pdfengine": {},
	"cmd/footnote/internal/prompt":    {"cmd/footnote/internal/term"},
	"cmd/footnote/internal/show":      {"cmd/footnote/internal/term", "internal/setup", "rag", "corpus", "corpus/doc", "corpus/picture", "corpus/scan"},
	"cmd/footnote/internal/questions": {"corpus"},
	"cmd/footnote/internal/rehearsal": {"cmd/footnote/internal/questions", "cmd/footnote/internal/term", "rag", "corpus"},
	"cmd/footnote/internal/term":      {"internal/columns", "corpus", "corpus/doc"},

	"internal/discordtest":       {"internal/discordtest", "internal/discordtest/hub", "internal/shared"},
	"internal/doctest":           {"corpus/doc"},
	"internal/indextest":         {"rag/index", "corpus"},
	"internal/long":              {},
	"internal/memory":            {},
	"internal/openaitest":        {},
	"internal/pdftest":           {},
	"internal/ptytest":           {},
	"internal/samples":           {},
	"internal/shared":            {},
	"internal/leasetest":         {"library/store"},
	"internal/storetest":         {},
	"internal/tools/calibrate":   {"internal/setup", "rag", "rag/decide", "rag/expect", "rag/judge", "rag/index", "rag/eval", "rag/verify", "corpus"},
	"internal/tools/convert":     {"rag/encoder/format"},
	"internal/tools/extraction":  {"corpus/doc", "corpus/html"},
	"internal/tools/fakediscord": {"internal/discordtest", "internal/discordtest/hub", "internal/tools/standin"},
	"internal/tools/foldgen":     {},
	"internal/tools/imitation":   {"bot", "corpus/doc", "corpus/fetch", "internal/discordtest", "internal/openaitest", "internal/samples", "internal/setup", "internal/tools/chromium", "internal/tools/standin", "library", "library/store", "rag/openai"},
	"internal/tools/lexicongen":  {"rag/lexical"},
	"internal/tools/load":        {"internal/discordtest", "internal/discordtest/hub", "internal/shared", "internal/tools/process", "internal/tools/standin", "corpus"},
	"internal/tools/makesample":  {"internal/samples"},
	"internal/tools/drawpages":   {"corpus", "corpus/doc", "corpus/pdf", "corpus/picture", "internal/tools/process"},
	"internal/tools/pdfcompare":  {"corpus/doc", "corpus/pdf"},
	"internal/tools/vectormeans": {"rag/index", "rag/e5", "rag/eval", "corpus"},
	"internal/tools/chromium":    {},
	"internal/tools/process":     {},
	"internal/tools/standin":     {},
	"internal/tools/terminal":    {"internal/columns", "internal/tools/chromium"},
	"internal/tools/scale":       {"internal/memory", "internal/tools/process", "library", "rag", "rag/decide", "rag/index", "rag/eval", "corpus", "library/store"},
	"internal/tools/wordgen":     {},
	"internal/tools/rename":      {},
}

// forTests are rooms that the tests of every room may import: files to add, what
// reads one kind of them, what makes names comparable, the models inside, one to
// ask, a place to keep things at, and what a short run leaves out.
var forTests = []string{"internal/samples", "internal/doctest", "internal/indextest", "internal/long", "internal/pdftest", "internal/ptytest", "internal/shared", "internal/storetest", "internal/leasetest", "corpus/pdf", "corpus/scan", "corpus", "corpus/doc", "rag/lexical", "rag/e5", "rag/judge", "internal/openaitest"}

// homes is the one package that may import a library, and the fake on the
// other side of it.
var homes = map[string]string{
	"github.com/philippgille/chromem-go":     "rag/index internal/tools/scale", // and what it is measured against
	"github.com/sashabaranov/go-openai":      "rag/openai",
	"github.com/sony/gobreaker":              "rag/openai",
	"golang.org/x/time":                      "rag/openai",
	"golang.org/x/sync":                      "rag/openai",
	"charm.land/bubbletea":                   "cmd/footnote/internal/prompt",
	"github.com/charmbracelet/x/ansi":        "cmd/footnote/internal/prompt",
	"github.com/charmbracelet/x/term":        "cmd/footnote/internal/prompt",
	"go.uber.org/goleak":                     "", // tests of every room
	"github.com/kljensen/snowball":           "rag/lexical",
	"golang.org/x/text/unicode/norm":         "rag/lexical",
	"golang.org/x/text/encoding":             "corpus/repair internal/samples",        // reading, and making something to read
	"golang.org/x/net/html":                  "corpus/html internal/tools/extraction", // and the text of what a set expects
	"golang.org/x/net/html/charset":          "corpus/repair corpus/html",             // labels of encodings, and where a page has them
	"golang.org/x/net/publicsuffix":          "corpus",
	"golang.org/x/image":                     "corpus/scan internal/samples", // and pictures to be read
	"golang.org/x/net/idna":                  "corpus/fetch",
	"golang.org/x/net/dns":                   "corpus/fetch",
	"golang.org/x/net/http/httpproxy":        "internal/setup",
	"code.dny.dev/ssrf":                      "corpus/fetch",
	"codeberg.org/readeck/go-readability":    "corpus/html internal/tools/extraction", // and what it finds alone
	"github.com/mozillazg/go-pinyin":         "corpus/doc",
	"github.com/yuin/goldmark":               "corpus/markdown",
	"github.com/rivo/uniseg":                 "corpus/doc internal/columns cmd/footnote/internal/prompt", // words, and characters as a reader counts them
	"github.com/alecthomas/kong":             "cmd/footnote cmd/footnote/internal/completion cmd/footnote/internal/env cmd/footnote/internal/term",
	"github.com/joho/godotenv":               "cmd/footnote/internal/env",
	"golang.org/x/term":                      "cmd/footnote/internal/term",
	"github.com/bwmarrin/discordgo":          "bot/wire",
	"github.com/prometheus/client_golang":    "bot/metrics",
	"github.com/modelcontextprotocol/go-sdk": "api/mcp",
	"github.com/google/jsonschema-go":        "api/mcp",                                                         // the bounds of its tools' inputs
	"github.com/gorilla/websocket":           "bot/gateway internal/discordtest/hub internal/discordtest/probe", // a client, the fake that it talks to, and who tests that
	"github.com/santhosh-tekuri/jsonschema":  "internal/discordtest api",                                        // and what the tests of the API hold it to
	"github.com/viterin/vek":                 "rag/encoder",
	"golang.org/x/sys":                       "rag/encoder rag/index/dot internal/ptytest cmd/footnote/internal/prompt", // what the processor can do, and terminals
	"modernc.org/sqlite":                     "library/store",
	"go.yaml.in/yaml":                        "cmd/footnote/internal/questions",
	"github.com/jackc/pgx":                   "library/store",
	"github.com/gofrs/flock":                 "library/store corpus/pdf cmd/footnote/internal/chatting", // a directory, the engine in one, and a file of questions
	"github.com/klippa-app/go-pdfium":        "corpus/pdf",
	"github.com/tetratelabs/wazero":          "corpus/pdf",
	"github.com/rogpeppe/go-internal":        "cmd/footnote",
	"github.com/google/go-cmp":               "", // tests of every room
}

func TestImports(t *testing.T) {
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if problem := judge(filepath.ToSlash(folder), name, strings.HasSuffix(path, "_test.go")); problem != "" {
				t.Errorf("%s imports %s: %s", path, name, problem)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// judge says what is wrong with an import, or nothing.
func judge(folder, name string, test bool) string {
	if room, is := strings.CutPrefix(name, ours); is {
		if !test && outside(room) && !outside(folder) {
			return "it is not in the product"
		}
		if room == folder || test && strings.HasPrefix(room, "rag/") && strings.HasPrefix(folder, "rag") || test && strings.HasPrefix(room, "internal/discordtest") ||
			test && slices.Contains(forTests, room) {
			return ""
		}
		for _, allowed := range mayImport[longest(folder, mayImport)] {
			if room == allowed || strings.HasPrefix(room, allowed+"/") && strings.HasPrefix(folder, "cmd") {
				return ""
			}
		}
		return "imports go cmd -> setup, bot -> library -> rag -> corpus"
	}
	if first, _, _ := strings.Cut(name, "/"); !strings.Contains(first, ".") {
		return "" // the standard library
	}
	home, known := homes[longest(name, homes)]
	switch {
	case !known:
		return "a library needs one home: add it to homes"
	case home != "" && !slices.Contains(strings.Fields(home), folder):
		return "its home is " + home
	case home == "" && !test:
		return "it is for tests"
	}
	return ""
}

// outside reports a room that is not in the product: fakes, samples and tools.
func outside(room string) bool {
	for _, name := range []string{"internal/discordtest", "internal/openaitest", "internal/samples", "internal/tools", "internal/doctest", "internal/indextest", "internal/long", "internal/pdftest", "internal/ptytest", "internal/shared", "internal/storetest", "internal/leasetest"} {
		if room == name || strings.HasPrefix(room, name+"/") {
			return true
		}
	}
	return false
}

// longest is the longest key that is name or a folder above it.
func longest[V any](name string, m map[string]V) string {
	best := ""
	for key := range m {
		if (name == key || strings.HasPrefix(name, key+"/")) && len(key) > len(best) {
			best = key
		}
	}
	return best
}

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		folder, name string
		wrong        bool
	}{
		{"corpus", "footnote/rag", true},
		{"rag", "footnote/rag/openai", true},
		{"rag/index", "footnote/rag", true},
		{"rag", "footnote/bot", true},
		{"bot", "footnote/rag/openai", true},
		{"library", "footnote/bot", true},
		{"library", "footnote/rag/openai", true},
		{"rag", "footnote/library", true},
		{"cmd/footnote", "footnote/rag/openai", false},
		{"bot", "github.com/sashabaranov/go-openai", true},
		{"rag/openai", "github.com/sashabaranov/go-openai", false},
		{"corpus", "example.com/unknown", true},
		{"cmd/footnote", "footnote/internal/openaitest", true},
		{"cmd/footnote", "footnote/internal/tools/scale", true},
		{"bot", "footnote/internal/discordtest/hub", true},
		{"internal/tools/load", "footnote/internal/discordtest", false},
		{"internal/setup", "footnote/bot", true},
		{"library", "footnote/internal/setup", true},
		{"rag", "footnote/internal/tools/calibrate", true},
		{"internal/tools/calibrate", "footnote/rag", false},
		{"corpus", "footnote/internal/samples", true},
		{"corpus/doc", "footnote/corpus", true},
		{"corpus/html", "footnote/corpus/epub", true},
	} {
		if got := judge(c.folder, c.name, false); (got != "") != c.wrong {
			t.Errorf("%s imports %s: %q, wrong should be %v", c.folder, c.name, got, c.wrong)
		}
	}
}
