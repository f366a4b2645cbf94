package completion

import (
	"net"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// What a word may become follows from the words before it.
func TestOffer(t *testing.T) {
	t.Setenv("FOOTNOTE_DATA", t.TempDir())
	t.Setenv("FOOTNOTE_ENV_FILE", "")
	t.Chdir(t.TempDir())
	all := []string{"--data", "--env-file", "--help", "--mode", "--only", "--quiet", "--scope", "-h", "-q"}
	with := func(more ...string) []string { return append(slices.Clone(all), more...) }
	without := func(less ...string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(name string) bool { return slices.Contains(less, name) })
	}
	for _, c := range []struct {
		words []string // the last one is the one to complete
		want  []string
		paths paths
	}{
		{[]string{""}, []string{"help", "library", "search"}, noPaths},
		{[]string{"library", ""}, []string{"remove", "show"}, noPaths},
		{[]string{"help", "library", ""}, []string{"remove", "show"}, noPaths},
		{[]string{"help", "search", ""}, nil, noPaths},
		{[]string{"-q", "library", ""}, []string{"remove", "show"}, noPaths},
		{[]string{"--mode", "llm", "library", ""}, []string{"remove", "show"}, noPaths},
		{[]string{"--mode=llm", "library", ""}, []string{"remove", "show"}, noPaths},
		{[]string{"-"}, all, noPaths},
		{[]string{"-q", "--mode", "llm", "-"}, without("-q", "--quiet", "--mode"), noPaths},
		{[]string{"library", "show", "--"}, with("--text"), noPaths},
		{[]string{"search", "-k", "3", "-"}, all, noPaths},
		{[]string{"search", "-k3", "-"}, all, noPaths},
		{[]string{"search", "-qk", "--"}, nil, noPaths},
		{[]string{"search", "x", ""}, nil, noPaths},
		{[]string{"search", "-"}, with("--k", "-k"), noPaths},
		{[]string{"--mode", ""}, []string{"auto", "extractive", "llm"}, noPaths},
		{[]string{"--mode="}, []string{"--mode=auto", "--mode=extractive", "--mode=llm"}, noPaths},
		{[]string{"library", "--mode=e"}, []string{"--mode=auto", "--mode=extractive", "--mode=llm"}, noPaths},
		{[]string{"--quiet="}, []string{"--quiet=false", "--quiet=true"}, noPaths},
		{[]string{"--scope", ""}, []string{"guild:", "local", "person:"}, noPaths},
		{[]string{"--data="}, nil, folders},
		{[]string{"--env-file", ""}, nil, files},
		{[]string{"--nonsense=x"}, all, noPaths},
		{[]string{"--nonsense", "library", "x", ""}, []string{"remove", "show"}, noPaths},
		{[]string{"library", "show", "--", "-"}, nil, noPaths},
		{[]string{"secret", ""}, nil, noPaths},
	} {
		last := len(c.words) - 1
		o := offerAt(t.Context(), placeOf(root(t), c.words[:last], c.words[last]))
		var got []string
		for _, one := range o.candidates {
			got = append(got, one.value)
		}
		slices.Sort(got)
		slices.Sort(c.want)
		got = slices.Compact(got)
		if diff := cmp.Diff(c.want, got); diff != "" || o.paths != c.paths {
			t.Errorf("%q: %s %s", c.words, o.paths, diff)
		}
	}
}

// Names stand for things where they do so beyond doubt.
func TestNamed(t *testing.T) {
	t.Parallel()
	things := []thing{
		{"aaaa", "one", "a.md"}, {"bbbb", "same", ""}, {"cccc", "same", ""}, {"dddd", "--help", ""}, {"eeee", "line\nbreak", ""},
		{"ffff", "\x1b[31mred", ""}, {"abcd", "\u202eevil", ""}, {"0000", "", ""},
	}
	for _, c := range []struct {
		place place
		want  []string
	}{
		{place{}, []string{"one", "bbbb", "cccc", "dddd", "line break", "ffff", "abcd", "0000"}},
		{place{plain: true}, []string{"one", "bbbb", "cccc", "--help", "line break", "ffff", "abcd", "0000"}},
		{place{before: "--only="}, []string{"one", "bbbb", "cccc", "--help", "line break", "ffff", "abcd", "0000"}},
		{place{word: "EEE", arguments: []string{"one", "bbbb"}}, []string{"cccc", "dddd", "line break", "eeee", "ffff", "abcd", "0000"}},
	} {
		var got []string
		for _, one := range c.place.named(things) {
			got = append(got, one.value)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%+v: %s", c.place, diff)
		}
	}
}

// A server that a found .env names is not asked, and a place that is none makes nothing.
func TestOpen(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	t.Setenv("FOOTNOTE_ENV_FILE", "")
	t.Setenv("FOOTNOTE_DATA", "")
	t.Setenv("XDG_DATA_HOME", filepath.Join(folder, "none"))
	t.Setenv("HOME", filepath.Join(folder, "none"))
	server, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	if err := os.WriteFile(".env", []byte("FOOTNOTE_DATA=postgres://somebody:hush@"+server.Addr().String()+"/x?sslmode=disable\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, words := range [][]string{{"library", "show", ""}, {"--data", "nowhere", "library", "show", ""}, {"--env-file", folder, "library", "show", ""}} {
		last := len(words) - 1
		if o := offerAt(t.Context(), placeOf(root(t), words[:last], words[last])); len(o.candidates) > 0 {
			t.Errorf("%q: %v", words, o)
		}
	}
	if err := server.SetDeadline(time.Now().Add(time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if c, err := server.Accept(); err == nil {
		c.Close()
		t.Error("the server was asked")
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Errorf("something was made: %v, %v", left, err)
	}
}
