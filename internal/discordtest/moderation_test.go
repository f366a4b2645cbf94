package discordtest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wants fails the test where a call is answered otherwise.
func wants(t *testing.T, what string, status int, answer map[string]any, wantStatus, wantCode int) {
	t.Helper()
	code, _ := answer["code"].(float64)
	if status != wantStatus || int(code) != wantCode {
		t.Errorf("%s: %d %v, not %d with the code %d", what, status, answer, wantStatus, wantCode)
	}
}

// AutoMod looks at all that others see: messages, edits, first answers and
// further ones. That is a breach of nothing: the bot cannot know the words.
func TestAutoMod(t *testing.T) {
	n := &notebook{TB: t}
	d, b := meet(t, n, Options{}, intentsOfAll, chat("ask", []any{}))
	g := d.Guild("reading room")
	room, alice := g.Channel("general"), d.Person("alice", "en-US")
	g.AutoMod("Heron")
	say := func(text string, flags int) object { return object{"content": text, "flags": flags} }

	status, got := b.Do("POST", "/channels/"+room.ID+"/messages", say("a heron", 0))
	wants(t, "a message", status, got, 400, 200000)
	status, got = b.Do("POST", "/channels/"+room.ID+"/messages", say("a stork", 0))
	wants(t, "another", status, got, 200, 0)
	status, got = b.Do("PATCH", "/channels/"+room.ID+"/messages/"+got["id"].(string), say("no, a HERON", 0))
	wants(t, "an edit", status, got, 400, 200000)

	i := alice.Slash(room, "ask")
	hook := "/webhooks/" + d.bot.ID + "/" + i.Token
	status, got = b.Do("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 4, "data": say("a heron", 0)})
	wants(t, "a first answer", status, got, 400, 200000)
	status, got = b.Do("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 5})
	wants(t, "a deferral after that", status, got, 204, 0)
	status, got = b.Do("PATCH", hook+"/messages/@original", say("a heron", 0))
	wants(t, "an edit of it", status, got, 400, 200000)
	status, got = b.Do("PATCH", hook+"/messages/@original", say("a stork", 0))
	wants(t, "another", status, got, 200, 0)
	status, got = b.Do("POST", hook, say("a heron", 0))
	wants(t, "a further message", status, got, 400, 200000)
	status, got = b.Do("POST", hook, say("a heron", flagEphemeral))
	wants(t, "one that only alice sees", status, got, 200, 0)

	status, got = b.Do("POST", "/channels/"+alice.DM().ID+"/messages", say("a heron", 0))
	wants(t, "a direct message", status, got, 200, 0)
	n.objects()
}

// In an archived thread nothing can be changed, but something new opens it; in
// one that is locked, the bot cannot do that either.
func TestArchivedThread(t *testing.T) {
	n := &notebook{TB: t}
	d, b := meet(t, n, Options{}, intentsOfAll, chat("ask", []any{}))
	thread, alice := d.Guild("reading room").Channel("general").Thread("about birds"), d.Person("alice", "en-US")
	messages := "/channels/" + thread.ID + "/messages"
	_, first := b.Do("POST", messages, object{"content": "a stork"})
	i := alice.Slash(thread, "ask")
	b.Do("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 4, "data": object{"content": "a heron"}})
	original := "/webhooks/" + d.bot.ID + "/" + i.Token + "/messages/@original"

	thread.Archive()
	for _, at := range []string{messages + "/" + first["id"].(string), original} {
		status, got := b.Do("PATCH", at, object{"content": "two"})
		wants(t, "an edit", status, got, 400, 50083)
		status, got = b.Do("DELETE", at, nil)
		wants(t, "a deletion", status, got, 400, 50083)
	}
	status, got := b.Do("POST", messages, object{"content": "a crane"})
	wants(t, "a message", status, got, 200, 0)
	status, got = b.Do("PATCH", original, object{"content": "two"})
	wants(t, "an edit after it", status, got, 200, 0)

	thread.Lock()
	status, got = b.Do("POST", messages, object{"content": "a crane"})
	wants(t, "a message where it is locked", status, got, 400, 50083)
	status, got = b.Do("POST", "/webhooks/"+d.bot.ID+"/"+i.Token, object{"content": "a crane"})
	wants(t, "a further one", status, got, 400, 50083)
	status, got = b.Do("POST", "/webhooks/"+d.bot.ID+"/"+i.Token, object{"content": "a crane", "flags": flagEphemeral})
	wants(t, "one that only alice sees", status, got, 200, 0)
	n.objects()
}

// A deferred answer that somebody deletes is gone, and a further message is one.
func TestDismiss(t *testing.T) {
	n := &notebook{TB: t}
	d, b := meet(t, n, Options{}, intentsOfAll, chat("ask", []any{}))
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "en-US")
	i := alice.Slash(room, "ask")
	b.Do("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 5})
	i.Dismiss()
	hook := "/webhooks/" + d.bot.ID + "/" + i.Token
	status, got := b.Do("PATCH", hook+"/messages/@original", object{"content": "a stork"})
	wants(t, "an edit", status, got, 404, 10008)
	status, got = b.Do("POST", hook, object{"content": "a stork"})
	wants(t, "a further message", status, got, 200, 0)
	d.Close() // it is not "thinking…"
	n.objects()
}

// Messages are listed from either side, and not at all without the permission.
func TestListing(t *testing.T) {
	d, b := meet(t, t, Options{}, intentsOfAll)
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
