package discordtest

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"footnote/internal/shared"

	"github.com/google/go-cmp/cmp"
)

// captured returns payloads of an event that were captured from Discord.
func captured(t *testing.T, event string) []json.RawMessage {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(shared.Folder(), "discord", "fixtures", "gateway_"+strings.ToLower(event)+".json"))
	if os.IsNotExist(err) {
		return nil // there are no captures of this event
	}
	var all []struct{ D json.RawMessage }
	if err == nil {
		err = json.Unmarshal(raw, &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	var data []json.RawMessage
	for _, one := range all {
		data = append(data, one.D)
	}
	return data
}

// Captured payloads pass the same check as the fake's.
func TestCapturesMatchSchema(t *testing.T) {
	shared.Path(t, "discord/openapi.json")
	s := loadSchemas()
	for event, definition := range definitions {
		if _, err := s.schema(gatewayFile + "#/definitions/" + definition); err != nil {
			t.Errorf("%s: %v", event, err)
		}
		for _, data := range captured(t, event) {
			if err := s.gateway(true, event, data); err != nil {
				t.Errorf("%s: %v\n%.300s", event, err, data)
			}
		}
	}
}

// The fake sends every field that all captures of an event have.
func TestPayloadsHaveFieldsOfCaptures(t *testing.T) {
	shared.Path(t, "discord/openapi.json")
	d := New(t, Options{})
	room, alice := d.Guild("reading room").Channel("general"), d.Person("alice", "en-US")
	m := alice.Say(room, "hello")
	d.mu.Lock()
	d.commands = []*command{{ID: "1", declaration: declaration{Name: "ask", Type: commandChat}, Contexts: []int{contextGuild}, Installs: []int{installGuild}}}
	d.mu.Unlock()
	i := alice.Slash(room, "ask")
	i.Excuse()
	for event, ours := range map[string]map[string]any{"MESSAGE_CREATE": m.event(-1), "INTERACTION_CREATE": i.payload} {
		common := map[string]int{}
		all := captured(t, event)
		for _, data := range all {
			var fields map[string]json.RawMessage
			if err := json.Unmarshal(data, &fields); err != nil {
				t.Fatal(err)
			}
			for name := range fields {
				common[name]++
			}
		}
		maps.DeleteFunc(common, func(name string, n int) bool { _, has := ours[name]; return n < len(all) || has })
		if diff := cmp.Diff([]string(nil), slices.Sorted(maps.Keys(common))); diff != "" {
			t.Errorf("%s lacks\n%s", event, diff)
		}
	}
}

// If the fake sends a payload that does not match Discord's schema, the test fails but is not
// ended: events are sent with the fake's lock held.
func TestPayloadsAreChecked(t *testing.T) {
	shared.Path(t, "discord/openapi.json")
	n := &recorder{TB: t}
	d, b := connect(t, n, Options{}, noIntents, chat("ask", nil))
	d.Person("alice", "nowhere").Slash(d.Guild("reading room").Channel("general"), "ask").Excuse()
	b.Next("INTERACTION_CREATE")
	n.expect("invalid INTERACTION_CREATE")
	if all := d.Violations(); len(all) != 1 {
		t.Errorf("violations: %q", all)
	}
}
