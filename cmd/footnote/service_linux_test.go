package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestServiceAfterPanic checks that systemd starts the bot again after a panic. docs/footnote.service
// has it left alone after a status of 2, as with a wrong token, and that is Go's status of a panic,
// too, unless the environment asks for a signal.
func TestServiceAfterPanic(t *testing.T) {
	const variable = "FOOTNOTE_TEST_PANIC"
	if os.Getenv(variable) != "" {
		go panic("as the unit's program might")
		select {}
	}
	t.Parallel()
	unit, err := os.ReadFile(filepath.Join(root, "docs", "footnote.service"))
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	c.Env = append(os.Environ(), variable+"=1")
	for line := range strings.Lines(string(unit)) {
		if set, ok := strings.CutPrefix(strings.TrimSpace(line), "Environment="); ok {
			c.Env = append(c.Env, strings.Fields(set)...)
		}
	}
	said, err := c.CombinedOutput()
	ended, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		t.Fatalf("%v\n%s", err, said)
	}
	if status := ended.Sys().(syscall.WaitStatus); !status.Signaled() {
		t.Errorf("it ends with status %d, after which it is not started again", status.ExitStatus())
	}
}
