package discordtest

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSubcommands(t *testing.T) {
	d, b := connect(t, t, Options{}, noIntents, library())
	g := d.Guild("reading room")
	room, alice, bob := g.Channel("general"), d.Person("alice", "en-US"), d.Person("bob", "zh-TW")
	readers := g.Role("readers")
	bob.Join(g, readers)
	i := alice.Slash(room, "library add", Option{"url", "https://example.org"}, Option{"pages", 3}, Option{"quietly", true}, Option{"for", bob}, Option{"in", room},
		Option{"role", readers}, Option{"weight", 0.5}, Option{"kind", "book"}, Option{"who", alice}, Option{"file", File{"a.txt", "text/plain", []byte("text")}})
	got := b.Next("INTERACTION_CREATE")
	b.Answer(got, 4, object{"content": "added"})
	i.Answer("added")
	data := got["data"].(object)
	resolved := data["resolved"].(object)
	file := ""
	for id := range resolved["attachments"].(object) {
		file = id
	}
	option := func(name string, kind float64, value any) any {
		return object{"name": name, "type": kind, "value": value}
	}
	want := []any{object{"name": "add", "type": 1.0, "options": []any{
		option("url", 3, "https://example.org"), option("pages", 4, 3.0), option("quietly", 5, true), option("for", 6, bob.ID), option("in", 7, room.ID),
		option("role", 8, readers.ID), option("weight", 10, 0.5), option("kind", 3, "book"), option("who", 9, alice.ID), option("file", 11, file),
	}}}
	if diff := cmp.Diff(want, data["options"]); diff != "" {
		t.Errorf("options\n%s", diff)
	}
	for _, at := range [][3]string{
		{"users", bob.ID, "username bob"}, {"users", alice.ID, "username alice"}, {"members", bob.ID, "roles [" + readers.ID + "]"}, {"channels", room.ID, "name general"},
		{"roles", readers.ID, "name readers"}, {"attachments", file, "filename a.txt"},
	} {
		kind, id := at[0], at[1]
		field, value, _ := strings.Cut(at[2], " ")
		entry, _ := resolved[kind].(object)[id].(object)
		if shown(entry[field]) != value {
			t.Errorf("resolved.%s.%s is %v; its %s should be %s", kind, id, entry, field, value)
		}
	}
	if member := resolved["members"].(object)[bob.ID].(object); member["user"] != nil || member["deaf"] != nil || member["permissions"] == nil {
		t.Errorf("a resolved member is %v", member)
	}
}

func shown(v any) string {
	if list, is := v.([]any); is {
		var parts []string
		for _, one := range list {
			parts = append(parts, shown(one))
		}
		return "[" + strings.Join(parts, " ") + "]"
	}
	s, _ := v.(string)
	return s
}

func TestGroups(t *testing.T) {
	d, b := connect(t, t, Options{}, noIntents, library(), chat("help", nil))
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "en-US")
	alice.Slash(room, "library settings mode", Option{"mode", "llm"}).Excuse()
	want := []any{object{"name": "settings", "type": 2.0, "options": []any{
		object{"name": "mode", "type": 1.0, "options": []any{object{"name": "mode", "type": 3.0, "value": "llm"}}},
	}}}
	if diff := cmp.Diff(want, b.Next("INTERACTION_CREATE")["data"].(object)["options"]); diff != "" {
		t.Error(diff)
	}
	alice.Slash(room, "library list").Excuse()
	want = []any{object{"name": "list", "type": 1.0, "options": []any{}}}
	if diff := cmp.Diff(want, b.Next("INTERACTION_CREATE")["data"].(object)["options"]); diff != "" {
		t.Error(diff)
	}
	alice.Slash(room, "help").Excuse()
	if data := b.Next("INTERACTION_CREATE")["data"].(object); data["name"] != "help" || data["resolved"] != nil {
		t.Errorf("/help is %v", data)
	}
}

// Slash and TrySlash refuse what clients refuse; SlashRaw does not.
func TestWhatClientsRefuse(t *testing.T) {
	d, b := connect(t, t, Options{}, noIntents, library(), object{"name": "Add to library", "type": 3})
	g := d.Guild("reading room")
	room, alice := g.Channel("general"), d.Person("alice", "en-US")
	url := Option{"url", "https://example.org"}
	for _, c := range []struct {
		command string
		options []Option
		want    string
	}{
		{"ask", nil, "no command ask is registered"},
		{"Add to library", nil, "no command Add"},
		{"library", nil, "no command library"},
		{"library frob", nil, "no command library frob"},
		{"library settings", nil, "no command library settings"},
		{"library add", nil, "url is required"},
		{"library add", []Option{url, {"url", "https://example.org"}}, "twice"},
		{"library add", []Option{url, {"title", "x"}}, "no option title"},
		{"library add", []Option{{"url", 7}}, "int does not fit its type 3"},
		{"library add", []Option{{"url", ""}}, "empty"},
		{"library add", []Option{{"url", "ab"}}, "2 characters are too few"},
		{"library add", []Option{{"url", strings.Repeat("𠮷", 21)}}, "42 characters are too many"},
		{"library add", []Option{url, {"pages", "3"}}, "string does not fit its type 4"},
		{"library add", []Option{url, {"pages", 10}}, "out of range"},
		{"library add", []Option{url, {"pages", 0}}, "out of range"},
		{"library add", []Option{url, {"pages", 1.5}}, "not an integer"},
		{"library add", []Option{url, {"quietly", "yes"}}, "string does not fit its type 5"},
		{"library add", []Option{url, {"kind", "film"}}, "not one of its choices"},
		{"library add", []Option{url, {"for", room}}, "does not fit its type 6"},
		{"library add", []Option{url, {"in", d.Guild("elsewhere").Channel("general")}}, "not in the server"},
		{"library add", []Option{url, {"in", alice.DM()}}, "not in the server"},
		{"library add", []Option{url, {"file", "a.txt"}}, "does not fit its type 11"},
		{"library add", []Option{url, {"weight", 1e300}}, "out of range"},
	} {
		if _, err := alice.TrySlash(room, c.command, c.options...); err == nil || !strings.Contains(err.Error(), c.want) || errors.Is(err, ErrHidden) {
			t.Errorf("/%s %v: error %v, want %q", c.command, c.options, err, c.want)
		}
	}
	i := alice.SlashRaw(room, "library add", Option{"url", strings.Repeat("x", 7000)}, Option{"title", "x"}, Option{"pages", 99})
	i.Excuse()
	got := b.Next("INTERACTION_CREATE")["data"].(object)["options"].([]any)[0].(object)["options"].([]any)
	if len(got) != 3 || len(got[0].(object)["value"].(string)) != 7000 || got[2].(object)["value"] != 99.0 {
		t.Errorf("SlashRaw sent %.200v", got)
	}
	if n := len(b.Types()); n != 2 {
		t.Errorf("%d events: %v", n, b.Types())
	}
}

// Using a command that is not registered ends the test.
func TestSlashFails(t *testing.T) {
	n := &recorder{TB: t}
	d, _ := connect(t, n, Options{}, noIntents)
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "en-US")
	if i := alice.Slash(room, "ask"); i != nil {
		t.Errorf("an interaction: %+v", i)
	}
	if i := alice.MessageCommand(alice.Say(room, "x"), "Check"); i != nil {
		t.Errorf("an interaction: %+v", i)
	}
	if i := alice.SlashRaw(room, "ask"); i != nil {
		t.Errorf("an interaction: %+v", i)
	}
	n.expect("no command ask", "no message command Check", "no command ask")
}
