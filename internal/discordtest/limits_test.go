package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"footnote/internal/discordtest/probe"
)

// Every answer of a limited route says how much is left, and when there is more; one that is
// too many says how long to wait. Channels are counted apart.
func TestRateLimits(t *testing.T) {
	d := New(t, Options{})
	g := d.Guild("reading room")
	send := func(c *Channel) (int, http.Header, object) {
		r, err := http.NewRequestWithContext(t.Context(), "POST", d.Base()+"/channels/"+c.ID+"/messages", strings.NewReader(`{"content":"hello"}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Header = http.Header{"Authorization": {"Bot " + Token}, "Content-Type": {"application/json"}, "User-Agent": {"DiscordBot (https://example.org, 1)"}}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		var body object
		if err := json.NewDecoder(answer.Body).Decode(&body); err != nil {
			t.Fatal(err)
		}
		return answer.StatusCode, answer.Header, body
	}
	for left := 4; left >= 0; left-- {
		status, h, _ := send(g.Channel("general"))
		if status != 200 || h.Get("X-RateLimit-Limit") != "5" || h.Get("X-RateLimit-Remaining") != fmt.Sprint(left) || h.Get("X-RateLimit-Bucket") == "" {
			t.Errorf("%d, with %v left of %v", status, h.Get("X-RateLimit-Remaining"), h.Get("X-RateLimit-Limit"))
		}
		for _, name := range []string{"X-RateLimit-Reset", "X-RateLimit-Reset-After"} {
			var seconds float64
			if _, err := fmt.Sscan(h.Get(name), &seconds); err != nil || seconds <= 0 {
				t.Errorf("%s is %q", name, h.Get(name))
			}
		}
	}
	status, h, body := send(g.Channel("general"))
	wait, _ := body["retry_after"].(float64)
	if status != 429 || wait <= 0 || body["global"] != false || h.Get("Retry-After") == "" || h.Get("X-RateLimit-Scope") != "user" {
		t.Errorf("one too many: %d %v %v", status, body, h)
	}
	if status, _, _ := send(g.Channel("other")); status != 200 {
		t.Errorf("in another channel: %d", status)
	}
}

// An interaction waits for its first answer, and its token lives, only so long.
func TestLateAnswers(t *testing.T) {
	n := &notebook{TB: t}
	d := New(n, Options{Unlimited: true, AckWithin: 200 * time.Millisecond, TokenLife: 400 * time.Millisecond})
	b := probe.Connect(t, d.Base(), Token, intentsOfAll, [2]int{0, 1})
	put(t, b, 200, chat("ask", []any{}))
	s := sends{t, b.Do, n}
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "en-US")

	late := alice.Slash(room, "ask")
	late.Excuse()
	time.Sleep(250 * time.Millisecond)
	s.is(404, 10062, "POST", "/interactions/"+late.ID+"/"+late.Token+"/callback", object{"type": 5})

	i := alice.Slash(room, "ask")
	status, _ := b.Do("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 4, "data": object{"content": "one"}})
	if status != 204 {
		t.Skipf("this machine took more than 200 ms: %d", status)
	}
	time.Sleep(450 * time.Millisecond)
	hook := "/webhooks/" + d.bot.ID + "/" + i.Token
	s.is(401, 50027, "PATCH", hook+"/messages/@original", object{"content": "two"})
	s.is(401, 50027, "POST", hook, object{"content": "two"})
	s.is(401, 50027, "DELETE", hook+"/messages/@original", nil)
}
