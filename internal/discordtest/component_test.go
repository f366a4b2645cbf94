package discordtest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// menu returns a select menu with count choices. more overrides fields.
func menu(count int, more ...object) object {
	options := []any{}
	for i := range count {
		options = append(options, object{"label": fmt.Sprint("choice ", i), "value": fmt.Sprint("v", i)})
	}
	return opt(componentSelect, "m", append([]object{{"custom_id": "menu", "placeholder": "Which articles?", "options": options}}, more...)...)
}

func row(components ...any) []any { return []any{object{"type": 1, "components": components}} }

func TestChoose(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents)
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "en-US")
	_, sent := b.Do("POST", "/channels/"+room.ID+"/messages", object{"content": "choose", "components": row(menu(3, object{"min_values": 1, "max_values": 2}))})
	m := d.FindMessage(sent["id"].(string))
	i := alice.Choose(m, "Which", "choice 2", "choice 0")
	got := b.Next("INTERACTION_CREATE")
	if diff := cmp.Diff(object{"custom_id": "menu", "component_type": 3.0, "id": 2.0, "values": []any{"v2", "v0"}}, got["data"]); diff != "" || got["type"] != 3.0 {
		t.Error(diff)
	}
	b.Answer(got, 7, object{"content": "chosen", "components": []any{}})
	i.Answer("chosen")
	n.expect()
	if i := alice.Choose(m, "Which", "choice 2"); i != nil {
		t.Errorf("a removed menu: %v", i)
	}
	n.expect("in a menu")
	_, sent = b.Do("POST", "/channels/"+room.ID+"/messages", object{"content": "choose", "components": row(menu(3))})
	m = d.FindMessage(sent["id"].(string))
	for _, labels := range [][]string{nil, {"choice 0", "choice 1"}, {"choice 9"}} {
		if i := alice.Choose(m, "Which", labels...); i != nil {
			t.Errorf("%v: %v", labels, i)
		}
	}
	n.expect("0 choices", "2 choices", `no choice "choice 9"`)
}

func TestInvalidComponents(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents)
	room := d.Guild("reading room").Channel("general")
	button := func(more ...object) object {
		return opt(componentButton, "b", append([]object{{"style": 1, "label": "More", "custom_id": "more"}}, more...)...)
	}
	for name, c := range map[string]struct {
		components []any
		refused    bool
	}{
		"a button": {row(button()), false}, "a menu": {row(menu(25)), false}, "both": {append(row(button()), row(menu(1))...), false},
		"a link":                  {row(object{"type": 2, "style": 5, "label": "Read", "url": "https://example.org"}), false},
		"a link instead of an id": {row(button(object{"url": "https://example.org"})), true},
		"an id instead of a link": {row(button(object{"style": 5})), true},
		"a link to a file":        {row(object{"type": 2, "style": 5, "label": "Read", "url": "file:///etc/passwd"}), true},
		"an unknown style":        {row(button(object{"style": 9})), true},
		"an emoji":                {row(button(object{"emoji": object{"name": "📖"}, "label": ""})), false},
		"an emoji in letters":     {row(button(object{"emoji": object{"name": "book"}})), true},
		"side by side":            {row(button(), menu(1)), true},
		"a repeated custom_id":    {row(button(), button()), true},
		"26 choices":              {row(menu(26)), true},
		"no choice":               {row(menu(0)), true},
		"max_values too large":    {row(menu(2, object{"max_values": 3})), true},
		"a repeated value":        {row(menu(0, object{"options": []any{object{"label": "a", "value": "a"}, object{"label": "b", "value": "a"}}})), true},
		"a long label":            {row(button(object{"label": strings.Repeat("x", 81)})), true},
		"a long custom_id":        {row(button(object{"custom_id": strings.Repeat("x", 101)})), true},
		"an empty row":            {row(), true},
		"6 buttons":               {row(button(), button(), button(), button(), button(), button()), true},
	} {
		status, answer := b.Do("POST", "/channels/"+room.ID+"/messages", object{"content": "x", "components": c.components})
		if (status == 400) != c.refused {
			t.Errorf("%s: %d %v", name, status, answer)
		}
		if c.refused {
			n.expect("messages")
		}
		n.expect()
	}
}
