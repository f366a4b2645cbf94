package discordtest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAutocomplete(t *testing.T) {
	d, b := connect(t, t, Options{}, noIntents, library())
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "zh-TW")
	got := make(chan []Choice, 1)
	go func() {
		got <- alice.Autocomplete(room, "library remove", Option{"article", "大"}, Option{"quietly", true})
	}()
	i := b.Next("INTERACTION_CREATE")
	want := []any{object{"name": "remove", "type": 1.0, "options": []any{
		object{"name": "quietly", "type": 5.0, "value": true}, object{"name": "article", "type": 3.0, "value": "大", "focused": true},
	}}}
	if diff := cmp.Diff(want, i["data"].(object)["options"]); diff != "" || i["type"] != 4.0 || i["locale"] != "zh-TW" {
		t.Errorf("the interaction is %v\n%s", i, diff)
	}
	b.Answer(i, 8, object{"choices": []any{object{"name": "大模型", "value": "a1"}}})
	if diff := cmp.Diff([]Choice{{"大模型", "a1"}}, <-got); diff != "" {
		t.Error(diff)
	}
	if status, answer := b.Do("PATCH", fmt.Sprintf("/webhooks/1/%v/messages/@original", i["token"]), object{"content": "x"}); status != 404 || answer["code"] != 10015.0 {
		t.Errorf("editing the choices: %d %v", status, answer)
	}

	// What is typed into a number option is sent as text, but choices are numbers.
	go func() { got <- alice.Autocomplete(room, "library remove", Option{"page", 1}) }()
	i = b.Next("INTERACTION_CREATE")
	if value := i["data"].(object)["options"].([]any)[0].(object)["options"].([]any)[0].(object)["value"]; value != "1" {
		t.Errorf("the typed value is %v", value)
	}
	b.Answer(i, 8, object{"choices": []any{object{"name": "page 12", "value": 12}}})
	if diff := cmp.Diff([]Choice{{"page 12", 12}}, <-got); diff != "" {
		t.Error(diff)
	}
}

func TestBadChoices(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, noIntents, library())
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "zh-TW")
	offer := func(name, value any) []any { return []any{object{"name": name, "value": value}} }
	crowd := []any{}
	for i := range 26 {
		crowd = append(crowd, object{"name": fmt.Sprint(i), "value": fmt.Sprint(i)})
	}
	for name, c := range map[string]struct {
		kind int
		data object
	}{
		"26": {8, object{"choices": crowd}}, "no name": {8, object{"choices": offer("", "a")}}, "name": {8, object{"choices": offer(strings.Repeat("x", 101), "a")}},
		"value": {8, object{"choices": offer("a", strings.Repeat("x", 101))}}, "number": {8, object{"choices": offer("a", 7)}},
		"a message": {4, object{"content": "x"}}, "a deferral": {5, nil},
	} {
		got := make(chan []Choice, 1)
		go func() { got <- alice.Autocomplete(room, "library remove", Option{"article", ""}) }()
		i := b.Next("INTERACTION_CREATE")
		if status := b.Answer(i, c.kind, c.data); status != 400 {
			t.Errorf("%s: %d", name, status)
		}
		n.expect("callback")
		b.Answer(i, 8, object{"choices": []any{}})
		if diff := cmp.Diff([]Choice{}, <-got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	alice.Slash(room, "library list").Excuse()
	if status := b.Answer(b.Next("INTERACTION_CREATE"), 8, object{"choices": []any{}}); status != 400 {
		t.Errorf("choices for a command: %d", status)
	}
	n.expect("callback")
	if got := alice.Autocomplete(room, "library add", Option{"url", "h"}); got != nil {
		t.Errorf("choices for an option without autocomplete: %v", got)
	}
	n.expect("no autocomplete")
}

func TestLateChoices(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{AckWithin: 50 * time.Millisecond}, noIntents, library())
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "zh-TW")
	if got := alice.Autocomplete(room, "library remove", Option{"article", ""}); got != nil {
		t.Errorf("choices, but the bot did not respond: %v", got)
	}
	n.expect("no choices within 50ms")
	if status := b.Answer(b.Next("INTERACTION_CREATE"), 8, object{"choices": []any{}}); status != 404 {
		t.Errorf("late choices: %d", status)
	}
	d.Close()
	n.expect()
}
