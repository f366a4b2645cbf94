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

// Every response of a rate-limited route says how many requests are left and when the limit resets.
// A 429 says how long to wait. Each channel has its own limit.
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
			t.Errorf("status %d, %v of %v requests left", status, h.Get("X-RateLimit-Remaining"), h.Get("X-RateLimit-Limit"))
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
		t.Errorf("a request too many: %d %v %v", status, body, h)
	}
	if status, _, _ := send(g.Channel("other")); status != 200 {
		t.Errorf("in another channel: %d", status)
	}
}

// An interaction must be acknowledged in time, and its token expires.
func TestLateAnswers(t *testing.T) {
	n := &recorder{TB: t}
	d := New(n, Options{Unlimited: true, AckWithin: 200 * time.Millisecond, TokenLife: 400 * time.Millisecond})
	b := probe.Connect(t, d.Base(), Token, allIntents, [2]int{0, 1})
	put(t, b, 200, chat("ask", []any{}))
	s := client{t, b.Do, n}
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "en-US")

	late := alice.Slash(room, "ask")
	late.Excuse()
	time.Sleep(250 * time.Millisecond)
	s.expect(404, 10062, "POST", "/interactions/"+late.ID+"/"+late.Token+"/callback", object{"type": 5})

	i := alice.Slash(room, "ask")
	status, _ := b.Do("POST", "/interactions/"+i.ID+"/"+i.Token+"/callback", object{"type": 4, "data": object{"content": "one"}})
	if status != 204 {
		t.Skipf("this machine took more than 200 ms: %d", status)
	}
	time.Sleep(450 * time.Millisecond)
	hook := "/webhooks/" + d.bot.ID + "/" + i.Token
	s.expect(401, 50027, "PATCH", hook+"/messages/@original", object{"content": "two"})
	s.expect(401, 50027, "POST", hook, object{"content": "two"})
	s.expect(401, 50027, "DELETE", hook+"/messages/@original", nil)
}
