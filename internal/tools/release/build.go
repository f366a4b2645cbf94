package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// A revision is the revision that is built.
type revision struct {
	version string    // a tag, or the abbreviated commit
	at      time.Time // when it was committed
}

// readRevision returns the revision that is checked out. Uncommitted changes are an error
// unless they are allowed.
func readRevision(ctx context.Context, uncommitted bool) (r revision, err error) {
	status, err := output(ctx, nil, "git", "status", "--porcelain")
	if err != nil {
		return r, err
	}
	if status != "" && !uncommitted {
		return r, errors.New("there are uncommitted changes; commit them, or use --uncommitted")
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

// build builds the program for a target in a temporary folder, which the caller removes.
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

// environment returns variables that make the go command build for a target, for every
// processor of its architecture and regardless of the settings of this machine.
func (t target) environment() []string {
	return []string{"CGO_ENABLED=0", "GOOS=" + t.system, "GOARCH=" + t.processor, "GOAMD64=v1", "GOARM64=v8.0", "GOFLAGS=", "GOEXPERIMENT="}
}

// Whether a binary was tried.
const (
	started    = "started"
	notStarted = "not started, because this machine cannot run it"
)

// start asks the binary for its version and for an answer to a question, if this machine can
// run it, by itself or with an emulator of the processor.
func start(ctx context.Context, t target, binary string) (how string, err error) {
	var emulator []string
	switch {
	case t.system != runtime.GOOS:
		return notStarted, nil
	case t.processor == runtime.GOARCH:
	case t.system == "linux" && t.processor == "arm64" && installed("qemu-aarch64"):
		emulator = []string{"qemu-aarch64"}
	default:
		return notStarted, nil
	}
	data, err := os.MkdirTemp("", "footnote-release-data-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(data)
	settings := filepath.Join(data, "none.env") // so that no .env file is read
	if err := os.WriteFile(settings, nil, 0o600); err != nil {
		return "", err
	}
	ask := []string{"ask", "--embedder", "none", "--mode", "extractive", "--article", "built-in", "2022年中國數據產量排全球第幾?"}
	for _, args := range [][]string{{"version"}, ask} {
		command := append(append(slices.Clip(emulator), binary), args...)
		printed, err := output(ctx, []string{"FOOTNOTE_DATA=" + data, "FOOTNOTE_ENV_FILE=" + settings}, command[0], command[1:]...)
		if err != nil {
			return "", err
		}
		if printed == "" {
			return "", fmt.Errorf("%q printed nothing", command)
		}
	}
	return started, nil
}

func installed(program string) bool {
	_, err := exec.LookPath(program)
	return err == nil
}

// output runs a command and returns what it printed, without white space around it. If the
// command fails, the error contains what it printed to standard error.
func output(ctx context.Context, environment []string, name string, args ...string) (string, error) {
	c := exec.CommandContext(ctx, name, args...)
	c.Env = append(os.Environ(), environment...)
	var errs strings.Builder
	c.Stderr = &errs
	printed, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, errs.String())
	}
	return strings.TrimSpace(string(printed)), nil
}
