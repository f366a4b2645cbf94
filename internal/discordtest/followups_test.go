package discordtest

import "testing"

// An interaction has at most five follow-up messages if the bot is installed only in the person's
// account.
func TestFollowUpsByAccount(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents, chat("ask", []any{}))
	s := client{t, b.Do, n}
	alice, g := d.Person("alice", "en-US"), d.Guild("reading room")
	alice.Install()
	member, elsewhere := g.Channel("general"), d.Guild("elsewhere").Channel("general")
	elsewhere.RemoveBot()
	for _, c := range []struct {
		at   *Channel
		most int
	}{{member, 8}, {elsewhere, 5}, {alice.Group("friends"), 5}} {
		i := alice.Slash(c.at, "ask")
		s.expect(204, 0, "POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 5})
		hook := "/webhooks/" + d.bot.ID + "/" + i.Token
		s.expect(200, 0, "PATCH", hook+"/messages/@original", object{"content": "one"})
		for range c.most {
			s.expect(200, 0, "POST", hook, object{"content": "more"})
		}
		if c.most == 5 {
			s.expect(400, 40094, "POST", hook, object{"content": "one too many"}, "follow up")
			s.expect(400, 40094, "POST", hook, object{"content": "one too many", "flags": flagEphemeral}, "follow up")
			s.expect(200, 0, "PATCH", hook+"/messages/@original", object{"content": "edited"})
		}
	}
}

// If a server denies USE_EXTERNAL_APPS, the responses of people's own apps are ephemeral.
func TestExternalApps(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents, chat("ask", []any{}))
	s := client{t, b.Do, n}
	alice, bob, g := d.Person("alice", "en-US"), d.Person("bob", "en-US"), d.Guild("elsewhere")
	room := g.Channel("general")
	room.RemoveBot()
	g.NoExternalApps()
	i := alice.Slash(room, "ask")
	s.expect(204, 0, "POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 5})
	hook := "/webhooks/" + d.bot.ID + "/" + i.Token
	s.expect(200, 0, "PATCH", hook+"/messages/@original", object{"content": "one"})
	s.expect(200, 0, "POST", hook, object{"content": "two"})
	if len(alice.Sees(room)) != 2 || len(bob.Sees(room)) != 0 || !i.Answer("one").Ephemeral() {
		t.Errorf("bob sees %d messages", len(bob.Sees(room)))
	}
}
