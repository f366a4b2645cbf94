package discordtest

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"footnote/internal/discordtest/probe"
)

// A recorder records the errors that the fake reports, so that a test can expect them. A fatal
// error does not end the test.
type recorder struct {
	testing.TB
	mu    sync.Mutex
	lines []string
}

func (n *recorder) Errorf(format string, args ...any) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.lines = append(n.lines, fmt.Sprintf(format, args...))
}

func (n *recorder) Fatalf(format string, args ...any) { n.Errorf(format, args...) }

// expect fails the test unless the fake has reported exactly one error containing each of the
// words, in this order, since the last call.
func (n *recorder) expect(words ...string) {
	n.TB.Helper()
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.lines) != len(words) {
		n.TB.Errorf("%d errors reported, want %d: %q", len(n.lines), len(words), n.lines)
	}
	for i, line := range n.lines[:min(len(n.lines), len(words))] {
		if !strings.Contains(line, words[i]) {
			n.TB.Errorf("reported %q, want %q in it", line, words[i])
		}
	}
	n.lines = nil
}

const noIntents, allIntents = 0, intentGuilds | intentGuildMessages | intentDirectMessages

// connect starts a fake and connects a bot with these commands to it.
func connect(t testing.TB, r Reporter, o Options, intents int, commands ...any) (*Discord, *probe.Bot) {
	t.Helper()
	o.Unlimited = true
	if o.AckWithin == 0 {
		o.AckWithin = time.Minute // responding late on a busy machine is no violation
	}
	d := New(r, o)
	b := probe.Connect(t, d.Base(), Token, intents, [2]int{0, 1})
	if len(commands) > 0 {
		put(t, b, 200, commands...)
	}
	return d, b
}

// put registers commands and expects a status.
func put(t testing.TB, b *probe.Bot, want int, commands ...any) map[string]any {
	t.Helper()
	status, answer := b.Do("PUT", "/applications/1/commands", commands)
	if status != want {
		t.Fatalf("registering %.300v: status %d, want %d: %v", commands, status, want, answer)
	}
	return answer
}

type object = map[string]any

// chat returns a slash command with options that is available everywhere. more overrides fields.
func chat(name string, options []any, more ...object) object {
	c := object{"name": name, "type": 1, "description": "does " + name, "options": options, "contexts": []int{0, 1, 2}, "integration_types": []int{0, 1}}
	for _, fields := range more {
		for field, value := range fields {
			c[field] = value
		}
	}
	return c
}

// opt returns an option. more overrides fields.
func opt(kind int, name string, more ...object) object {
	o := object{"type": kind, "name": name, "description": "the " + name}
	for _, fields := range more {
		for field, value := range fields {
			o[field] = value
		}
	}
	return o
}

func with(options ...any) object { return object{"options": options} }

var required = object{"required": true}

// library returns a command with subcommands and a subcommand group.
func library(more ...object) object {
	return chat("library", []any{
		opt(optionSubcommand, "add", with(
			opt(optionString, "url", required, object{"max_length": 40, "min_length": 3}), opt(optionFile, "file"), opt(optionInteger, "pages", object{"min_value": 1, "max_value": 9}),
			opt(optionBoolean, "quietly"), opt(optionUser, "for"), opt(optionChannel, "in", object{"channel_types": []int{0, 11}}), opt(optionRole, "role"),
			opt(optionNumber, "weight"), opt(optionString, "kind", object{"choices": []any{object{"name": "A book", "value": "book"}, object{"name": "A page", "value": "page"}}}),
			opt(optionMention, "who"),
		)),
		opt(optionSubcommand, "list"),
		opt(optionSubcommand, "remove", with(opt(optionString, "article", required, object{"autocomplete": true}), opt(optionInteger, "page", object{"autocomplete": true}), opt(optionBoolean, "quietly"))),
		opt(optionGroup, "settings", with(opt(optionSubcommand, "mode", with(opt(optionString, "mode", required))))),
	}, more...)
}
