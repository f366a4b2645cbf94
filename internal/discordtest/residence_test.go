package discordtest

import (
	"errors"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/discordtest/probe"
)

func TestGuildEvents(t *testing.T) {
	d, b := connect(t, t, Options{}, allIntents, chat("ask", nil))
	alice := d.Person("alice", "en-US")
	g := d.Guild("reading room")
	if got := b.Next("GUILD_CREATE"); got["id"] != g.ID || got["unavailable"] != false {
		t.Errorf("the bot joins %v", got)
	}
	room := g.Channel("general")
	b.Next("CHANNEL_CREATE")
	g.Role("readers")
	if got := b.Next("GUILD_ROLE_CREATE"); got["guild_id"] != g.ID || got["role"].(object)["name"] != "readers" {
		t.Errorf("GUILD_ROLE_CREATE is %v", got)
	}
	g.Outage()
	if diff := cmp.Diff(object{"id": g.ID, "unavailable": true}, b.Next("GUILD_DELETE")); diff != "" {
		t.Error(diff)
	}
	if _, err := alice.TrySlash(room, "ask"); !errors.Is(err, ErrHidden) {
		t.Errorf("a command during an outage: %v", err)
	}
	g.Recover()
	if got := b.Next("GUILD_CREATE"); got["id"] != g.ID || len(got["channels"].([]any)) != 1 || len(got["roles"].([]any)) != 2 {
		t.Errorf("after the outage: %v", got)
	}
	g.Kick()
	if diff := cmp.Diff(object{"id": g.ID}, b.Next("GUILD_DELETE")); diff != "" {
		t.Error(diff)
	}
	g.Outage() // the bot gets no events of a server that it is not in
	g.Recover()
	g.Add()
	if got := b.Next("GUILD_CREATE"); got["id"] != g.ID {
		t.Errorf("the bot joins again: %v", got)
	}
	want := []string{"READY", "GUILD_CREATE", "CHANNEL_CREATE", "GUILD_ROLE_CREATE", "GUILD_DELETE", "GUILD_CREATE", "GUILD_DELETE", "GUILD_CREATE"}
	if diff := cmp.Diff(want, b.Types()); diff != "" {
		t.Error(diff)
	}
}

// A bot without the guilds intent gets no events about servers. A bot that connects gets one for
// each available server.
func TestGuildsIntent(t *testing.T) {
	d, b := connect(t, t, Options{Window: 1}, noIntents, chat("ask", nil))
	here, out, gone := d.Guild("here"), d.Guild("out"), d.Guild("gone")
	out.Outage()
	gone.Kick()
	d.Person("alice", "en-US").Slash(here.Channel("general"), "ask").Excuse()
	b.Next("INTERACTION_CREATE")
	if diff := cmp.Diff([]string{"READY", "INTERACTION_CREATE"}, b.Types()); diff != "" {
		t.Error(diff)
	}
	c := probe.Connect(t, d.Base(), Token, allIntents, [2]int{0, 1})
	out.Recover()
	if a, z := c.Next("GUILD_CREATE"), c.Next("GUILD_CREATE"); a["id"] != here.ID || z["id"] != out.ID {
		t.Errorf("GUILD_CREATE for %v and %v", a["name"], z["name"])
	}
	if diff := cmp.Diff([]string{"READY", "GUILD_CREATE", "GUILD_CREATE"}, c.Types()); diff != "" {
		t.Error(diff)
	}
	if _, got := c.Do("GET", "/applications/@me", nil); got["approximate_guild_count"] != 2.0 {
		t.Errorf("approximate_guild_count is %v", got["approximate_guild_count"])
	}
}

func TestGuildsOfShards(t *testing.T) {
	d, _ := connect(t, t, Options{Window: 1}, noIntents)
	shards := []*probe.Bot{}
	for n := range 2 {
		shards = append(shards, probe.Connect(t, d.Base(), Token, allIntents, [2]int{n, 2}))
	}
	for n := range 40 {
		g := d.Guild(strconv.Itoa(n))
		id, _ := strconv.ParseUint(g.ID, 10, 64) // cannot fail: the fake made the ID
		mine := shards[id>>22%2]
		if got := mine.Next("GUILD_CREATE"); got["id"] != g.ID {
			t.Errorf("GUILD_CREATE for %v, want %s", got["id"], g.ID)
		}
		g.Kick()
		if got := mine.Next("GUILD_DELETE"); got["id"] != g.ID {
			t.Errorf("GUILD_DELETE for %v, want %s", got["id"], g.ID)
		}
	}
	if n := len(shards[0].Types()) + len(shards[1].Types()); n != 2+2*40 {
		t.Errorf("%d events", n)
	}
}

// A bot that was removed from a server can do nothing there, and only people who have installed it
// in their account can use it.
func TestKicked(t *testing.T) {
	d, b := connect(t, t, Options{}, allIntents, chat("ask", nil), object{"name": "Add to library", "type": 3})
	g := d.Guild("reading room")
	room, alice, bob := g.Channel("general"), d.Person("alice", "en-US"), d.Person("bob", "en-US")
	bob.Install()
	i := alice.Slash(room, "ask")
	b.Answer(b.Next("INTERACTION_CREATE"), 4, object{"content": "here", "components": []any{object{"type": 1, "components": []any{
		object{"type": 2, "style": 1, "label": "More", "custom_id": "more"},
	}}}})
	answer := i.Answer("here")
	g.Kick()
	m := alice.Say(room, "@bot hello")
	for path, want := range map[string]float64{
		"/channels/" + room.ID: 50001, "/channels/" + room.ID + "/messages": 50001, "/channels/" + room.ID + "/messages/" + m.ID: 50001,
		"/guilds/" + g.ID: 10004, "/guilds/" + g.ID + "/channels": 10004, "/guilds/" + g.ID + "/members/" + alice.ID: 10004, "/guilds/" + g.ID + "/roles": 10004,
	} {
		if status, got := b.Do("GET", path, nil); got["code"] != want || status != 403 && status != 404 {
			t.Errorf("%s: %d %v", path, status, got)
		}
	}
	if status, got := b.Do("POST", "/channels/"+room.ID+"/messages", object{"content": "x"}); status != 403 || got["code"] != 50001.0 {
		t.Errorf("sending a message: %d %v", status, got)
	}
	if _, err := alice.TrySlash(room, "ask"); !errors.Is(err, ErrHidden) {
		t.Errorf("alice: %v", err)
	}
	if _, err := alice.TryMessageCommand(m, "Add to library"); !errors.Is(err, ErrHidden) {
		t.Errorf("alice: %v", err)
	}
	if _, err := answer.owners(); !errors.Is(err, ErrHidden) {
		t.Errorf("an old button: %v", err)
	}
	bob.Slash(room, "ask").Excuse()
	if diff := cmp.Diff(object{"1": bob.ID}, b.Next("INTERACTION_CREATE")["authorizing_integration_owners"]); diff != "" {
		t.Error(diff)
	}
	g.Add()
	alice.Slash(room, "ask").Excuse()
	if diff := cmp.Diff(object{"0": g.ID}, b.Next("INTERACTION_CREATE")["authorizing_integration_owners"]); diff != "" {
		t.Error(diff)
	}
	for _, kind := range b.Types() {
		if kind == "MESSAGE_CREATE" {
			return // the event of the answer
		}
	}
	t.Errorf("the events %v lack the answer's MESSAGE_CREATE", b.Types())
}
