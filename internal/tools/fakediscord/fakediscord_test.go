package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// A fake is a running fakediscord.
type fake struct {
	t                   *testing.T
	API, Token, Control string
}

// launch runs the program until the test ends.
func launch(t *testing.T, arguments ...string) fake {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, in := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, arguments, in, io.Discard) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	f := fake{t: t}
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &f)
	}
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return f
}

// do calls the control API and expects a status.
func (f fake) do(status int, method, path, body string) map[string]any {
	f.t.Helper()
	r, err := http.NewRequest(method, f.Control+path, strings.NewReader(body))
	if err != nil {
		f.t.Fatal(err)
	}
	return f.ask(status, r)
}

func (f fake) ask(status int, r *http.Request) map[string]any {
	f.t.Helper()
	var got map[string]any
	_ = json.Unmarshal([]byte(f.raw(status, r)), &got) // got is nil if the response is a list
	return got
}

// list calls the control API for a list.
func (f fake) list(method, path, body string) []any {
	f.t.Helper()
	r, err := http.NewRequest(method, f.Control+path, strings.NewReader(body))
	if err != nil {
		f.t.Fatal(err)
	}
	var got []any
	if err := json.Unmarshal([]byte(f.raw(200, r)), &got); err != nil {
		f.t.Fatal(err)
	}
	return got
}

func (f fake) raw(status int, r *http.Request) string {
	f.t.Helper()
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		f.t.Fatal(err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != status {
		f.t.Fatalf("%s %s: %d %s, %v", r.Method, r.URL.Path, answer.StatusCode, raw, err)
	}
	return strings.TrimSpace(string(raw))
}

// bot calls the REST API as the bot.
func (f fake) bot(status int, method, path, body string) map[string]any {
	f.t.Helper()
	r, err := http.NewRequest(method, f.API+path, strings.NewReader(body))
	if err != nil {
		f.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bot "+f.Token)
	r.Header.Set("User-Agent", "DiscordBot (https://example.org, 1)")
	r.Header.Set("Content-Type", "application/json")
	return f.ask(status, r)
}

func (f fake) channel() string {
	f.t.Helper()
	guild := f.do(200, "POST", "/guild", `{"name":"reading room"}`)["id"].(string)
	return f.do(200, "POST", "/channel", `{"guild":"`+guild+`","name":"general"}`)["id"].(string)
}

func TestConversation(t *testing.T) {
	f := launch(t)
	room := f.channel()
	said := f.do(200, "POST", "/say", `{"person":"alice","channel":"`+room+`","text":"hello @bot"}`)
	if said["author"] != "alice" || said["channel"] != room {
		t.Errorf("said %v", said)
	}
	id := said["id"].(string)
	f.bot(200, "POST", "/channels/"+room+"/messages", `{"content":"hello","message_reference":{"message_id":"`+id+`"},"allowed_mentions":{"parse":[]},
		"components":[{"type":1,"components":[{"type":2,"style":1,"label":"More","custom_id":"more"}]}]}`)
	reply := f.do(200, "POST", "/wait/reply", `{"message":"`+id+`","text":"hello"}`)
	pressed := f.do(200, "POST", "/click", `{"person":"alice","message":"`+reply["id"].(string)+`","button":"More"}`)
	if pressed["acked"] != false || pressed["answer"] != nil {
		t.Errorf("pressed %v", pressed)
	}
	if got := f.do(200, "GET", "/self", ""); got["name"] != "footnote" {
		t.Errorf("the bot is %v", got)
	}
	for _, path := range []string{"/", "/violations", "/pings", "/commands", "/requests", "/connections", "/refusals"} {
		f.do(200, "GET", path, "")
	}
}

// What would end a test ends only one request, whose response has the reason.
func TestMistakes(t *testing.T) {
	f := launch(t, "--patience", "50ms")
	room := f.channel()
	said := f.do(200, "POST", "/say", `{"person":"alice","channel":"`+room+`","text":"hello"}`)["id"].(string)
	for _, c := range []struct {
		status           int
		path, body, want string
	}{
		{422, "/slash", `{"person":"alice","channel":"` + room + `","command":"ask"}`, "no command ask"},
		{422, "/click", `{"person":"alice","message":"` + said + `","button":"More"}`, "no button"},
		{422, "/wait/reply", `{"message":"` + said + `","text":"hello"}`, "waited in vain"},
		{404, "/say", `{"person":"alice","channel":"1","text":"hello"}`, "no channel"},
		{404, "/forward", `{"person":"alice","message":"` + said + `","channel":"1"}`, "no channel"},
		{404, "/wait/answer", `{"interaction":"1"}`, "no interaction"},
		{404, "/gateway", `{"do":"dance"}`, "cannot dance"},
		{404, "/nothing", `{}`, "GET / lists"},
		{400, "/say", `{"persn":"alice"}`, "persn"},
		{400, "/say", ``, "the body should be"},
		{400, "/wait/ready", `{"shards":1}`, "0 of 1"},
	} {
		if got := f.do(c.status, "POST", c.path, c.body)["error"].(string); !strings.Contains(got, c.want) {
			t.Errorf("%s %s: %s, not %q", c.path, c.body, got, c.want)
		}
	}
	f.do(200, "POST", "/say", `{"person":"alice","channel":"`+room+`","text":"still here"}`)
}

func TestTrouble(t *testing.T) {
	f := launch(t)
	f.do(200, "POST", "/fault", `{"route":"GET /users/@me","times":1,"status":429,"retry_after_ms":1500,"global":true}`)
	if got := f.bot(429, "GET", "/users/@me", ""); got["retry_after"] != 1.5 || got["global"] != true {
		t.Errorf("the fault is %v", got)
	}
	f.bot(200, "GET", "/users/@me", "")
	f.do(200, "POST", "/fault", `{"route":"GET /users/@me","status":503}`)
	f.do(200, "POST", "/faults/clear", `{}`)
	f.bot(200, "GET", "/users/@me", "")
	f.do(200, "POST", "/gateway", `{"do":"reconnect","shard":-1}`)
	f.do(200, "POST", "/gateway/script", `{"steps":["no HELLO"]}`)
	if got := f.do(200, "GET", "/refusals", ""); got["429"] != 1.0 || len(got) != 1 {
		t.Errorf("refusals %v", got)
	}
}

func TestCommandLine(t *testing.T) {
	for _, c := range []struct {
		arguments []string
		want      string
	}{
		{[]string{"--listen", "nowhere"}, "nowhere"},
		{[]string{"--control", "nowhere"}, "--control"},
		{[]string{"now"}, `unexpected argument "now"`},
		{[]string{"--help"}, "help requested"},
	} {
		var log strings.Builder
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := run(ctx, c.arguments, io.Discard, &log); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, not %q", c.arguments, err, c.want)
		}
		if c.arguments[0] == "--help" && !strings.Contains(log.String(), "/wait/answer") {
			t.Errorf("--help has no example:\n%s", log.String())
		}
	}
}
