package completion

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/google/go-cmp/cmp"
)

// grammar is a small command line of every kind of words.
type grammar struct {
	Library struct {
		Show struct {
			Article string `arg:"" complete:"article"`
			Text    bool   `help:"Print its text."`
		} `cmd:""`
		Remove struct {
			Articles []string `arg:"" complete:"article"`
		} `cmd:""`
	} `cmd:"" help:"Keep articles."`
	Search struct {
		Query []string `arg:"" optional:""`
		K     int      `short:"k"`
	} `cmd:""`
	Secret struct{} `cmd:"" hidden:""`

	Mode    string `enum:"auto,extractive,llm" default:"auto" help:"Who writes."`
	Only    string `complete:"article"`
	Data    string `placeholder:"DIR"`
	Scope   string `complete:"scope"`
	EnvFile string `placeholder:"FILE"`
	Quiet   bool   `short:"q"`
}

func root(t *testing.T) *kong.Node {
	t.Helper()
	k, err := kong.New(&grammar{})
	if err != nil {
		t.Fatal(err)
	}
	return k.Model.Node
}

// hostile are titles that a shell would take for something else.
var hostile = []string{
	"plain", "two words", "it's", `say "hi"`, "青石渡橋 耐震", "$(touch pwned)", "`touch pwned`", "a;touch pwned", "a&touch pwned&", "a|b>c<d", "$HOME ${IFS} $1",
	`back\slash\`, "wow!! !-1 !x", "foo:bar:baz", "=eq=x", "~root", "{a,b}", "*", "?[a-z]", "#hash", "(sub)", "'", `"`, `'"'`, `\`, "$", "$'x'", "!", "a=b:c d", "%1^2", "end'", `end"`, "$(", "`", "全形　空格",
}

// breaks are what cuts words in bash, as it is and as people change it.
var breaks = []string{" \t\n\"'><=;|&(:", " \t\n\"'><;|&("}

// Whatever somebody has typed of a title, in whatever quotes, and whatever cuts words, the
// line that bash makes of it says just that title, and runs nothing.
func TestBashQuotes(t *testing.T) {
	t.Parallel()
	var script strings.Builder
	var want []string
	for _, title := range hostile {
		letters := []rune(title)
		for n := range len(letters) + 1 {
			for _, typed := range typings(string(letters[:n])) {
				for _, cut := range breaks {
					line := "footnote library show " + typed
					whole, ok := completed(t, line, cut, title)
					if !ok {
						t.Errorf("%q: nothing for %q", line, title)
						continue
					}
					fmt.Fprintf(&script, "%s\n", strings.Replace(whole, "footnote", "words", 1))
					want = append(want, "library", "show", title)
				}
			}
		}
	}
	folder := t.TempDir()
	shell := exec.Command("bash", "--norc", "--noprofile", "-c", "words() { printf '%s\\0' \"$@\"; }\n"+script.String())
	shell.Dir = folder
	out, err := shell.Output()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")); diff != "" {
		t.Error(diff)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, "*")); len(left) > 0 {
		t.Errorf("something was run: %q", left)
	}
}

// What several candidates share is what bash puts in, so it can be gone on with.
func TestBashShares(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed string
		all   []string
		want  []string
	}{
		{"z", []string{"zoo:bar baz", "zoo:other"}, []string{"zoo:'bar baz'", "zoo:other"}},
		{"a", []string{"a b c", "a b d"}, []string{"'a b c'", "'a b d'"}},
		{"'a", []string{"a b c", "a d"}, []string{"'a b c'", "'a d'"}},
		{"zoo:", []string{"zoo:bar baz", "zoo:b"}, []string{"b'ar baz'", "b"}},
		{"", []string{"a", "b c", "d"}, []string{"a", "'b c'", "d"}},
		{"青", []string{"青山 一", "青水"}, []string{"青'山 一'", "青水"}},
	} {
		line := "footnote library show " + c.typed
		begin, _ := cursorWord(line, breaks[0])
		got, _ := inBash(root(t), line, line[begin:], func(*place) (o offer) {
			for _, title := range c.all {
				o.candidates = append(o.candidates, candidate{value: title})
			}
			return o
		})
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.typed, diff)
		}
	}
}

// typings are ways to type the beginning of a title.
func typings(text string) []string {
	escaped := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`").Replace(text)
	ways := []string{`'` + strings.ReplaceAll(text, `'`, `'\''`), `"` + escaped}
	if isPlain(text) && text != "" && !strings.HasPrefix(text, "~") {
		ways = append(ways, text)
	}
	return ways
}

// completed is a line after it was completed with one title, as readline does it.
func completed(t *testing.T, line, cut, title string) (whole string, ok bool) {
	t.Helper()
	begin, quote := cursorWord(line, cut)
	inserted, _ := inBash(root(t), line, line[begin:], func(*place) offer {
		return offer{[]candidate{{value: title}}, noPaths}
	})
	if len(inserted) != 1 {
		return "", false
	}
	text := inserted[0]
	switch {
	case quote != 0 && strings.HasPrefix(text, string(quote)) && begin > 0 && rune(line[begin-1]) == quote:
		begin-- // as readline leaves out the second of two
	}
	whole = line[:begin] + text
	if quote != 0 && !strings.HasSuffix(whole, string(quote)) {
		whole += string(quote)
	}
	return whole, true
}

// cursorWord is where readline has the word at the end of a line begin, and the quote that
// is open.
func cursorWord(line, cut string) (begin int, quote rune) {
	escape := false
	for i, r := range line {
		switch {
		case escape:
			escape = false
		case r == '\\' && quote != '\'':
			escape = true
		case quote == r:
			quote = 0
		case quote != 0:
		case r == '\'' || r == '"':
			quote, begin = r, i+1
		case strings.ContainsRune(cut, r):
			begin = i + len(string(r))
		}
	}
	return begin, quote
}

func TestTakeApart(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]bashLine{
		"footnote ":                       {words: []string{"footnote"}},
		"footnote lib":                    {words: []string{"footnote"}, raw: "lib"},
		`A=1 _b2="x y" footnote 'a b' "c`: {words: []string{"footnote", "a b"}, raw: `"c`},
		`footnote "a\"b\c" $'d\ne\'f' g$`: {words: []string{"footnote", `a"b\c`, "d\ne'f"}, raw: "g$"},
		"footnote text >a.t":              {words: []string{"footnote", "text"}, raw: "a.t", file: true},
		"footnote text > a.txt lib":       {words: []string{"footnote", "text"}, raw: "lib"},
		`footnote a\ b=c `:                {words: []string{"footnote", "a b=c"}},
		`footnote "$HOME" $(x)`:           {words: []string{"footnote", "$HOME"}, raw: "$(x)"},
		"":                                {},
	} {
		if diff := cmp.Diff(want, takeApart(line), cmp.AllowUnexported(bashLine{})); diff != "" {
			t.Errorf("%q: %s", line, diff)
		}
	}
}

func FuzzTakeApart(f *testing.F) {
	for _, seed := range []string{`footnote 'a`, `footnote "$\`, `footnote $'\x`, "footnote \xff'"} {
		f.Add(seed, "a")
	}
	f.Fuzz(func(t *testing.T, line, text string) {
		inBash(root(t), line, text, func(p *place) offer { return offer{p.flagNames(), noPaths} })
	})
}
