package discordtest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// expectAnswer fails the test if the status or the error code of an answer is not as expected.
func expectAnswer(t *testing.T, what string, status int, answer map[string]any, wantStatus, wantCode int) {
	t.Helper()
	code, _ := answer["code"].(float64)
	if status != wantStatus || int(code) != wantCode {
		t.Errorf("%s: %d %v, want status %d and code %d", what, status, answer, wantStatus, wantCode)
	}
}

// AutoMod checks everything that others see: messages, edits, initial responses and follow-ups.
// A blocked text is no violation, because the bot cannot know the words.
func TestAutoMod(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents, chat("ask", []any{}))
	g := d.Guild("reading room")
	room, alice := g.Channel("general"), d.Person("alice", "en-US")
	g.AutoMod("Heron")
	say := func(text string, flags int) object { return object{"content": text, "flags": flags} }

	status, got := b.Do("POST", "/channels/"+room.ID+"/messages", say("a heron", 0))
	expectAnswer(t, "a message", status, got, 400, 200000)
	status, got = b.Do("POST", "/channels/"+room.ID+"/messages", say("a stork", 0))
	expectAnswer(t, "an allowed message", status, got, 200, 0)
	status, got = b.Do("PATCH", "/channels/"+room.ID+"/messages/"+got["id"].(string), say("no, a HERON", 0))
	expectAnswer(t, "an edit", status, got, 400, 200000)

	i := alice.Slash(room, "ask")
	hook := "/webhooks/" + d.bot.ID + "/" + i.Token
	status, got = b.Do("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 4, "data": say("a heron", 0)})
	expectAnswer(t, "an initial response", status, got, 400, 200000)
	status, got = b.Do("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 5})
	expectAnswer(t, "a deferral after that", status, got, 204, 0)
	status, got = b.Do("PATCH", hook+"/messages/@original", say("a heron", 0))
	expectAnswer(t, "an edit of it", status, got, 400, 200000)
	status, got = b.Do("PATCH", hook+"/messages/@original", say("a stork", 0))
	expectAnswer(t, "an allowed edit", status, got, 200, 0)
	status, got = b.Do("POST", hook, say("a heron", 0))
	expectAnswer(t, "a follow-up", status, got, 400, 200000)
	status, got = b.Do("POST", hook, say("a heron", flagEphemeral))
	expectAnswer(t, "an ephemeral follow-up", status, got, 200, 0)

	status, got = b.Do("POST", "/channels/"+alice.DM().ID+"/messages", say("a heron", 0))
	expectAnswer(t, "a direct message", status, got, 200, 0)
	n.expect()
}

// In an archived thread, messages cannot be changed, but a new message reopens it. In a locked
// thread, the bot cannot write either.
func TestArchivedThread(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents, chat("ask", []any{}))
	thread, alice := d.Guild("reading room").Channel("general").Thread("about birds"), d.Person("alice", "en-US")
	messages := "/channels/" + thread.ID + "/messages"
	_, first := b.Do("POST", messages, object{"content": "a stork"})
	i := alice.Slash(thread, "ask")
	b.Do("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 4, "data": object{"content": "a heron"}})
	original := "/webhooks/" + d.bot.ID + "/" + i.Token + "/messages/@original"

	thread.Archive()
	for _, at := range []string{messages + "/" + first["id"].(string), original} {
		status, got := b.Do("PATCH", at, object{"content": "two"})
		expectAnswer(t, "an edit", status, got, 400, 50083)
		status, got = b.Do("DELETE", at, nil)
		expectAnswer(t, "a deletion", status, got, 400, 50083)
	}
	status, got := b.Do("POST", messages, object{"content": "a crane"})
	expectAnswer(t, "a message", status, got, 200, 0)
	status, got = b.Do("PATCH", original, object{"content": "two"})
	expectAnswer(t, "an edit after it was reopened", status, got, 200, 0)

	thread.Lock()
	status, got = b.Do("POST", messages, object{"content": "a crane"})
	expectAnswer(t, "a message in the locked thread", status, got, 400, 50083)
	status, got = b.Do("POST", "/webhooks/"+d.bot.ID+"/"+i.Token, object{"content": "a crane"})
	expectAnswer(t, "a follow-up in the locked thread", status, got, 400, 50083)
	status, got = b.Do("POST", "/webhooks/"+d.bot.ID+"/"+i.Token, object{"content": "a crane", "flags": flagEphemeral})
	expectAnswer(t, "an ephemeral follow-up", status, got, 200, 0)
	n.expect()
}

// If somebody deletes a deferred response, it cannot be edited any more, and follow-ups are new
// messages.
func TestDismiss(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents, chat("ask", []any{}))
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "en-US")
	i := alice.Slash(room, "ask")
	b.Do("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 5})
	i.Dismiss()
	hook := "/webhooks/" + d.bot.ID + "/" + i.Token
	status, got := b.Do("PATCH", hook+"/messages/@original", object{"content": "a stork"})
	expectAnswer(t, "an edit", status, got, 404, 10008)
	status, got = b.Do("POST", hook, object{"content": "a stork"})
	expectAnswer(t, "a follow-up", status, got, 200, 0)
	d.Close() // does not report that the response still shows "thinking…"
	n.expect()
}

// Messages are listed before or after a message, and not at all without the permission.
func TestListing(t *testing.T) {
	d, b := connect(t, t, Options{}, allIntents)
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "en-US")
	var ids []string
	for _, text := range []string{"one", "two", "three", "four"} {
		ids = append(ids, alice.Say(room, text).ID)
	}
	listed := func(query string) []string {
		var got []string
		_, answer := b.Do("GET", "/channels/"+room.ID+"/messages?"+query, nil)
		all, _ := answer["list"].([]any)
		for _, one := range all {
			got = append(got, one.(map[string]any)["id"].(string))
		}
		return got
	}
	for query, want := range map[string][]string{
		"limit=2":                    {ids[3], ids[2]},
		"limit=2&before=" + ids[2]:   {ids[1], ids[0]},
		"limit=2&after=" + ids[0]:    {ids[2], ids[1]},
		"limit=9&after=" + ids[2]:    {ids[3]},
		"limit=9&after=" + ids[3]:    nil,
		"limit=100&before=" + ids[0]: nil,
	} {
		if diff := cmp.Diff(want, listed(query)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", query, diff)
		}
	}
	room.Deny("READ_MESSAGE_HISTORY")
	if got := listed("limit=9"); len(got) > 0 {
		t.Errorf("without the permission: %v", got)
	}
}
