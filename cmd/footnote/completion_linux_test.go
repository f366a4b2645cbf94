package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/long"
	"footnote/internal/ptytest"
)

// Real shells complete real command lines, with titles that they would take for something
// else, and then run just what stands there.
func TestCompletionInShells(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	data, articles := filepath.Join(folder, "data"), filepath.Join(folder, "articles")
	if err := os.MkdirAll(filepath.Join(folder, "work"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(articles, 0o700); err != nil {
		t.Fatal(err)
	}
	for i, title := range []string{ // which begin as no id does
		"plain words", "it's \"so\"", "青石渡橋 耐震", "$(touch pwned)", "`touch pwned`", "o;touch pwned", "wow!! $HOME {a,b} *?[x]", `net\share\`, "zoo:bar baz", "zoo:other", "--help",
	} {
		writeFile(t, articles, fmt.Sprint(i, ".html"), fmt.Appendf(nil, "<title>%s</title><h1>%[1]s</h1><p>Lighthouse %d is %d metres high.</p>", title, i, i+40))
	}
	writeFile(t, filepath.Join(folder, "work"), "$(touch pwned).md", nil)
	succeed(t, "--data", data, "--embedder", "none", "--quiet", "library", "add", articles)
	lines := []completedLine{
		{"libr", []string{"library"}, "", false},
		{"--mode=ex", []string{"--mode=extractive"}, "", true},
		{"--mode ex", []string{"--mode", "extractive"}, "", false},
		{"answers li", []string{"answers", "list"}, "", false},
		{"library show pl", []string{"library", "show", "plain words"}, "", false},
		{"library remove \"it", []string{"library", "remove", `it's "so"`}, "", true},
		{"library remove 'it", []string{"library", "remove", `it's "so"`}, "", false},
		{"library show 青石", []string{"library", "show", "青石渡橋 耐震"}, "", true},
		{"library show '$(t", []string{"library", "show", "$(touch pwned)"}, "", true},
		{"library show '`", []string{"library", "show", "`touch pwned`"}, "", false},
		{"library show o", []string{"library", "show", "o;touch pwned"}, "", false},
		{"library show w", []string{"library", "show", "wow!! $HOME {a,b} *?[x]"}, "", false},
		{"library show \"w", []string{"library", "show", "wow!! $HOME {a,b} *?[x]"}, "", true},
		{"library show \"n", []string{"library", "show", `net\share\`}, "", false},
		{"ask --only=zoo:b", []string{"ask", "--only=zoo:bar baz"}, "", true},
		{"ask --only \"zoo:b", []string{"ask", "--only", "zoo:bar baz"}, "", false},
		{"library show zoo", []string{"library", "show", "zoo:"}, "", false},
		{"library show -- --he", []string{"library", "show", "--", "--help"}, "", false},
		{"library list --scope gu", []string{"library", "list", "--scope", "guild:"}, "", false},
		{"library add '$", []string{"library", "add", "$(touch pwned).md"}, "", true},
		{"library show 青石渡桥", []string{"library", "show", "青石渡橋 耐震"}, "fish", false}, // which looks for what begins so, and for nothing else
	}
	if os.Getenv(long.Variable) != "1" {
		lines = slices.DeleteFunc(lines, func(line completedLine) bool { return !line.short })
	}
	for _, shell := range []shellKind{
		{"bash", []string{"--noprofile", "--norc", "-i"}, "source <(footnote completion bash)"},
		{"zsh", []string{"-f", "-i"}, "source <(footnote completion zsh)"},
		{"zsh as a file", []string{"-f", "-i"}, "footnote completion zsh >$HOME/_footnote; fpath=($HOME $fpath); autoload -Uz compinit; compinit -i -D"},
		{"fish", []string{"--no-config", "-i"}, "footnote completion fish | source"},
	} {
		t.Run(shell.name, func(t *testing.T) {
			t.Parallel()
			name, _, _ := strings.Cut(shell.name, " ")
			path, err := exec.LookPath(name)
			if err != nil {
				t.Skipf("%s is not on this machine", name)
			}
			s := openShell(t, path, shell, data, filepath.Join(folder, "work"))
			for _, line := range lines {
				if line.except == shell.name {
					continue
				}
				if diff := cmp.Diff(line.want, s.run("footnote "+line.typed+"\t\r")); diff != "" {
					t.Errorf("%s: %s\n%s", line.typed, diff, s.screen())
				}
			}
		})
	}
	t.Cleanup(func() {
		if exists(filepath.Join(folder, "work", "pwned")) {
			t.Error("a title was run as a command")
		}
	})
}

// A completedLine is what is typed before Tab, and which words are run after it; except
// names a shell that does not do so.
type completedLine struct {
	typed  string
	want   []string
	except string
	short  bool // in a short run, too
}

type shellKind struct {
	name string
	args []string
	load string // has it complete footnote
}

// A shell runs in a terminal of its own. Instead of footnote it runs what writes the words
// of the command into a pipe; completion itself is the program's.
type shell struct {
	t        *testing.T
	terminal *ptytest.Terminal
	words    *os.File // the pipe
}

func openShell(t *testing.T, path string, kind shellKind, data, folder string) *shell {
	t.Helper()
	home := t.TempDir()
	pipe := filepath.Join(home, "words")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	words, err := os.OpenFile(pipe, os.O_RDWR, 0) // so that nobody waits for the other end
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { words.Close() })
	script := fmt.Sprintf("#!/bin/sh\ncase \"$1\" in __complete|completion) %s=1 exec '%s' \"$@\";; esac\nprintf '%%s\\0' \"$@\" >'%s'\nprintf '\\001\\0' >'%s'\n", program, os.Args[0], pipe, pipe)
	if err := os.WriteFile(filepath.Join(home, "footnote"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	terminal := ptytest.New(t, 200)
	c := exec.CommandContext(t.Context(), path, kind.args...)
	c.Dir, c.Stdin, c.Stdout, c.Stderr = folder, terminal.Program, terminal.Program, terminal.Program
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	c.Env = append(os.Environ(), "PATH="+home+":"+os.Getenv("PATH"), "HOME="+home, "LC_ALL=C.UTF-8", "TERM=xterm", "HISTFILE=/dev/null", "PS1=$ ",
		"FOOTNOTE_DATA="+data, "FOOTNOTE_ENV_FILE=", "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	})
	s := &shell{t: t, terminal: terminal, words: words}
	s.run(kind.load + "\rfootnote ready\r")
	return s
}

func (s *shell) screen() string {
	shown := s.terminal.Shown()
	return fmt.Sprintf("%q", shown[max(0, len(shown)-1000):])
}

// run types keys, and waits for the words of the command that they run.
func (s *shell) run(keys string) (words []string) {
	s.t.Helper()
	s.terminal.Type(s.t, keys)
	if err := s.words.SetReadDeadline(time.Now().Add(5 * time.Minute)); err != nil { // of a shell that runs nothing
		s.t.Fatal(err)
	}
	var got []byte
	for buffer := make([]byte, 4096); !bytes.HasSuffix(got, []byte("\x01\x00")); {
		n, err := s.words.Read(buffer)
		if err != nil {
			s.t.Fatalf("%v after %q: %s", err, keys, s.screen())
		}
		got = append(got, buffer[:n]...)
	}
	return strings.Split(strings.TrimSuffix(string(got), "\x00\x01\x00"), "\x00")
}
