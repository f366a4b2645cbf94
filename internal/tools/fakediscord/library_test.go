package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"footnote/internal/discordtest/probe"
)

// register registers the library command, for people who manage a server.
func (f fake) register() {
	f.t.Helper()
	f.bot(200, "PUT", "/applications/1/commands", `[
		{"name":"library","description":"the library","default_member_permissions":"32","contexts":[0,1],"integration_types":[0,1],"options":[
			{"type":1,"name":"add","description":"adds","options":[{"type":11,"name":"file","description":"a file","required":true},{"type":6,"name":"for","description":"whom"},
				{"type":7,"name":"in","description":"where"},{"type":8,"name":"role","description":"which"},{"type":4,"name":"pages","description":"how many"}]},
			{"type":1,"name":"remove","description":"removes","options":[{"type":3,"name":"article","description":"which","required":true,"autocomplete":true}]}]}]`)
}

func TestLibrary(t *testing.T) {
	f := launch(t, "--ack-within", "1m")
	b := probe.Connect(t, f.API, f.Token, 1<<9, [2]int{0, 1})
	room := f.channel()
	f.register()
	guild := f.do(200, "POST", "/guild", `{"name":"reading room"}`)["id"].(string)
	add := `{"person":"alice","channel":"` + room + `","command":"library add","options":[{"name":"file","file":{"name":"a.txt","type":"text/plain","base64":"dGV4dA=="}}`
	if got := f.do(422, "POST", "/slash", add+`]}`)["error"].(string); !strings.Contains(got, "not offered here") {
		t.Errorf("somebody who may not add: %s", got)
	}
	f.do(200, "POST", "/grant", `{"guild":"`+guild+`","person":"alice","permissions":["MANAGE_GUILD"]}`)
	role := f.do(200, "POST", "/role", `{"guild":"`+guild+`","name":"readers"}`)["id"].(string)
	f.do(200, "POST", "/join", `{"guild":"`+guild+`","person":"bob","roles":["`+role+`"]}`)
	f.do(200, "POST", "/slash", add+`,{"name":"for","person":"bob"},{"name":"in","channel":"`+room+`"},{"name":"role","role":"`+role+`"},{"name":"pages","value":3}]}`)
	got := b.Next("INTERACTION_CREATE")["data"].(map[string]any)
	resolved := got["resolved"].(map[string]any)
	for _, kind := range []string{"attachments", "users", "members", "channels", "roles"} {
		if one, _ := resolved[kind].(map[string]any); len(one) != 1 {
			t.Errorf("%s are %v", kind, one)
		}
	}
	f.do(422, "POST", "/slash", `{"person":"bob","channel":"`+room+`","command":"library remove","options":[{"name":"article","value":"x"}]}`)
	f.do(200, "POST", "/override", `{"guild":"`+guild+`","command":"library"}`)
	f.do(200, "POST", "/slash", `{"person":"bob","channel":"`+room+`","command":"library remove","options":[{"name":"article","value":"x"}]}`)
	b.Next("INTERACTION_CREATE")

	answered := make(chan bool)
	go func() {
		defer close(answered)
		b.Answer(b.Next("INTERACTION_CREATE"), 8, map[string]any{"choices": []any{map[string]any{"name": "An article", "value": "a1"}}})
	}()
	r, err := http.NewRequest("POST", f.Control+"/autocomplete", strings.NewReader(`{"person":"alice","channel":"`+room+`","command":"library remove","options":[{"name":"article","value":"an"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := f.raw(200, r); got != `[{"name":"An article","value":"a1"}]` {
		t.Errorf("offered are %s", got)
	}
	<-answered
}

func TestFiles(t *testing.T) {
	f := launch(t)
	room := f.channel()
	path := filepath.Join(t.TempDir(), "paper.md")
	if err := os.WriteFile(path, []byte("# Paper"), 0o600); err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(map[string]any{"person": "alice", "channel": room, "text": "look", "files": []any{
		map[string]any{"path": path, "type": "text/markdown"}, map[string]any{"name": "b.txt", "base64": "dGV4dA=="},
	}})
	if err != nil {
		t.Fatal(err)
	}
	posted := f.do(200, "POST", "/post", string(body))
	for n, want := range []string{"# Paper", "text"} {
		r, err := http.NewRequest("GET", posted["files"].([]any)[n].(map[string]any)["url"].(string), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.raw(200, r); got != want {
			t.Errorf("file %d is %q", n, got)
		}
	}
	if got := f.do(200, "POST", "/link", `{"message":"`+posted["id"].(string)+`"}`)["link"].(string); !strings.HasSuffix(got, "/"+room+"/"+posted["id"].(string)) {
		t.Errorf("the link is %s", got)
	}
	f.do(400, "POST", "/post", `{"person":"alice","channel":"`+room+`","files":[{"path":"/nowhere/at/all"}]}`)
	f.do(400, "POST", "/post", `{"person":"alice","channel":"`+room+`","files":[{"name":"x","base64":"!"}]}`)
}

func TestServers(t *testing.T) {
	f := launch(t)
	b := probe.Connect(t, f.API, f.Token, 1, [2]int{0, 1})
	room := f.channel()
	guild := f.do(200, "POST", "/guild", `{"name":"reading room"}`)["id"].(string)
	b.Next("GUILD_CREATE")
	for _, step := range [][2]string{{"/outage", "GUILD_DELETE"}, {"/recover", "GUILD_CREATE"}, {"/kick", "GUILD_DELETE"}} {
		f.do(200, "POST", step[0], `{"guild":"`+guild+`"}`)
		if got := b.Next(step[1]); got["id"] != guild {
			t.Errorf("%s is of %v", step[0], got)
		}
	}
	f.register()
	slash := `{"person":"alice","channel":"` + room + `","command":"library remove","options":[{"name":"article","value":"x"}]}`
	f.do(422, "POST", "/slash", slash)
	f.do(200, "POST", "/install", `{"person":"alice"}`)
	f.do(200, "POST", "/grant", `{"guild":"`+guild+`","person":"alice","permissions":["MANAGE_GUILD"]}`)
	f.do(200, "POST", "/slash", slash)
	if got := b.Next("INTERACTION_CREATE")["authorizing_integration_owners"].(map[string]any); got["0"] != nil || got["1"] == nil {
		t.Errorf("the owners are %v", got)
	}
	f.do(200, "POST", "/add", `{"guild":"`+guild+`"}`)
	b.Next("GUILD_CREATE")
	f.bot(200, "POST", "/channels/"+room+"/messages", `{"content":"choose","components":[{"type":1,"components":[
		{"type":3,"custom_id":"m","placeholder":"Which?","options":[{"label":"One","value":"1"}]}]}]}`)
	var message string
	for _, m := range f.list("POST", "/messages", `{"channel":"`+room+`","person":"alice"}`) {
		message = m.(map[string]any)["id"].(string)
	}
	f.do(200, "POST", "/choose", `{"person":"alice","message":"`+message+`","menu":"Which","choices":["One"]}`)
	if got := b.Next("INTERACTION_CREATE")["data"].(map[string]any); got["custom_id"] != "m" {
		t.Errorf("what is chosen is %v", got)
	}
	f.do(404, "POST", "/kick", `{"guild":"1"}`)
	f.do(422, "POST", "/grant", `{"guild":"`+guild+`","person":"alice","permissions":["FLY"]}`)
}
