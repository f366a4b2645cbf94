package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

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

// Every setting stands in .env.example, and nothing else does.
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
	read := map[string]bool{env.Key: true, env.Token: true, env.DiscordAPI: true}
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
