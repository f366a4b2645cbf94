package main

import (
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// docs/cli.md says of every command what it does and what it prints for programs.
func TestCommandsAreDocumented(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/cli.md")
	if err != nil {
		t.Fatal(err)
	}
	k, err := kong.New(&cli{})
	if err != nil {
		t.Fatal(err)
	}
	people, programs, found := strings.Cut(string(page), "\n## What it promises to programs\n")
	if !found {
		t.Fatal("docs/cli.md has no part for programs")
	}
	for _, command := range k.Model.Leaves(true) {
		name := "`" + strings.TrimPrefix(command.Path(), k.Model.Name+" ")
		if !strings.Contains(people, name) {
			t.Errorf("what %s does is missing", command.Path())
		}
		if !strings.Contains(programs, name) {
			t.Errorf("what %s prints for programs is missing", command.Path())
		}
	}
}
