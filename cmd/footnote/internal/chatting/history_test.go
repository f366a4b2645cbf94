package chatting

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"footnote/bot/texts"
	"footnote/cmd/footnote/internal/prompt"
	"footnote/cmd/footnote/internal/term"
)

// kept opens a conversation whose questions are kept in a folder, and returns what could
// be called up and what was noted.
func kept(t *testing.T, folder string) (c *Conversation, past []string, notes *bytes.Buffer) {
	t.Helper()
	notes = &bytes.Buffer{}
	c = New(Work{Folder: folder, Variable: func(string) string { return "" }, Say: func(english string) string { return english },
		Note: func(format string, args ...any) { fmt.Fprintf(notes, format+"\n", args...) }, Report: func(err error) { fmt.Fprintf(notes, "error: %s\n", err) }, Out: term.New(&bytes.Buffer{})})
	return c, c.open(true), notes
}

func TestHistory(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	c, past, _ := kept(t, folder)
	if len(past) > 0 {
		t.Errorf("%q", past)
	}
	want := []string{"2022年我國數據存儲量是多少?", "第一行\n第二行", `"quoted" <b> \`, "same", "same"}
	for _, line := range want {
		c.keep(line)
	}
	c.keep(" a secret")
	c.keep("\u3000a secret") // as Chinese input methods type it
	c.keep(strings.Repeat("多", 3000))
	path := filepath.Join(folder, historyName)
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
		t.Fatal(info.Mode(), err)
	}
	_, past, notes := kept(t, folder)
	if !slices.Equal(past, want) || notes.Len() > 0 {
		t.Errorf("%q, %s", past, notes)
	}
	if err := c.forgetAll(); err != nil {
		t.Error(err)
	}
	if _, past, _ := kept(t, folder); len(past) > 0 {
		t.Errorf("%q", past)
	}
	c.keep("after")
	if _, past, _ := kept(t, folder); len(past) != 1 {
		t.Errorf("%q", past)
	}
	none := New(c.Work)
	if none.open(false) != nil || none.keeping {
		t.Error("they are kept though nobody wants it")
	}
}

// Whatever a conversation keeps itself, /forget deletes all that others kept, and what can
// TestForget checks that /forget deletes what other conversations kept, even where this one
// keeps nothing.
func TestForget(t *testing.T) {
	for name, prepare := range map[string]func(c *Conversation){
		"nothing was opened":    func(*Conversation) {},
		"nothing is to be kept": func(c *Conversation) { c.open(false) },
		"a write failed":        func(c *Conversation) { c.open(true); c.unkept(os.ErrPermission) },
	} {
		folder := t.TempDir()
		other, _, notes := kept(t, folder)
		other.keep("a secret")
		if err := os.WriteFile(filepath.Join(folder, historyName+".123"), []byte("\"a secret\"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		c, forgotten := New(other.Work), false
		c.forget = func() { forgotten = true }
		prepare(c)
		if err := c.forgetAll(); err != nil || !strings.HasSuffix(notes.String(), "are deleted\n") || !forgotten {
			t.Errorf("%s: %v, %s, %v", name, err, notes, forgotten)
		}
		if rest, _ := filepath.Glob(filepath.Join(folder, historyName+"*")); len(rest) != 1 { // the lock
			t.Errorf("%s: %q", name, rest)
		}
	}
	folder := filepath.Join(t.TempDir(), "none")
	c, _, notes := kept(t, folder)
	if err := c.forgetAll(); err != nil || notes.String() != "no questions are kept\n" {
		t.Errorf("%v, %s", err, notes)
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("a folder was made")
	}
}

// TestForgetInTrouble checks that a failed deletion is an error that names the file, and that
// nothing can be recalled all the same.
func TestForgetInTrouble(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, historyName)
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	c, _, notes := kept(t, folder)
	forgotten := false
	c.forget = func() { forgotten = true }
	notes.Reset()
	if err := c.forgetAll(); err != nil || !strings.HasPrefix(notes.String(), "error: ") || !strings.Contains(notes.String(), path) || !forgotten {
		t.Errorf("%v, %s, %v", err, notes, forgotten)
	}
}

// TestGreeting checks that one article is introduced by its title, and several by their number.
func TestGreeting(t *testing.T) {
	for many, want := range map[int]string{1: "Tides. Ask away; ", 45: "45 articles. Ask away about any of them; "} {
		c, _, notes := kept(t, t.TempDir())
		c.Title, c.Articles = "Tides", many
		if c.greet(); !strings.HasPrefix(notes.String(), want) {
			t.Errorf("%d: %s", many, notes)
		}
	}
}

// pastes are lines that cannot be read, for these reasons.
type pastes []error

func (p *pastes) Next(context.Context) (string, error) {
	err := (*p)[0]
	*p = (*p)[1:]
	return "", err
}

// TestLongPaste checks that a paste that is too long is an error, and does not end the conversation.
func TestLongPaste(t *testing.T) {
	c, _, notes := kept(t, t.TempDir())
	if err := c.run(t.Context(), &pastes{prompt.ErrTooLong, io.EOF}); err != nil || notes.String() != "error: question: has more than 2000 characters\n" {
		t.Errorf("%v, %s", err, notes)
	}
}

// TestUnknown checks that an unknown command is an error, so that --quiet shows it.
func TestUnknown(t *testing.T) {
	c, _, notes := kept(t, t.TempDir())
	for name, want := range map[string]string{"/hlep": "did you mean /help?", "/weather": "there are /sources, "} {
		notes.Reset()
		if done, err := c.Handle(t.Context(), name); done || err != nil || !strings.HasPrefix(notes.String(), "error: "+name+" is not a command; "+want) {
			t.Errorf("%v, %v, %s", done, err, notes)
		}
	}
}

// Conversations at the same time lose nothing of each other, while one of them shortens
// the file.
func TestHistoryTogether(t *testing.T) {
	folder := t.TempDir()
	lines := strings.Repeat("\"old\"\n", maxKept+maxKept/2)
	if err := os.WriteFile(filepath.Join(folder, historyName), []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for who := range 4 {
		c, past, _ := kept(t, folder)
		if len(past) != maxKept {
			t.Errorf("%d", len(past))
		}
		all.Go(func() {
			for n := range 20 {
				c.keep(fmt.Sprintf("%d of %d", n, who))
			}
		})
	}
	all.Wait()
	_, past, notes := kept(t, folder)
	for who := range 4 {
		for n := range 20 {
			if !slices.Contains(past, fmt.Sprintf("%d of %d", n, who)) {
				t.Errorf("%d of %d is lost", n, who)
			}
		}
	}
	raw, err := os.ReadFile(filepath.Join(folder, historyName))
	if n := bytes.Count(raw, []byte("\n")); err != nil || n > maxKept+80 || notes.Len() > 0 {
		t.Errorf("%d lines, %v, %s", n, err, notes)
	}
	if rest, _ := filepath.Glob(filepath.Join(folder, historyName+".*")); len(rest) > 1 { // the lock
		t.Errorf("%q", rest)
	}
}

// A file that is damaged, or none of ours, is told of and ends nothing.
func TestHistoryInTrouble(t *testing.T) {
	for _, c := range []struct {
		name  string
		make  func(path string) error
		past  []string
		noted string
	}{
		{"a line that was not finished", func(path string) error { return os.WriteFile(path, []byte("\"one\"\n\"tw"), 0o644) }, []string{"one"}, "one line of"},
		{"another kind of file", func(path string) error { return os.WriteFile(path, []byte("\x00\xff{}\n[1]\n\"one\"\n"), 0o600) }, []string{"one"}, "2 lines of"},
		{"what a terminal obeys", func(path string) error { return os.WriteFile(path, []byte("\"a\\u001b[2J\"\n"), 0o600) }, []string{"a\ufffd[2J"}, ""},
		{"empty", func(path string) error { return os.WriteFile(path, nil, 0o600) }, nil, ""},
		{"a folder", func(path string) error { return os.Mkdir(path, 0o700) }, nil, "is not a plain file"},
		{"a link", func(path string) error { return os.Symlink(os.DevNull, path) }, nil, "is not a plain file"},
	} {
		folder := t.TempDir()
		path := filepath.Join(folder, historyName)
		if err := c.make(path); err != nil {
			t.Skip(err)
		}
		in, past, notes := kept(t, folder)
		if !slices.Equal(past, c.past) || !strings.Contains(notes.String(), c.noted) || (c.noted == "") != (notes.Len() == 0) {
			t.Errorf("%s: %q, %s", c.name, past, notes)
		}
		if !in.keeping {
			continue
		}
		in.keep("new")
		_, past, notes = kept(t, folder)
		if notes.Len() > 0 {
			t.Errorf("%s: it is said again: %s", c.name, notes)
		}
		info, err := os.Stat(path)
		if !slices.Equal(past, append(slices.Clone(c.past), "new")) || err != nil || info.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
			t.Errorf("%s: %q, %v", c.name, past, err)
		}
	}

	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c, _, notes := kept(t, filepath.Join(file, "folder"))
	c.keep("one")
	c.keep("two")
	if strings.Count(notes.String(), "questions are not kept: ") != 1 {
		t.Errorf("%s", notes)
	}
}

// Where a server keeps the articles, questions are among the user's own files.
func TestHistoryPath(t *testing.T) {
	state := t.TempDir()
	variable := func(name string) string { return map[string]string{"XDG_STATE_HOME": state}[name] }
	if got := historyPath("data", variable); got != filepath.Join("data", historyName) {
		t.Error(got)
	}
	if got := historyPath("", variable); runtime.GOOS == "linux" && got != filepath.Join(state, "footnote", historyName) {
		t.Error(got)
	}
}

// What commands do is said in each language.
func TestCommandsAreTranslated(t *testing.T) {
	all := append(keys(), "search", "ends the conversation, as the end of the input does")
	for _, c := range commands() {
		all = append(all, c.does)
	}
	for _, locale := range []string{texts.TraditionalLocale, texts.SimplifiedLocale} {
		in := texts.NewCatalog(nil).ForLocale(locale)
		for _, english := range all {
			if in.OnConsole(english) == english {
				t.Errorf("%s has no %q", locale, english)
			}
		}
	}
}

func TestMeant(t *testing.T) {
	for name, want := range map[string]string{"/souces": "/sources", "/so": "/sources", "/rest": "/reset", "/qiut": "/quit", "/halp": "/help", "/": "", "/x": "", "/weather": ""} {
		if got := meant(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// Words that end a conversation stand alone, on a terminal.
func TestFarewell(t *testing.T) {
	for line, want := range map[string]bool{"exit": true, "EXIT": true, "quit ": true, "離開": true, "退出": true, "离开": true, " exit": false, "exit?": false, "退出條款是什麼?": false, "exit\nexit": false} {
		if isFarewell(line) != want {
			t.Errorf("%q should be %v", line, want)
		}
	}
}

// TestWhatEnds checks that /quit is described with what else ends the conversation: exit counts
// on a terminal only.
func TestWhatEnds(t *testing.T) {
	all := commands()
	last := all[len(all)-1]
	for at, want := range map[bool]string{true: "as exit and Ctrl-D do", false: "as the end of the input does"} {
		c := &Conversation{atTerminal: at}
		if got := c.does(last); last.name != quit || !strings.Contains(got, want) {
			t.Errorf("at a terminal: %v: %s: %q", at, last.name, got)
		}
	}
}
