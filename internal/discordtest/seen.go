package discordtest

import (
	"fmt"
	"strings"
)

// Violations are all breaches so far.
func (d observer) Violations() []string {
	d.noting.Lock()
	defer d.noting.Unlock()
	return append([]string(nil), d.violations...)
}

// Pings are all that the bot ever pinged: none, one hopes.
func (d observer) Pings() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]string(nil), d.pings...)
}

// Self is the bot.
func (d *Discord) Self() *Person { return d.bot }

// Contents are the texts that the bot sent, in messages and edits.
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

// Commands are the registered ones.
func (d *Discord) Commands() []map[string]any {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.commandList()
}

// Transcript is the last requests, a line each.
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
