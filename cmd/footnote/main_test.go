package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"footnote/internal/long"
	"footnote/internal/openaitest"
	"footnote/internal/samples"
)

func TestMain(m *testing.M) {
	if os.Getenv(program) != "" {
		main()
	}
	testscript.Main(tests{m}, map[string]func(){
		"footnote": main,
	})
}

// tests have a directory together, which goes with them.
type tests struct{ *testing.M }

func (all tests) Run() int {
	dir, err := os.MkdirTemp("", "footnote-caches-*")
	if err == nil {
		err = os.Setenv(testCaches, dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	return all.M.Run()
}

func TestScripts(t *testing.T) {
	t.Parallel()
	giveEngine(t)
	folder, formats := sampleFolder(t), formatsFolder(t)
	before, err := filepath.Abs("../../library/store/testdata/version4.db")
	if err != nil {
		t.Fatal(err)
	}
	model, other, locked := openaitest.New(t), openaitest.New(t), openaitest.New(t)
	model.Answer(reads(write))
	other.Models("another-model")
	locked.Busy(func(int) (int, http.Header) { return http.StatusUnauthorized, nil })
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d scripts, %v", len(files), err)
	}
	if long.Raced { // most commands do one thing after another; these stream, watch or serve
		files = []string{"testdata/script/llm.txtar", "testdata/script/mcp.txtar", "testdata/script/sync.txtar", "testdata/script/terminal.txtar"}
	}
	testscript.Run(t, testscript.Params{Files: files, RequireExplicitExec: true, Setup: func(e *testscript.Env) error {
		e.Setenv("XDG_CACHE_HOME", os.Getenv(testCaches))
		e.Setenv("HOME", e.WorkDir+"/home") // no other test's, nor a person's
		e.Setenv("VERSION4", before)
		e.Setenv("MODEL_SERVER", model.URL())
		e.Setenv("OTHER_SERVER", other.URL())
		e.Setenv("LOCKED_SERVER", locked.URL())
		caught, address := newTrap(t)
		e.Values["trap"] = caught
		e.Setenv("TRAP", address)
		e.Setenv("HOSTILE", hostile)
		for name, data := range map[string][]byte{"scan.pdf": samples.Scan(1, 2, 3), "mixed.pdf": samples.Scan("The first page has a text.", 2), "shot.png": samples.Screenshot()} {
			if err := os.WriteFile(filepath.Join(e.WorkDir, name), data, 0o600); err != nil {
				return err
			}
		}
		e.Setenv("HOSTILE_LINE", strings.ReplaceAll(hostile, "\r\n", " "))
		return errors.Join(os.CopyFS(filepath.Join(e.WorkDir, "sample"), os.DirFS(folder)), os.CopyFS(filepath.Join(e.WorkDir, "formats"), os.DirFS(formats)))
	}, Cmds: commands(), Condition: func(name string) (bool, error) {
		if name != "long" {
			return false, fmt.Errorf("no condition is called %s", name)
		}
		return os.Getenv(long.Variable) == "1", nil
	}})
}

func commands() map[string]func(*testscript.TestScript, bool, []string) {
	all := maps.Clone(trapCommands)
	maps.Copy(all, hostileCommands)
	all["damage"], all["exits"], all["asked"], all["values"] = damage, exits, asked, values
	return all
}

// exits holds that a command ends with a status.
func exits(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND…")
	}
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); !errors.As(err, &exit) || fmt.Sprint(exit.ExitCode()) != args[0] {
		ts.Fatalf("%q ends with %v, not with status %s", args[1:], err, args[0])
	}
}

// damage turns a bit over in the first place where a file has a text.
func damage(ts *testscript.TestScript, not bool, args []string) {
	if not || len(args) != 2 {
		ts.Fatalf("usage: damage FILE TEXT")
	}
	path := ts.MkAbs(args[0])
	raw, err := os.ReadFile(path)
	ts.Check(err)
	at := bytes.Index(raw, []byte(args[1]))
	if at < 0 {
		ts.Fatalf("%s does not have %s", args[0], args[1])
	}
	raw[at] ^= 1
	ts.Check(os.WriteFile(path, raw, 0o600))
}

// reads is a model that reads pictures, where it is shown one, and else writes.
func reads(writes func(openaitest.Request) string) func(openaitest.Request) string {
	var tired atomic.Bool
	return func(r openaitest.Request) string {
		img := r.Shown().Image
		if img == nil {
			return writes(r)
		}
		text, _ := samples.SeenText(img)
		switch {
		case r.Model == "mute":
			return ""
		case r.Model == "tired" && samples.Marks(img) == 2 && !tired.Swap(true): // the first time only
			return "I'm sorry, but I can't read the text in this image."
		}
		return "<think>Page 1 of 9.</think>```markdown\n" + text + "\n```"
	}
}

var passage = regexp.MustCompile(`=====[0-9a-f]+ passage (\d+)`)

// write is what the language models of the scripts write.
func write(r openaitest.Request) string {
	prompt := r.Messages[len(r.Messages)-1].Content
	before, _, _ := strings.Cut(prompt, "724.5EB")
	marks := passage.FindAllStringSubmatch(before, -1)
	number := "1"
	if len(marks) > 0 {
		number = marks[len(marks)-1][1]
	}
	switch {
	case strings.Contains(r.Messages[0].Content, `"search"`):
		return `{"question": "2022年我國數據存儲量是多少?", "search": "2022年數據存儲量"}`
	case r.Model == "liar":
		return "2022年我國數據存儲量為999EB。[" + number + "]"
	case r.Model == "hostile":
		return "2022年我國的\x1b\u202e\u009b\a\u200f數據存儲量為724.5EB[" + number + "]。"
	case r.Model == "silent":
		return "NO_ANSWER"
	}
	return "2022年我國的數據存儲量為724.5EB[" + number + "]。那占全球的14.4%。[" + number + "]"
}
