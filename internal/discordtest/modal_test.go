package discordtest

import "testing"

func field(id string, more ...object) object {
	input := opt(componentTextInput, id, append([]object{{"custom_id": id, "style": 2}}, more...)...)
	delete(input, "name")
	delete(input, "description")
	return object{"type": componentLabel, "label": "What " + id, "component": input}
}

func withFields(fields ...any) object {
	return object{"custom_id": "w", "title": "Write", "components": fields}
}

// A button opens a modal. Submitting the modal is an interaction with the entered values, and its
// response is a message.
func TestModal(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents)
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "en-US")
	_, sent := b.Do("POST", "/channels/"+room.ID+"/messages", object{"content": "press", "components": row(object{"type": 2, "style": 1, "label": "Write", "custom_id": "b"})})
	m := d.FindMessage(sent["id"].(string))

	i := alice.Click(m, "Write")
	b.Answer(b.Next("INTERACTION_CREATE"), callbackModal, withFields(field("a", object{"value": "as it was", "max_length": 20}), field("b", object{"required": false})))
	w := i.Modal()
	if w.Title != "Write" || len(w.Fields) != 2 || w.Fields[0].Value != "as it was" || !w.Fields[0].Required || w.Fields[1].Required {
		t.Errorf("%+v", w)
	}
	i = w.Submit(alice, map[string]string{"b": "two\nlines"})
	got := b.Next("INTERACTION_CREATE")
	data := got["data"].(object)
	if got["type"] != 5.0 || data["custom_id"] != "w" || got["message"] == nil {
		t.Errorf("%v", got)
	}
	for n, want := range []string{"as it was", "two\nlines"} {
		if value := data["components"].([]any)[n].(object)["component"].(object)["value"]; value != want {
			t.Errorf("%q, want %q", value, want)
		}
	}
	b.Answer(got, callbackMessage, object{"content": "written"})
	i.Answer("written")
	n.expect()

	w.Submit(alice, map[string]string{"a": ""})
	w.Submit(alice, map[string]string{"a": "more than twenty characters"})
	w.Submit(alice, map[string]string{"c": "?"})
	n.expect("with 0 characters", "with 27 characters", "no field c")
}

// Discord refuses invalid modals.
func TestInvalidModals(t *testing.T) {
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, allIntents)
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "en-US")
	_, sent := b.Do("POST", "/channels/"+room.ID+"/messages", object{"content": "press", "components": row(object{"type": 2, "style": 1, "label": "Write", "custom_id": "b"})})
	m := d.FindMessage(sent["id"].(string))
	for _, one := range []struct {
		data object
		why  string
	}{
		{withFields(field("a"), field("a")), "custom_id twice"},
		{withFields(field("a"), field("b"), field("c"), field("d"), field("e"), field("f")), "6 fields"},
		{withFields(field("a", object{"value": "too much", "max_length": 3})), "8 characters"},
		{withFields(field("a", object{"label": "twice"})), "a label inside a label"},
	} {
		i := alice.Click(m, "Write")
		i.Excuse()
		b.Answer(b.Next("INTERACTION_CREATE"), callbackModal, one.data)
		n.expect(one.why)
	}
}
