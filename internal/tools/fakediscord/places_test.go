package main

import (
	"fmt"
	"strings"
	"testing"
)

// Forums, threads that the bot opens, and messages with more than text.
func TestPlaces(t *testing.T) {
	f := launch(t, "--message-content")
	room := f.channel()
	guild := f.do(200, "POST", "/guild", `{"name":"reading room"}`)["id"].(string)
	forum := f.do(200, "POST", "/forum", `{"guild":"`+guild+`","name":"questions"}`)["id"].(string)
	role := f.do(200, "POST", "/bot-role", `{"guild":"`+guild+`"}`)["id"].(string)
	post := f.do(200, "POST", "/forum-post", `{"person":"alice","channel":"`+forum+`","title":"a lake","text":"How deep is it?"}`)
	if post["id"] != post["channel"] {
		t.Errorf("the first message of a post is %v", post)
	}
	if at := f.bot(200, "GET", "/channels/"+post["channel"].(string), ""); at["parent_id"] != forum || at["type"] != 11.0 {
		t.Errorf("a post is %v", at)
	}
	embed := f.do(200, "POST", "/embed", `{"person":"carl","channel":"`+room+`","embed":{"type":"rich","title":"A lake"}}`)["id"].(string)
	f.do(200, "POST", "/poll", `{"person":"alice","channel":"`+room+`","text":"How deep?","choices":["82 m","28 m"]}`)
	f.do(200, "POST", "/forward", `{"person":"alice","message":"`+embed+`"}`)
	f.do(200, "POST", "/say", `{"person":"alice","channel":"`+room+`","text":"<@&`+role+`> hello"}`)

	made := f.bot(200, "POST", "/channels/"+room+"/messages", `{"content":"82 m","allowed_mentions":{"parse":[]}}`)["id"].(string)
	open := "/channels/" + room + "/messages/" + made + "/threads"
	for _, c := range []struct {
		status     int
		path, name string
		code       int
	}{
		{400, open, "", 50035}, {400, open, strings.Repeat("a", 101), 50035},
		{400, "/channels/" + post["channel"].(string) + "/messages/" + post["id"].(string) + "/threads", "in a thread", 50024},
		{404, "/channels/" + room + "/messages/1/threads", "on nothing", 10008},
		{200, open, "a lake", 0}, {400, open, "once more", 160004},
	} {
		got := f.bot(c.status, "POST", c.path, fmt.Sprintf(`{"name":%q,"auto_archive_duration":1440}`, c.name))
		if c.code != 0 && got["code"] != float64(c.code) {
			t.Errorf("%s %.20q: %v", c.path, c.name, got)
		}
	}
	f.bot(200, "POST", "/channels/"+made+"/messages", `{"content":"ask on","allowed_mentions":{"parse":[]}}`)
	if got := f.do(200, "POST", "/wait/thread", `{"message":"`+made+`"}`)["id"]; got != made {
		t.Errorf("the thread is %v", got)
	}
	f.do(200, "POST", "/archive", `{"channel":"`+made+`"}`)
	f.do(200, "POST", "/lock", `{"channel":"`+made+`"}`)
	f.bot(400, "POST", "/channels/"+made+"/messages", `{"content":"ask on"}`)
	open1 := f.do(200, "POST", "/thread", `{"person":"alice","channel":"`+room+`","title":"of alice"}`)["id"].(string)
	f.do(200, "POST", "/lock", `{"channel":"`+open1+`"}`)
	if got := f.bot(403, "POST", "/channels/"+open1+"/messages", `{"content":"hello"}`); got["code"] != 160005.0 {
		t.Errorf("in a locked thread: %v", got)
	}
	f.do(200, "POST", "/automod", `{"guild":"`+guild+`","words":["heron"]}`)
	f.bot(400, "POST", "/channels/"+room+"/messages", `{"content":"a heron"}`)
	f.do(200, "POST", "/deny", `{"channel":"`+room+`","permissions":["SEND_MESSAGES"]}`)
	f.bot(403, "POST", "/channels/"+room+"/messages", `{"content":"a stork"}`)
	tagged := f.do(200, "POST", "/forum", `{"guild":"`+guild+`","name":"tagged","tags":["lakes"],"tagged":true}`)["id"].(string)
	f.bot(400, "POST", "/channels/"+tagged+"/threads", `{"name":"a lake","message":{"content":"deep"}}`)
	if got := f.do(200, "POST", "/group", `{"person":"alice","title":"friends"}`); got["id"] == "" {
		t.Error("no group")
	}
	filed := f.do(200, "POST", "/forum-post", `{"person":"alice","channel":"`+forum+`","title":"a lake","files":[{"name":"a.txt","base64":"aGk="}]}`)
	if len(filed["files"].([]any)) != 1 {
		t.Errorf("a post with a file: %v", filed)
	}
	f.bot(204, "PUT", "/channels/"+room+"/messages/"+embed+"/reactions/%F0%9F%94%87/@me", "")
	f.do(200, "POST", "/wait/reaction", `{"message":"`+embed+`","text":"🔇"}`)
}
