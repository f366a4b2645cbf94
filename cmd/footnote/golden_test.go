package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"footnote/internal/long"

	"github.com/google/go-cmp/cmp"
)

var updateGolden = flag.Bool("update", false, "write testdata/golden/ask.txt anew from what the program prints; read it before you keep it")

// asking is a line that asks a question: of the built-in article, of a file of the
// repository or, with a library, of the sample files.
var asking = regexp.MustCompile(`^(\$ )?(?:go run \./cmd/|\./)?footnote ask (--data samples |--article \S+ )?"([^"]+)"$`)

// An exchange is a question and what the program prints for it.
type exchange struct{ command, question, printed string }

// TestGolden holds what people get who ask the first things that come to mind, and
// what README and docs say they get. A new question is a line $ footnote ask "…" at
// the end of the file, with --article FILE for a file of the repository or --data
// samples for the sample files; with -update its answer is written below it.
func TestGolden(t *testing.T) {
	long.Alone(t)
	t.Parallel()
	giveEngine(t)
	path, library := filepath.Join("testdata", "golden", "ask.txt"), t.TempDir()
	succeed(t, "library", "add", "--data", library, sampleFolder(t))
	golden := readGolden(t, path)
	for i := range golden {
		e := &golden[i]
		args := []string{"ask", "--article", "built-in", e.question}
		switch of := e.of(); {
		case of == "--data samples":
			args = []string{"ask", "--data", library, e.question}
		case of != "":
			args = []string{"ask", "--article", filepath.Join(root, strings.TrimPrefix(of, "--article ")), e.question}
		}
		r := runProgram(t, nil, args...)
		if r.status != 0 {
			t.Errorf("%s ends with %d", e.question, r.status)
		}
		printed := r.out + r.log // a terminal shows both
		if *updateGolden {
			e.printed = printed
		}
		if diff := cmp.Diff(e.printed, printed); diff != "" {
			t.Errorf("%s (-want +got):\n%s", e.question, diff)
		}
	}
	if *updateGolden {
		writeGolden(t, path, golden)
	}
	sensible(t, golden)
	shownInPages(t, golden)
}

// of is what an exchange says it asks: a file, the sample files, or nothing, which is
// the built-in article.
func (e exchange) of() string {
	named := strings.TrimSpace(asking.FindStringSubmatch(e.command)[2])
	return strings.TrimSuffix(named, "--article built-in")
}

// sensible holds what any good answer to some of the questions has, so that no
// -update keeps nonsense.
func sensible(t *testing.T, golden []exchange) {
	t.Helper()
	const statement, refusal = `\[1\]`, `沒有提到|does not say|不足以回答`
	for _, want := range []struct {
		question string
		says     string
		not      string
	}{
		{"你好", `問`, statement + `|` + refusal},
		{"謝謝", `.`, statement + `|` + refusal},
		{"這篇文章在講什麼?", `大模型這一年：從百家爭鳴到大企業領軍[^›]*\n(?s:.*)` + statement, refusal},
		{"總結一下重點", statement + `(?s:.*)\[2\]`, refusal},
		{"作者是誰", `嵐羽`, refusal},
		{"今天天氣如何?", `沒有|不`, statement + `|秒級`},
		{"How many patents has Tencent applied for?", `6\.6萬件.*` + statement, refusal},
		{"tell me about Pangu", `盤古.*` + statement, refusal},
		{"盤古氣象大模型能提供什麼樣的預報?", `秒級.*` + statement, refusal},
		{"2024年奧運會在哪裡舉行?", refusal, statement + `|~`},
		{"青石渡橋在哪一年通車？", `一九七一年.*` + statement, refusal},
		{"How many large models have been released in China?", `238.*` + statement, refusal},
		{"How much does a return ticket cost?", `120 dollars.*` + statement, refusal},
		{"Can I bring my dog?", `does not say`, statement},
	} {
		found := false
		for _, e := range golden {
			if e.question != want.question {
				continue
			}
			found = true
			if !regexp.MustCompile(want.says).MatchString(e.printed) || regexp.MustCompile(want.not).MatchString(e.printed) {
				t.Errorf("%s is to be answered with %s, and without %s, not with:\n%s", e.question, want.says, want.not, e.printed)
			}
		}
		if !found {
			t.Errorf("nobody asks %s", want.question)
		}
	}
}

// shownInPages holds that README and docs show what the program prints, up to a line
// that says … in its place.
func shownInPages(t *testing.T, golden []exchange) {
	t.Helper()
	for page, text := range pages(t) {
		shown := examples(text)
		if least := map[string]int{"README.md": 4, "docs/answers.md": 5, "docs/libraries.md": 1}[page]; len(shown) < least {
			t.Errorf("%s has only %d examples", page, len(shown))
		}
		for _, shown := range shown {
			known := false
			for _, e := range golden {
				// In a library of one's own are the sample files.
				if e.question != shown.question || e.of() != shown.of() && e.of() != "--data samples" {
					continue
				}
				known = true
				begin, _, elided := strings.Cut(shown.printed, "\n  …")
				if got := strings.TrimSpace(e.printed); got != strings.TrimSpace(shown.printed) && !(elided && strings.HasPrefix(got, strings.TrimSpace(begin))) {
					t.Errorf("%s (-) and the program (+) differ about %s:\n%s", page, e.question, cmp.Diff(strings.TrimSpace(shown.printed), got))
				}
			}
			if !known {
				t.Errorf("the example %s of %s is not in testdata/golden/ask.txt", shown.question, page)
			}
		}
	}
}

// examples are the questions of a page that have below them what is printed:
// after a $ in the same block, or else in the next one.
func examples(page string) (all []exchange) {
	parts := blocks(page)
	for i, block := range parts {
		commands := strings.Split("\n"+block, "\n$ ")
		for _, command := range commands[1:] {
			first, printed, _ := strings.Cut(command, "\n")
			if m := asking.FindStringSubmatch(first); m != nil {
				all = append(all, exchange{first, m[3], printed})
			}
		}
		first, _, _ := strings.Cut(block, "\n")
		if m := asking.FindStringSubmatch(first); m != nil && m[1] == "" && i+1 < len(parts) {
			all = append(all, exchange{first, m[3], parts[i+1]})
		}
	}
	return all
}

// blocks are the indented parts of Markdown, without their indent.
func blocks(page string) (all []string) {
	inside := false
	for line := range strings.Lines(page) {
		text, indented := strings.CutPrefix(line, "    ")
		switch {
		case indented && inside:
			all[len(all)-1] += text
		case indented:
			all, inside = append(all, text), true
		case strings.TrimSpace(line) == "" && inside:
			all[len(all)-1] += "\n"
		default:
			inside = false
		}
	}
	return all
}

func readGolden(t *testing.T, path string) (all []exchange) {
	t.Helper()
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(page)) {
		switch m := asking.FindStringSubmatch(strings.TrimSpace(line)); {
		case m != nil && m[1] != "":
			all = append(all, exchange{command: strings.TrimSpace(line), question: m[3]})
		case len(all) > 0:
			all[len(all)-1].printed += line
		}
	}
	for i := range all { // an empty line parts them
		all[i].printed = strings.TrimSuffix(all[i].printed, "\n\n") + "\n"
	}
	return all
}

func writeGolden(t *testing.T, path string, all []exchange) {
	t.Helper()
	var page strings.Builder
	for _, e := range all {
		page.WriteString(e.command + "\n" + e.printed + "\n")
	}
	if err := os.WriteFile(path, []byte(page.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
