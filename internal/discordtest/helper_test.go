package discordtest

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"footnote/internal/discordtest/probe"
)

// A notebook is a test that goes on where the fake has something against it.
type notebook struct {
	testing.TB
	mu    sync.Mutex
	lines []string
}

func (n *notebook) Errorf(format string, args ...any) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.lines = append(n.lines, fmt.Sprintf(format, args...))
}

func (n *notebook) Fatalf(format string, args ...any) { n.Errorf(format, args...) }

// objects fails the test where the fake has not objected with these words, or
// has with others too.
func (n *notebook) objects(words ...string) {
	n.TB.Helper()
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.lines) != len(words) {
		n.TB.Errorf("%d objections, not %d: %q", len(n.lines), len(words), n.lines)
	}
	for i, line := range n.lines[:min(len(n.lines), len(words))] {
		if !strings.Contains(line, words[i]) {
			n.TB.Errorf("%q, not %q", line, words[i])
		}
	}
	n.lines = nil
}

const noIntents, intentsOfAll = 0, intentGuilds | intentGuildMessages | intentDirectMessages

// meet is a fake and a bot in it, with these commands.
func meet(t testing.TB, r Reporter, o Options, intents int, commands ...any) (*Discord, *probe.Bot) {
	t.Helper()
	o.Unlimited = true
	if o.AckWithin == 0 {
		o.AckWithin = time.Minute // a busy machine is no breach
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
		t.Fatalf("%d %v, not %d, for %.300v", status, answer, want, commands)
	}
	return answer
}

type object = map[string]any

// chat is a command with options, everywhere; more may change it.
func chat(name string, options []any, more ...object) object {
	c := object{"name": name, "type": 1, "description": "does " + name, "options": options, "contexts": []int{0, 1, 2}, "integration_types": []int{0, 1}}
	for _, fields := range more {
		for field, value := range fields {
			c[field] = value
		}
	}
	return c
}

// opt is an option; more may change it.
func opt(kind int, name string, more ...object) object {
	o := object{"type": kind, "name": name, "description": "the " + name}
	for _, fields := range more {
		for field, value := range fields {
			o[field] = value
		}
	}
	return o
}

func in(options ...any) object { return object{"options": options} }

var must = object{"required": true}

// library is a command with subcommands and a group of them.
func library(more ...object) object {
	return chat("library", []any{
		opt(optionSubcommand, "add", in(
			opt(optionString, "url", must, object{"max_length": 40, "min_length": 3}), opt(optionFile, "file"), opt(optionInteger, "pages", object{"min_value": 1, "max_value": 9}),
			opt(optionBoolean, "quietly"), opt(optionUser, "for"), opt(optionChannel, "in", object{"channel_types": []int{0, 11}}), opt(optionRole, "role"),
			opt(optionNumber, "weight"), opt(optionString, "kind", object{"choices": []any{object{"name": "A book", "value": "book"}, object{"name": "A page", "value": "page"}}}),
			opt(optionMention, "who"),
		)),
		opt(optionSubcommand, "list"),
		opt(optionSubcommand, "remove", in(opt(optionString, "article", must, object{"autocomplete": true}), opt(optionInteger, "page", object{"autocomplete": true}), opt(optionBoolean, "quietly"))),
		opt(optionGroup, "settings", in(opt(optionSubcommand, "mode", in(opt(optionString, "mode", must))))),
	}, more...)
}
