package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// A revision is what is built.
type revision struct {
	version string    // a tag, or the revision's own name
	at      time.Time // when it was committed
}

// readRevision reads what is checked out. Uncommitted changes are an error unless they
// are wanted.
func readRevision(ctx context.Context, changed bool) (r revision, err error) {
	status, err := output(ctx, nil, "git", "status", "--porcelain")
	if err != nil {
		return r, err
	}
	if status != "" && !changed {
		return r, fmt.Errorf("there are changes that are not committed; commit them, or say --uncommitted")
	}
	if r.version, err = output(ctx, nil, "git", "describe", "--tags", "--always", "--dirty"); err != nil {
		return r, err
	}
	r.version = strings.TrimPrefix(r.version, "v")
	at, err := output(ctx, nil, "git", "log", "-1", "--format=%cI")
	if err != nil {
		return r, err
	}
	r.at, err = time.Parse(time.RFC3339, at)
	return r, err
}

// build builds the program for a target into a folder of its own.
func build(ctx context.Context, t target, r revision) (binary string, err error) {
	folder, err := os.MkdirTemp("", "footnote-release-")
	if err != nil {
		return "", err
	}
	binary = filepath.Join(folder, "footnote")
	if t.system == "windows" {
		binary += ".exe"
	}
	_, err = output(ctx, t.environment(), "go", "build", "-trimpath", "-buildvcs=true", "-ldflags=-s -w", "-o", binary, program)
	if err != nil {
		os.RemoveAll(folder)
	}
	return binary, err
}

const program = "./cmd/footnote"

// environment is what has the go command work for a target, and for every processor of its
// kind, whatever is set on this machine.
func (t target) environment() []string {
	return []string{"CGO_ENABLED=0", "GOOS=" + t.system, "GOARCH=" + t.processor, "GOAMD64=v1", "GOARM64=v8.0", "GOFLAGS=", "GOEXPERIMENT="}
}

// How a binary was tried.
const (
	started    = "started"
	notStarted = "not started, as this machine cannot"
)

// start has the program say its version, and answer a question, where this machine can
// run it: by itself, or by an emulator of its processor.
func start(ctx context.Context, t target, binary string) (how string, err error) {
	var by []string
	switch {
	case t.system != runtime.GOOS:
		return notStarted, nil
	case t.processor == runtime.GOARCH:
	case t.system == "linux" && t.processor == "arm64" && installed("qemu-aarch64"):
		by = []string{"qemu-aarch64"}
	default:
		return notStarted, nil
	}
	data, err := os.MkdirTemp("", "footnote-release-data-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(data)
	settings := filepath.Join(data, "none.env") // not those of this folder, nor a key of whoever releases
	if err := os.WriteFile(settings, nil, 0o600); err != nil {
		return "", err
	}
	ask := []string{"ask", "--embedder", "none", "--mode", "extractive", "--article", "built-in", "2022年中國數據產量排全球第幾?"}
	for _, args := range [][]string{{"version"}, ask} {
		command := append(append(by[:len(by):len(by)], binary), args...)
		said, err := output(ctx, []string{"FOOTNOTE_DATA=" + data, "FOOTNOTE_ENV_FILE=" + settings}, command[0], command[1:]...)
		if err != nil {
			return "", err
		}
		if said == "" {
			return "", fmt.Errorf("%q says nothing", command)
		}
	}
	return started, nil
}

func installed(program string) bool {
	_, err := exec.LookPath(program)
	return err == nil
}

// output runs a command and has what it printed, without the line end. What it said of
// its failure is in the error.
func output(ctx context.Context, environment []string, name string, args ...string) (string, error) {
	c := exec.CommandContext(ctx, name, args...)
	c.Env = append(os.Environ(), environment...)
	var said strings.Builder
	c.Stderr = &said
	printed, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, said.String())
	}
	return strings.TrimSpace(string(printed)), nil
}
