// Package probe is a minimal bot for testing the fake Discord. It uses only the REST API and the
// gateway, as any client does.
package probe

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// patience is how long the bot waits for anything.
const patience = 10 * time.Second

// A Bot is a bot that is connected to the gateway.
type Bot struct {
	t          testing.TB
	api, token string
	socket     *websocket.Conn
	running    sync.WaitGroup

	mu      sync.Mutex
	events  []Event
	taken   int // of events, by Next
	changed chan struct{}
}

// An Event is a gateway event.
type Event struct {
	Type string
	Data map[string]any
}

type payload struct {
	Op   int            `json:"op"`
	Type string         `json:"t"`
	Data map[string]any `json:"d"`
}

// Connect gets the gateway's address from the REST API, identifies a shard, and waits for READY.
// The connection is closed when the test ends.
func Connect(t testing.TB, api, token string, intents int, shard [2]int) *Bot {
	t.Helper()
	b := &Bot{t: t, api: api, token: token, changed: make(chan struct{})}
	_, at := b.Do("GET", "/gateway", nil)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	socket, answer, err := websocket.DefaultDialer.DialContext(ctx, fmt.Sprint(at["url"])+"/?v=10&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	b.socket = socket
	err = socket.WriteJSON(map[string]any{"op": 2, "d": map[string]any{
		"token": token, "intents": intents, "shard": shard, "properties": map[string]any{"os": "linux", "browser": "probe", "device": "probe"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	b.running.Go(b.listen)
	t.Cleanup(func() {
		socket.Close()
		b.running.Wait()
	})
	b.Next("READY")
	return b
}

func (b *Bot) listen() {
	for {
		var p payload
		_, raw, err := b.socket.ReadMessage()
		if err != nil {
			return // the test has ended
		}
		if json.Unmarshal(raw, &p) != nil || p.Op != 0 {
			continue // HELLO; tests are over before a heartbeat is due
		}
		b.mu.Lock()
		b.events = append(b.events, Event{p.Type, p.Data})
		close(b.changed)
		b.changed = make(chan struct{})
		b.mu.Unlock()
	}
}

// Next waits for the next event of a type and returns its data. It skips events of other types.
func (b *Bot) Next(kind string) map[string]any {
	b.t.Helper()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for {
		b.mu.Lock()
		rest, changed := b.events[b.taken:], b.changed
		if i := slices.IndexFunc(rest, func(e Event) bool { return e.Type == kind }); i >= 0 {
			b.taken += i + 1
			b.mu.Unlock()
			return rest[i].Data
		}
		b.mu.Unlock()
		select {
		case <-changed:
		case <-timer.C:
			b.t.Fatalf("no %s arrived, only %v", kind, b.Types())
			return nil
		}
	}
}

// Types returns the types of all events so far.
func (b *Bot) Types() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var list []string
	for _, e := range b.events {
		list = append(list, e.Type)
	}
	return list
}

// Do calls the REST API. If the response is a JSON list, answer has it as the field "list".
func (b *Bot) Do(method, path string, body any) (status int, answer map[string]any) {
	b.t.Helper()
	encoded, err := json.Marshal(body)
	if err != nil {
		b.t.Fatal(err)
	}
	if body == nil {
		encoded = nil
	}
	return b.Send(method, path, "application/json", encoded)
}

// Send is like Do, but sends the body unchanged. kind is its content type.
func (b *Bot) Send(method, path, kind string, body []byte) (status int, answer map[string]any) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, b.api+path, bytes.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bot "+b.token)
	r.Header.Set("User-Agent", "DiscordBot (https://example.org, 1)")
	r.Header.Set("Content-Type", kind)
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer got.Body.Close()
	raw, err := io.ReadAll(got.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if bytes.HasPrefix(raw, []byte("[")) {
		raw = fmt.Appendf(nil, `{"list":%s}`, raw)
	}
	if len(raw) > 0 && json.Unmarshal(raw, &answer) != nil {
		b.t.Fatalf("%s %s: %s", method, path, raw)
	}
	return got.StatusCode, answer
}

// Answer sends the initial response to an interaction.
func (b *Bot) Answer(interaction map[string]any, kind int, data map[string]any) (status int) {
	b.t.Helper()
	status, _ = b.Do("POST", fmt.Sprintf("/interactions/%v/%v/callback", interaction["id"], interaction["token"]), map[string]any{"type": kind, "data": data})
	return status
}
