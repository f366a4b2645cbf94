package discordtest

import "testing"

// Where only a person has installed the bot, an interaction has five further messages.
func TestFollowUpsByAccount(t *testing.T) {
	n := &notebook{TB: t}
	d, b := meet(t, n, Options{}, intentsOfAll, chat("ask", []any{}))
	s := sends{t, b.Do, n}
	alice, g := d.Person("alice", "en-US"), d.Guild("reading room")
	alice.Install()
	member, strange := g.Channel("general"), d.Guild("elsewhere").Channel("general")
	strange.Alone()
	for _, c := range []struct {
		at   *Channel
		most int
	}{{member, 8}, {strange, 5}, {alice.Group("friends"), 5}} {
		i := alice.Slash(c.at, "ask")
		s.is(204, 0, "POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 5})
		hook := "/webhooks/" + d.bot.ID + "/" + i.Token
		s.is(200, 0, "PATCH", hook+"/messages/@original", object{"content": "one"})
		for range c.most {
			s.is(200, 0, "POST", hook, object{"content": "more"})
		}
		if c.most == 5 {
			s.is(400, 40094, "POST", hook, object{"content": "one too many"}, "follow up")
			s.is(400, 40094, "POST", hook, object{"content": "one too many", "flags": flagEphemeral}, "follow up")
			s.is(200, 0, "PATCH", hook+"/messages/@original", object{"content": "edited"})
		}
	}
}

// Where a server wants it so, what a person's own app says is for them alone.
func TestExternalApps(t *testing.T) {
	n := &notebook{TB: t}
	d, b := meet(t, n, Options{}, intentsOfAll, chat("ask", []any{}))
	s := sends{t, b.Do, n}
	alice, bob, g := d.Person("alice", "en-US"), d.Person("bob", "en-US"), d.Guild("elsewhere")
	room := g.Channel("general")
	room.Alone()
	g.NoExternalApps()
	i := alice.Slash(room, "ask")
	s.is(204, 0, "POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 5})
	hook := "/webhooks/" + d.bot.ID + "/" + i.Token
	s.is(200, 0, "PATCH", hook+"/messages/@original", object{"content": "one"})
	s.is(200, 0, "POST", hook, object{"content": "two"})
	if len(alice.Sees(room)) != 2 || len(bob.Sees(room)) != 0 || !i.Answer("one").Ephemeral() {
		t.Errorf("bob sees %d messages", len(bob.Sees(room)))
	}
}
