package discordtest

import (
	"strings"
	"testing"
)

// A forum contains posts, and no messages of its own.
func TestForum(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents)
	s := client{t, b.Do, n}
	g := d.Guild("reading room")
	forum := g.Forum("questions", "birds", "lakes")
	shown := b.Next("CHANNEL_CREATE")
	tags := shown["available_tags"].([]any)
	if shown["type"] != float64(kindForum) || len(tags) != 2 || tags[0].(object)["name"] != "birds" {
		t.Errorf("the forum is %v", shown)
	}
	birds := tags[0].(object)["id"]
	at := "/channels/" + forum.ID
	s.expect(400, 40058, "POST", at+"/messages", object{"content": "hello"}, "forum")
	said := object{"content": "Which bird is white?"}
	post := s.expect(200, 0, "POST", at+"/threads", object{"name": "White birds", "message": said, "applied_tags": []any{birds}})
	if post["parent_id"] != forum.ID || post["owner_id"] != d.bot.ID || post["message"].(object)["id"] != post["id"] || post["applied_tags"].([]any)[0] != birds {
		t.Errorf("the post is %v", post)
	}
	if told := b.Next("THREAD_CREATE"); told["id"] != post["id"] {
		t.Errorf("THREAD_CREATE is %v", told)
	}
	if m := b.Next("MESSAGE_CREATE"); m["channel_id"] != post["id"] || m["content"] != said["content"] {
		t.Errorf("its first message is %v", m)
	}
	s.expect(200, 0, "POST", "/channels/"+post["id"].(string)+"/messages", object{"content": "A stork"})

	for what, wrong := range map[string]object{
		"no name":  {"name": "", "message": said},
		"long":     {"name": strings.Repeat("x", 101), "message": said},
		"no tag":   {"name": "x", "message": said, "applied_tags": []any{"123456789012345678"}},
		"six tags": {"name": "x", "message": said, "applied_tags": []any{birds, birds, birds, birds, birds, birds}},
		"61 min":   {"name": "x", "message": said, "auto_archive_duration": 61},
		"no text":  {"name": "x"},
	} {
		d.schemas = nil
		t.Log(what)
		s.expect(400, 50035, "POST", at+"/threads", wrong, "")
	}
	s.expect(400, 50006, "POST", at+"/threads", object{"name": "x", "message": object{"content": ""}}, "empty")
	forum.RequireTag()
	s.expect(400, 40067, "POST", at+"/threads", object{"name": "x", "message": said}, "tag")
	g.AutoMod("heron")
	s.expect(400, 200001, "POST", at+"/threads", object{"name": "A heron", "message": said, "applied_tags": []any{birds}})
	s.expect(400, 200000, "POST", at+"/threads", object{"name": "x", "message": object{"content": "A heron"}, "applied_tags": []any{birds}})
	forum.Deny("SEND_MESSAGES")
	s.expect(403, 50013, "POST", at+"/threads", object{"name": "x", "message": said, "applied_tags": []any{birds}})
}

// A thread below a text channel can be opened without a message.
func TestThreadWithoutMessage(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents)
	s := client{t, b.Do, n}
	room := d.Guild("reading room").Channel("general")
	thread := s.expect(200, 0, "POST", "/channels/"+room.ID+"/threads", object{"name": "about birds", "type": 11})
	if thread["type"] != 11.0 || thread["parent_id"] != room.ID {
		t.Errorf("the thread is %v", thread)
	}
	s.expect(400, 50024, "POST", "/channels/"+thread["id"].(string)+"/threads", object{"name": "in a thread", "type": 11}, "type")
	room.Deny("CREATE_PUBLIC_THREADS")
	s.expect(403, 50013, "POST", "/channels/"+room.ID+"/threads", object{"name": "about birds", "type": 11})
}

// A message on which a thread is opened is updated: it gets a flag and the thread.
func TestThreadOnMessage(t *testing.T) {
	d, b := connect(t, t, Options{}, allIntents)
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "en-US")
	asked := alice.Say(room, "@bot who?")
	b.Do("POST", "/channels/"+room.ID+"/messages/"+asked.ID+"/threads", object{"name": "who"})
	if got := b.Next("MESSAGE_UPDATE"); got["id"] != asked.ID || got["flags"] != 32.0 || got["thread"].(object)["id"] != asked.ID {
		t.Errorf("MESSAGE_UPDATE is %v", got)
	}
}
