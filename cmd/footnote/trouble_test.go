//go:build linux || darwin

package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"footnote/internal/discordtest"
	"footnote/internal/long"
)

// A trouble is something that is wrong with a data directory, and what commands
// then say.
type trouble struct {
	bring func(t *testing.T, data string) (before []byte, end func())
	says  map[string]said // by command
	short []string        // commands of a short run
}

// said is how a command ends, and words that it says.
type said struct {
	status int
	words  string
}

// Whatever is wrong, a command says so, with what to do about it, no byte of
// what was kept changes, and other articles are answered from.
func TestTroubles(t *testing.T) {
	long.Alone(t)
	t.Parallel()
	base := t.TempDir()
	var paths []string
	for n := range 30 {
		paths = append(paths, writeFile(t, t.TempDir(), "lighthouse.txt", []byte(lighthouse(n, 1))))
	}
	succeed(t, append([]string{"library", "add", "--embedder", "none", "--data", base}, paths...)...)
	often := []string{"add", "ask", "doctor", "serve"}
	for name, c := range map[string]trouble{
		"newer":   {bringNewer, always("was made by a newer version of footnote"), often},
		"corrupt": {bringCorruption, always("is damaged: "), often},
		// Each command waits for the lock, some for more than one file.
		"locked": {bringLock, always("is locked by another process"), []string{"add"}},
		"read-only disk": {bringReadOnly, map[string]said{
			"add": {1, "make the file and its folder writable"}, "remove": {1, "make the file and its folder writable"}, "serve": {1, "cannot be written"},
			"list": {0, "第7號燈塔"}, "show": {0, "第7號燈塔"}, "export": {0, "第7號燈塔"}, "ask": {0, "\n[1] 第7號燈塔\n"}, "doctor": {0, "warn  data "},
		}, often},
		"full disk": {bringFull, map[string]said{
			"add": {1, "full"}, "list": {0, "第7號燈塔"}, "export": {0, "第7號燈塔"}, "ask": {0, "\n[1] 第7號燈塔\n"}, "doctor": {0, "ok    library "},
		}, often},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data := filepath.Join(t.TempDir(), "data")
			if err := os.CopyFS(data, os.DirFS(base)); err != nil {
				t.Fatal(err)
			}
			c.endure(t, data)
		})
	}
}

// always is what every command says that needs the library.
func always(words string) map[string]said {
	all := map[string]said{"doctor": {1, "fail  library "}}
	for _, command := range []string{"add", "remove", "list", "show", "export", "ask", "serve", "backup"} {
		all[command] = said{1, words}
	}
	return all
}

func (c trouble) endure(t *testing.T, data string) {
	path := writeFile(t, t.TempDir(), "own.md", []byte(own))
	commands := map[string][]string{
		"add": {"library", "add", path}, "remove": {"library", "remove", "第7號燈塔"},
		"list": {"library", "list"}, "show": {"library", "show", "第7號燈塔"}, "export": {"library", "export"},
		"ask": {"ask", "第7號燈塔高多少公尺?"}, "doctor": {"doctor"}, "serve": {"serve"}, "backup": {"backup", filepath.Join(t.TempDir(), "backup")},
		"ask about a file":               {"ask", "--article", path, "燈塔高幾公尺?"},
		"ask about the built-in article": {"ask", "--article", "built-in", "2022年我國數據存儲量是多少?"},
	}
	if !long.On(t) {
		maps.DeleteFunc(c.says, func(command string, _ said) bool { return !slices.Contains(c.short, command) })
	}
	c.says["ask about a file"] = said{0, "\n[1] 燈塔手冊\n"}
	c.says["ask about the built-in article"] = said{0, "724.5EB，占全球的14.4%。 [1]"}
	before, end := c.bring(t, data)
	t.Run("commands", func(t *testing.T) {
		for name, want := range c.says {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				var identity []string
				if name == "serve" {
					identity = []string{"DISCORD_TOKEN=" + discordtest.Token, "FOOTNOTE_DISCORD_API=http://127.0.0.1:1/api/v10"}
				}
				got := runProgram(t, identity, append(commands[name], "--embedder", "none", "--data", data)...)
				all := got.out + got.log
				if got.status != want.status || !strings.Contains(all, want.words) || got.status != 0 && !strings.Contains(all, "hint: ") {
					t.Errorf("ends with %d, should end with %d and %q and a hint:\n%.2000s", got.status, want.status, want.words, all)
				}
			})
		}
	})
	end()
	if !bytes.Equal(before, database(t, data)) {
		t.Error("the file has changed")
	}
}
