package discordtest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A client sends requests as a bot and checks the results.
type client struct {
	*testing.T
	do func(method, path string, body any) (int, map[string]any)
	n  *recorder
}

// expect sends a request. It fails the test unless the response has the status and the code, and the
// fake has reported exactly the given errors.
func (s client) expect(status, code int, method, path string, body any, objections ...string) map[string]any {
	s.Helper()
	got, answer := s.do(method, path, body)
	expectAnswer(s.T, method+" "+path, got, answer, status, code)
	s.n.expect(objections...)
	return answer
}

// Only the author of a message can edit it, and only the author or a moderator can delete it. Only
// responses to interactions can be ephemeral.
func TestFlagsAndAuthors(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents, chat("ask", []any{}))
	s := client{t, b.Do, n}
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "en-US")
	messages := "/channels/" + room.ID + "/messages"
	s.expect(400, 50035, "POST", messages, object{"content": "for you alone", "flags": flagEphemeral}, "flags")
	own := messages + "/" + s.expect(200, 0, "POST", messages, object{"content": "hello", "flags": 4})["id"].(string)
	s.expect(400, 50035, "PATCH", own, object{"content": "hello", "flags": flagEphemeral}, "flags")
	s.expect(400, 50035, "PATCH", own, object{"content": "hello", "flags": 1 << 12}, "flags")
	s.expect(200, 0, "PATCH", own, object{"content": "hello again", "flags": 4})
	s.expect(400, 50006, "PATCH", own, object{"content": ""}, "empty")
	s.expect(400, 50006, "POST", messages, object{"content": " \n"}, "empty")

	s.expect(400, 50035, "POST", messages, object{"content": "hello", "embeds": []any{object{"title": "a lake"}}}, "embeds")
	s.expect(200, 0, "POST", messages, object{"content": "hello", "embeds": []any{}})

	theirs := messages + "/" + alice.Say(room, "mine").ID
	s.expect(403, 50005, "PATCH", theirs, object{"content": "yours"})
	s.expect(403, 50013, "DELETE", theirs, nil)
	s.expect(403, 50003, "DELETE", "/channels/"+alice.DM().ID+"/messages/"+alice.Say(alice.DM(), "mine").ID, nil)
	s.expect(204, 0, "DELETE", own, nil)

	i := alice.Slash(room, "ask")
	callback := "/interactions/" + i.ID + "/" + i.Token + "/callback"
	s.expect(400, 50035, "POST", callback, object{"type": 5, "data": object{"flags": 4}}, "deferral")
	s.expect(204, 0, "POST", callback, object{"type": 5, "data": object{"flags": flagEphemeral}})
	hook := "/webhooks/" + d.bot.ID + "/" + i.Token
	if got := s.expect(200, 0, "PATCH", hook+"/messages/@original", object{"content": "done", "flags": 4}); got["flags"] != float64(flagEphemeral|4) {
		t.Errorf("an edit leaves the flags %v", got["flags"])
	}
}

// A bot that may not read the message history cannot reply, and nobody can reply to a system
// message.
func TestReplies(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents)
	s := client{t, b.Do, n}
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "en-US")
	messages := "/channels/" + room.ID + "/messages"
	asked := alice.Say(room, "@bot who?")
	reply := object{"content": "she", "message_reference": object{"message_id": asked.ID}}
	s.expect(200, 0, "POST", messages, reply)
	thread := s.expect(200, 0, "POST", messages+"/"+asked.ID+"/threads", object{"name": "who"})["id"].(string)
	start := d.FindChannel(thread).messages[0].ID
	s.expect(400, 50035, "POST", "/channels/"+thread+"/messages", object{"content": "she", "message_reference": object{"message_id": start}}, "system")
	room.Deny("READ_MESSAGE_HISTORY")
	s.expect(400, 160002, "POST", messages, reply)
	s.expect(200, 0, "POST", messages, object{"content": "she"})
}

// allowed_mentions must not name the same kind both in parse and by ID. Role IDs limit which
// of the mentioned roles are pinged.
func TestAllowedMentions(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents)
	s := client{t, b.Do, n}
	messages := "/channels/" + d.Guild("reading room").Channel("general").ID + "/messages"
	many := []any{}
	for range 101 {
		many = append(many, d.Person("p"+strings.Repeat("x", len(many)), "en-US").ID)
	}
	for _, wrong := range []object{
		{"parse": []any{"users"}, "users": []any{"123456789012345678"}}, {"parse": []any{"roles"}, "roles": []any{"123456789012345678"}}, {"users": many}, {"parse": []any{"nobody"}},
	} {
		d.schemas = nil // the fake's own rule applies without the OpenAPI file too
		s.expect(400, 50035, "POST", messages, object{"content": "hello", "allowed_mentions": wrong}, "allowed_mentions")
	}
	s.expect(200, 0, "POST", messages, object{"content": "hello", "allowed_mentions": object{"parse": []any{"users"}, "users": []any{}}})
	s.expect(200, 0, "POST", messages, object{"content": "hello", "allowed_mentions": object{"parse": []any{}, "replied_user": false}})

	// Of the roles in the text, only those in allowed_mentions are pinged.
	guild := d.Guild("reading room")
	helpers, others := guild.Role("helpers"), guild.Role("others")
	text := helpers.Mention() + others.Mention() + " @everyone"
	named := object{"content": text, "allowed_mentions": object{"parse": []any{}, "roles": []any{helpers.ID, "123456789012345678"}}}
	s.expect(200, 0, "POST", messages, named)
	if got := d.Pings(); !slices.Equal(got, []string{helpers.Mention()}) {
		t.Errorf("pinged %v", got)
	}
	guild.Channel("general").Deny("MENTION_EVERYONE")
	s.expect(200, 0, "POST", messages, named)
	helpers.Mentionable()
	s.expect(200, 0, "POST", messages, named)
	if got := d.Pings(); len(got) != 2 {
		t.Errorf("pinged %v", got)
	}
}

// A thread inherits the permissions of its channel, except that writing in it has a permission of
// its own.
func TestPermissionsOfThreads(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents, chat("ask", []any{}))
	s := client{t, b.Do, n}
	g, alice := d.Guild("reading room"), d.Person("alice", "en-US")
	granted := func(c *Channel, permission string) bool {
		alice.Slash(c, "ask").Excuse()
		bits := d.bits([]string{permission})
		return parseBits(t, b.Next("INTERACTION_CREATE")["app_permissions"])&bits == bits
	}
	for name, c := range map[string]struct {
		denied         string
		room, inThread int // the status of sending a message
	}{"nothing": {"USE_SOUNDBOARD", 200, 200}, "messages": {"SEND_MESSAGES", 403, 200}, "messages in threads": {"SEND_MESSAGES_IN_THREADS", 200, 403}, "all": {"VIEW_CHANNEL", 403, 403}} {
		room := g.Channel(name)
		room.Deny(c.denied)
		thread := room.Thread("a thread")
		for at, want := range map[*Channel]int{room: c.room, thread: c.inThread} {
			got, _ := b.Do("POST", "/channels/"+at.ID+"/messages", object{"content": "hello"})
			if got != want {
				t.Errorf("without %s, in %s: status %d, want %d", c.denied, at.Name, got, want)
			}
		}
		if granted(thread, c.denied) != granted(room, c.denied) || granted(thread, c.denied) {
			t.Errorf("an interaction says that the bot has %s", c.denied)
		}
	}
	n.expect()
	s.expect(403, 50001, "GET", "/channels/"+g.Channel("all").ID, nil)
}

// In a thread that is locked but not archived, the bot can neither write nor edit messages, but it
// can delete them.
func TestLockedThread(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents)
	s := client{t, b.Do, n}
	thread := d.Guild("reading room").Channel("general").Thread("about birds")
	messages := "/channels/" + thread.ID + "/messages"
	own := messages + "/" + s.expect(200, 0, "POST", messages, object{"content": "a stork"})["id"].(string)
	thread.LockActive()
	s.expect(403, 160005, "POST", messages, object{"content": "a heron"})
	s.expect(403, 160005, "PATCH", own, object{"content": "a heron"})
	s.expect(204, 0, "DELETE", own, nil)
}

// parseBits parses a permission bit set, which payloads contain as a decimal string.
func parseBits(t *testing.T, digits any) uint64 {
	t.Helper()
	n, err := strconv.ParseUint(fmt.Sprint(digits), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A bot can forward messages whose content it can read, without adding anything.
func TestForwardByBot(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents)
	s := client{t, b.Do, n}
	g, alice := d.Guild("reading room"), d.Person("alice", "en-US")
	from, to := g.Channel("general"), "/channels/"+g.Channel("archive").ID+"/messages"
	of := func(m *Message) object {
		return object{"message_reference": object{"type": 1, "message_id": m.ID, "channel_id": from.ID}}
	}
	named := alice.Post(from, "@bot the report", report)
	got := s.expect(200, 0, "POST", to, of(named))
	snapshots, _ := got["message_snapshots"].([]any)
	if len(snapshots) != 1 || onlyAttachment(t, snapshots[0].(object)["message"])["filename"] != "2024.pdf" || got["flags"] != float64(1<<14) {
		t.Errorf("the forward is %v", got)
	}
	s.expect(400, 160014, "POST", to, of(alice.Say(from, "between us")), "cannot read")
	with := of(named)
	with["content"] = "look"
	s.expect(400, 50035, "POST", to, with, "of its own")
	s.expect(400, 50035, "POST", to, object{"message_reference": object{"type": 1, "message_id": named.ID}}, "channel")
}
