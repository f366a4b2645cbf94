package discordtest

import (
	"strings"
	"testing"
)

// A bot may put what it says into embeds of the size that Discord allows; an edit puts others in
// their place, or leaves them.
func TestEmbedsOfBot(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents, chat("ask", []any{}))
	s := client{t, b.Do, n}
	messages := "/channels/" + d.Guild("reading room").Channel("general").ID + "/messages"
	with := func(embeds ...any) object { return object{"embeds": embeds} }
	says := func(text string) object { return object{"description": text} }

	id := s.expect(200, 0, "POST", messages, with(object{"title": "a lake", "description": "deep", "fields": []any{object{"name": "⚠️", "value": ""}}, "footer": object{"text": "end"}}))["id"].(string)
	m := d.FindMessage(id)
	if got := EmbedText(m); got != "a lake\ndeep\n⚠️\nend" {
		t.Errorf("the embed says %q", got)
	}
	s.expect(200, 0, "PATCH", messages+"/"+id, object{"content": "see below"})
	s.expect(200, 0, "PATCH", messages+"/"+id, with(says("deeper")))
	if got := EmbedText(m); got != "deeper" || m.Text() != "see below" {
		t.Errorf("after an edit %q and %q", m.Text(), got)
	}
	if got := s.expect(200, 0, "PATCH", messages+"/"+id, with())["embeds"]; len(got.([]any)) > 0 {
		t.Errorf("embeds that were taken away: %v", got)
	}
	s.expect(400, 50006, "PATCH", messages+"/"+id, object{"content": ""}, "empty")

	long := func(n int) string { return strings.Repeat("長", n) }
	s.expect(200, 0, "POST", messages, with(says(long(4096))))
	s.expect(400, 50035, "POST", messages, with(says(long(4000)), says(long(2001))), "6001")
	s.expect(400, 50006, "POST", messages, with(object{"color": 1}), "empty")
	s.expect(400, 50035, "POST", messages, object{"flags": flagComponentsV2, "embeds": []any{says("deep")}}, "flags")
}
