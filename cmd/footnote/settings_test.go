package main

import (
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/cmd/footnote/internal/env"
)

// A data directory is somebody else's if a .env names it that was merely found.
func TestDataFound(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, ".", ".env", []byte("FOOTNOTE_DATA=theirs\n"))
	for want, args := range map[bool][]string{
		true:  {"version"},
		false: {"version", "--data", "ours"},
	} {
		c := &cli{}
		if _, err := c.parse(args, streams{}); err != nil || c.dataFound != want {
			t.Errorf("%q: %t, %v", args, c.dataFound, err)
		}
	}
	c := &cli{}
	if _, err := c.parse([]string{"version", "--env-file", ".env"}, streams{}); err != nil || c.dataFound || c.Data != "theirs" {
		t.Errorf("named: %t, %q, %v", c.dataFound, c.Data, err)
	}
}

// Every setting stands in .env.example and in docs/configuration.md, and nothing else
// does.
func TestSettings(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(root, ".env.example"))
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]bool{}
	for line := range strings.Lines(string(raw)) {
		if name, _, ok := strings.Cut(strings.TrimPrefix(line, "#"), "="); ok && !strings.Contains(name, " ") {
			documented[name] = true
		}
	}
	read := map[string]bool{env.Key: true, env.Token: true, env.DiscordAPI: true, env.APIToken: true, env.VisionKey: true}
	collect(reflect.TypeFor[cli](), read)
	delete(read, env.File) // which file it is stands in none
	for name := range read {
		if !documented[name] {
			t.Errorf(".env.example does not have %s", name)
		}
	}
	for name := range documented {
		if !read[name] {
			t.Errorf(".env.example has %s, which nothing reads", name)
		}
	}
	page, err := os.ReadFile(filepath.Join(root, "docs", "configuration.md"))
	if err != nil {
		t.Fatal(err)
	}
	tables := map[string]bool{}
	for line := range strings.Lines(string(page)) {
		if cells := strings.Split(strings.ReplaceAll(line, `\|`, "/"), "|"); len(cells) > 3 {
			for _, name := range regexp.MustCompile("`([A-Z_]{4,})`").FindAllStringSubmatch(cells[2], -1) {
				tables[name[1]] = true
			}
		}
	}
	read[env.File] = true
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"} { // of every program, and of no flag or .env
		read[name] = true
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(read)), slices.Sorted(maps.Keys(tables))); diff != "" {
		t.Errorf("docs/configuration.md (-settings +documented):\n%s", diff)
	}
}

func collect(s reflect.Type, names map[string]bool) {
	for i := range s.NumField() {
		f := s.Field(i)
		if name := f.Tag.Get("env"); name != "" {
			names[name] = true
		}
		if f.Type.Kind() == reflect.Struct {
			collect(f.Type, names)
		}
	}
}
