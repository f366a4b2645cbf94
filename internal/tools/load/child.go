package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"footnote/corpus"
	"footnote/internal/discordtest"
)

// A child is the bot under test.
type child struct {
	*exec.Cmd
	log    string        // file with its output
	status string        // address of its /metrics; empty if it has none
	ended  chan struct{} // closed when it has ended
}

// stopTimeout is how long the bot may take to end after SIGTERM.
const stopTimeout = 20 * time.Second

// start starts the bot. When ctx ends, the bot gets SIGTERM, and is killed if it does not end
// in time.
func start(ctx context.Context, s settings, d *discordtest.Discord, folder string) (*child, error) {
	name, args, status, err := program(ctx, s, folder)
	if err != nil {
		return nil, err
	}
	article := filepath.Join(folder, "article.txt")
	if err := writeArticle(article); err != nil {
		return nil, err
	}
	c := &child{Cmd: exec.CommandContext(ctx, name, args...), log: s.log, status: status, ended: make(chan struct{})}
	if c.log == "" {
		c.log = filepath.Join(folder, "bot.log")
	}
	log, err := os.Create(c.log)
	if err != nil {
		return nil, fmt.Errorf("--log: %w", err)
	}
	defer log.Close() // the child has its own descriptor
	c.Stdout, c.Stderr = log, log
	c.Env = append(withoutModel(os.Environ()), "DISCORD_TOKEN="+discordtest.Token, "FOOTNOTE_DISCORD_API="+d.Base(),
		"FOOTNOTE_LOAD_ARTICLE="+article, "FOOTNOTE_DATA="+folder)
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) }
	c.WaitDelay = stopTimeout
	setGroup(c.Cmd)
	if err := c.Start(); err != nil {
		return nil, fmt.Errorf("start the bot: %w", err)
	}
	go func() {
		defer close(c.ended)
		_ = c.Wait() // ProcessState says how it ended
	}()
	return c, nil
}

// program returns the program to run, its arguments, and the address of its /metrics, if it
// has any. The go command finds our own files, so that load works in every folder of the
// module.
func program(ctx context.Context, s settings, folder string) (name string, args []string, status string, err error) {
	if fields := strings.Fields(s.command); len(fields) > 0 {
		return fields[0], fields[1:], "", nil
	}
	if s.bot == "python" {
		here, err := command(ctx, "go", "list", "-f", "{{.Dir}}", "footnote/internal/tools/load")
		return s.python, []string{filepath.Join(strings.TrimSpace(here), "peer.py")}, "", err
	}
	name = filepath.Join(folder, "footnote.exe") // Windows needs the extension; other systems accept it
	if _, err := command(ctx, "go", "build", "-o", name, "footnote/cmd/footnote"); err != nil {
		return "", nil, "", err
	}
	if status, err = freeAddress(); err != nil {
		return "", nil, "", err
	}
	return name, []string{"serve", "--article", "built-in", "--listen", status}, status, nil
}

func command(ctx context.Context, name string, args ...string) (string, error) {
	var errs bytes.Buffer
	c := exec.CommandContext(ctx, name, args...)
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", strings.Join(c.Args, " "), err, errs.Bytes())
	}
	return string(out), nil
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

func writeArticle(path string) error {
	article, err := corpus.Builtin()
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(article.Text), 0o600)
}

// withoutModel removes the variables that would make the bot call a language model.
func withoutModel(environment []string) []string {
	var kept []string
	for _, one := range environment {
		if !strings.HasPrefix(one, "OPENAI_") {
			kept = append(kept, one)
		}
	}
	return kept
}

// waitReady waits until the bot is connected and has registered its command.
func (c *child) waitReady(ctx context.Context, d *discordtest.Discord) error {
	const timeout = time.Minute
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	for {
		select {
		case <-c.ended:
			return fmt.Errorf("the bot ended before it was ready: %v\n%s", c.ProcessState, c.tail())
		case <-ctx.Done():
			return fmt.Errorf("the bot is not ready after %v: it must connect and register /ask\n%s", timeout, c.tail())
		case <-time.After(50 * time.Millisecond):
		}
		if registered(d) && connected(d) {
			return nil
		}
	}
}

func registered(d *discordtest.Discord) bool {
	for _, one := range d.Commands() {
		if one["name"] == "ask" {
			return true
		}
	}
	return false
}

func connected(d *discordtest.Discord) bool {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return d.Hub().WaitReady(ctx, 1) == nil
}

// tail returns the end of the bot's output.
func (c *child) tail() string {
	raw, err := os.ReadFile(c.log)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err.Error()
	}
	const size = 2000
	return string(raw[max(0, len(raw)-size):])
}
