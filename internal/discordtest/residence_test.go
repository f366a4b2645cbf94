package discordtest

import (
	"errors"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/discordtest/probe"
)

func TestGuildEvents(t *testing.T) {
	d, b := meet(t, t, Options{}, intentsOfAll, chat("ask", nil))
	alice := d.Person("alice", "en-US")
	g := d.Guild("reading room")
	if got := b.Next("GUILD_CREATE"); got["id"] != g.ID || got["unavailable"] != false {
		t.Errorf("the bot comes to %v", got)
	}
	room := g.Channel("general")
	b.Next("CHANNEL_CREATE")
	g.Role("readers")
	if got := b.Next("GUILD_ROLE_CREATE"); got["guild_id"] != g.ID || got["role"].(object)["name"] != "readers" {
		t.Errorf("a role is %v", got)
	}
	g.Outage()
	if diff := cmp.Diff(object{"id": g.ID, "unavailable": true}, b.Next("GUILD_DELETE")); diff != "" {
		t.Error(diff)
	}
	if _, err := alice.TrySlash(room, "ask"); !errors.Is(err, ErrHidden) {
		t.Errorf("a command in an outage: %v", err)
	}
	g.Recover()
	if got := b.Next("GUILD_CREATE"); got["id"] != g.ID || len(got["channels"].([]any)) != 1 || len(got["roles"].([]any)) != 2 {
		t.Errorf("what comes back is %v", got)
	}
	g.Kick()
	if diff := cmp.Diff(object{"id": g.ID}, b.Next("GUILD_DELETE")); diff != "" {
		t.Error(diff)
	}
	g.Outage() // of a server in which the bot is not it hears nothing
	g.Recover()
	g.Add()
	if got := b.Next("GUILD_CREATE"); got["id"] != g.ID {
		t.Errorf("the bot comes back to %v", got)
	}
	want := []string{"READY", "GUILD_CREATE", "CHANNEL_CREATE", "GUILD_ROLE_CREATE", "GUILD_DELETE", "GUILD_CREATE", "GUILD_DELETE", "GUILD_CREATE"}
	if diff := cmp.Diff(want, b.Types()); diff != "" {
		t.Error(diff)
	}
}

// A bot that wants to know nothing of servers hears nothing, and one that comes
// hears of those that are there.
func TestWhoHearsOfGuilds(t *testing.T) {
	d, b := meet(t, t, Options{Window: 1}, noIntents, chat("ask", nil))
	here, out, gone := d.Guild("here"), d.Guild("out"), d.Guild("gone")
	out.Outage()
	gone.Kick()
	d.Person("alice", "en-US").Slash(here.Channel("general"), "ask").Excuse()
	b.Next("INTERACTION_CREATE")
	if diff := cmp.Diff([]string{"READY", "INTERACTION_CREATE"}, b.Types()); diff != "" {
		t.Error(diff)
	}
	c := probe.Connect(t, d.Base(), Token, intentsOfAll, [2]int{0, 1})
	out.Recover()
	if a, z := c.Next("GUILD_CREATE"), c.Next("GUILD_CREATE"); a["id"] != here.ID || z["id"] != out.ID {
		t.Errorf("it hears of %v and %v", a["name"], z["name"])
	}
	if diff := cmp.Diff([]string{"READY", "GUILD_CREATE", "GUILD_CREATE"}, c.Types()); diff != "" {
		t.Error(diff)
	}
	if _, got := c.Do("GET", "/applications/@me", nil); got["approximate_guild_count"] != 2.0 {
		t.Errorf("the bot is said to be in %v servers", got["approximate_guild_count"])
	}
}

func TestGuildsOfShards(t *testing.T) {
	d, _ := meet(t, t, Options{Window: 1}, noIntents)
	shards := []*probe.Bot{}
	for n := range 2 {
		shards = append(shards, probe.Connect(t, d.Base(), Token, intentsOfAll, [2]int{n, 2}))
	}
	for n := range 40 {
		g := d.Guild(strconv.Itoa(n))
		id, _ := strconv.ParseUint(g.ID, 10, 64) // of our own making
		mine := shards[id>>22%2]
		if got := mine.Next("GUILD_CREATE"); got["id"] != g.ID {
			t.Errorf("%v came where %s should", got["id"], g.ID)
		}
		g.Kick()
		if got := mine.Next("GUILD_DELETE"); got["id"] != g.ID {
			t.Errorf("%v went where %s should", got["id"], g.ID)
		}
	}
	if n := len(shards[0].Types()) + len(shards[1].Types()); n != 2+2*40 {
		t.Errorf("%d events", n)
	}
}

// Where the bot was removed it can do nothing, and only who has it in their own
// account uses it.
func TestKicked(t *testing.T) {
	d, b := meet(t, t, Options{}, intentsOfAll, chat("ask", nil), object{"name": "Add to library", "type": 3})
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
		t.Errorf("a message: %d %v", status, got)
	}
	if _, err := alice.TrySlash(room, "ask"); !errors.Is(err, ErrHidden) {
		t.Errorf("alice: %v", err)
	}
	if _, err := alice.TryMessageCommand(m, "Add to library"); !errors.Is(err, ErrHidden) {
		t.Errorf("alice: %v", err)
	}
	if _, err := answer.inherited(); !errors.Is(err, ErrHidden) {
		t.Errorf("a button of before: %v", err)
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
			return // the answer's
		}
	}
	t.Errorf("of %v, none is the answer's", b.Types())
}
