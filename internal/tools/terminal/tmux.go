package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const (
	rows    = 50 // of the terminal; what has left its screen at the top is drawn too
	longest = 5 * time.Minute
	prompt  = "\x1b[2m$\x1b[0m \x1b[1m"
)

// configuration is that of tmux: no status line, and the screen stays when all is done.
const configuration = `set -g status off
set -g default-terminal tmux-256color
set -g history-limit 20000
set -g remain-on-exit on
set -g remain-on-exit-format ''
`

// typed is the screen of a terminal in which the commands were run. Whether one of them
// failed makes no difference: that is on the screen.
func typed(ctx context.Context, columns int, commands []string) (string, error) {
	folder, err := os.MkdirTemp("", "terminal")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(folder)
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	script, settings := filepath.Join(folder, "script"), filepath.Join(folder, "tmux.conf")
	if err := errors.Join(os.WriteFile(script, []byte(scriptOf(commands)), 0o600), os.WriteFile(settings, []byte(configuration), 0o600)); err != nil {
		return "", err
	}
	tmux := func(ctx context.Context, arguments ...string) (string, error) {
		out, err := exec.CommandContext(ctx, "tmux", append([]string{"-u", "-S", filepath.Join(folder, "socket"), "-f", settings}, arguments...)...).CombinedOutput()
		if err != nil {
			return "", fmt.Errorf("tmux: %w: %.300s", err, out)
		}
		return string(out), nil
	}
	if _, err := tmux(ctx, "new-session", "-d", "-x", strconv.Itoa(columns), "-y", strconv.Itoa(rows), "sh", script); err != nil {
		return "", err
	}
	defer func() { _, _ = tmux(context.WithoutCancel(ctx), "kill-server") }() // its folder goes with it
	for {
		dead, err := tmux(ctx, "display-message", "-p", "#{pane_dead}")
		if err != nil {
			return "", err
		}
		if strings.TrimSpace(dead) == "1" {
			return tmux(ctx, "capture-pane", "-e", "-p", "-S", "-")
		}
		select {
		case <-ctx.Done():
			return "", fmt.Errorf("wait for the commands: %w", ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// scriptOf shows each command behind a prompt and runs it.
func scriptOf(commands []string) string {
	var out strings.Builder
	for i, command := range commands {
		if i > 0 {
			out.WriteString("echo\n")
		}
		fmt.Fprintf(&out, "printf '%%s\\033[0m\\n' %s\n%s\n", quoted(prompt+command), command)
	}
	return out.String()
}

// quoted is text as one word of a shell.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
