package discordtest

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Violations returns all violations so far.
func (d observer) Violations() []string {
	d.violationsMu.Lock()
	defer d.violationsMu.Unlock()
	return append([]string(nil), d.violations...)
}

// Pings returns all mentions by which the bot's messages have notified somebody.
func (d observer) Pings() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]string(nil), d.pings...)
}

// Self returns the bot.
func (d *Discord) Self() *Person { return d.bot }

// Contents returns the texts that the bot has sent, in messages and edits.
func (d observer) Contents() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []string
	for _, r := range d.requests {
		for _, body := range []any{r.Body, r.Body["data"]} {
			if m, ok := body.(map[string]any); ok {
				if content, ok := m["content"].(string); ok {
					all = append(all, content)
				}
			}
		}
	}
	return all
}

// Commands returns the registered commands.
func (d *Discord) Commands() []map[string]any {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.commandList()
}

// Transcript returns the last requests, one per line.
func (d observer) Transcript() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out strings.Builder
	const most = 40
	for _, r := range d.requests[max(0, len(d.requests)-most):] {
		fmt.Fprintf(&out, "%s %d %.300s\n", r.Route, r.Status, r.Raw)
	}
	return out.String()
}

// Payload returns the message as Discord sends it, in JSON.
func (m *Message) Payload() []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	raw, _ := json.Marshal(m.json(true, false)) // cannot fail: it consists of maps, lists and plain values
	return raw
}
