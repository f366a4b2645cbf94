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
	rows    = 50              // of the terminal; lines that have scrolled off are drawn, too
	timeout = 5 * time.Minute // for all commands together
	prompt  = "\x1b[2m$\x1b[0m \x1b[1m"
)

// configuration is tmux's: no status line, and the screen stays when the commands have ended.
const configuration = `set -g status off
set -g default-terminal tmux-256color
set -g history-limit 20000
set -g remain-on-exit on
set -g remain-on-exit-format ''
`

// runAll runs the commands in a terminal and returns its screen. A command that fails is not
// an error: the screen shows it.
func runAll(ctx context.Context, columns int, commands []string) (string, error) {
	folder, err := os.MkdirTemp("", "terminal")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(folder)
	ctx, cancel := context.WithTimeout(ctx, timeout)
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
	defer func() { _, _ = tmux(context.WithoutCancel(ctx), "kill-server") }() // its socket is removed with the folder
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
			return "", fmt.Errorf("the commands have not ended: %w", ctx.Err())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// drain waits until the terminal has processed all output: it asks for the position of the
// cursor and reads the reply up to its last letter. Without it, output of the last command can
// be lost, because tmux does not always read what is left when the shell exits.
const drain = `stty -icanon -echo
printf '\033[6n'
while [ "$(dd bs=1 count=1 2>/dev/null)" != R ]; do :; done
`

// scriptOf returns a shell script that prints each command after a prompt and runs it.
func scriptOf(commands []string) string {
	var out strings.Builder
	for i, command := range commands {
		if i > 0 {
			out.WriteString("echo\n")
		}
		fmt.Fprintf(&out, "printf '%%s\\033[0m\\n' %s\n%s\n", quoted(prompt+command), command)
	}
	return out.String() + drain
}

// quoted quotes text as one word for a shell.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }
