package discordtest

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// These are the types of a modal's components, of the response that opens it, and of the
// interaction that submits it.
// docs.discord.com/developers/components/reference#label
const (
	componentLabel     = 18
	componentTextInput = 4
	callbackModal      = 9

	interactionModal = 5
)

// A Modal is a form that the bot has opened in response to an interaction.
type Modal struct {
	Title, CustomID string
	Fields          []Field
	interaction     *Interaction
}

// A Field is a field of a modal.
type Field struct {
	ID, Label, About, Value string
	Least, Most             int // characters
	Required, Long          bool
}

// openModal handles a modal as the initial response to a command or a component.
func (d responseRoutes) openModal(i *Interaction, c *call) (any, *refusal) {
	if i.kind != interactionCommand && i.kind != interactionComponent {
		return nil, refuse(400, 50035, "a modal as the response to an interaction of type %d", i.kind)
	}
	data, _ := c.body["data"].(map[string]any)
	m, wrong := readModal(data)
	if wrong != "" {
		return nil, refuse(400, 50035, "a modal with %s", wrong)
	}
	m.interaction, i.modal = i, m
	i.acked, i.ackedAt = true, time.Since(i.created)
	d.touch()
	return nil, nil
}

// readModal reads a modal. If Discord would refuse it, wrong says why.
func readModal(data map[string]any) (m *Modal, wrong string) {
	m = &Modal{Title: text(data, "title"), CustomID: text(data, "custom_id")}
	if !within(m.Title, 1, 45) || !within(m.CustomID, 1, 100) {
		return nil, fmt.Sprintf("the title %q and the custom_id %q", m.Title, m.CustomID)
	}
	all, _ := data["components"].([]any)
	for _, one := range all {
		label, _ := one.(map[string]any)
		input, _ := label["component"].(map[string]any)
		if number(label, "type", 0) != componentLabel || number(input, "type", 0) != componentTextInput {
			return nil, fmt.Sprintf("the component %v, which the fake does not support", one)
		}
		f := Field{
			ID: text(input, "custom_id"), Label: text(label, "label"), About: text(label, "description"), Value: text(input, "value"),
			Least: number(input, "min_length", 0), Most: number(input, "max_length", 4000), Long: number(input, "style", 0) == 2, Required: true,
		}
		if required, is := input["required"].(bool); is {
			f.Required = required
		}
		switch {
		case slices.ContainsFunc(m.Fields, func(other Field) bool { return other.ID == f.ID }):
			return nil, "custom_id twice: " + f.ID
		case text(input, "label") != "":
			return nil, "a label inside a label"
		case units(f.Value) > f.Most || f.Value != "" && units(f.Value) < f.Least:
			return nil, fmt.Sprintf("%d characters in a field for %d to %d", units(f.Value), f.Least, f.Most)
		}
		m.Fields = append(m.Fields, f)
	}
	if len(m.Fields) < 1 || len(m.Fields) > 5 {
		return nil, fmt.Sprint(len(m.Fields), " fields")
	}
	return m, ""
}

// Modal waits for the modal with which the bot responds to the interaction.
func (i *Interaction) Modal() *Modal {
	i.t.Helper()
	i.until("a modal for "+i.what, func() bool { return i.modal != nil })
	return i.modal
}

// Submit submits the modal for a person. written has new values by field ID; other fields keep
// theirs. Like a client, it rejects values of the wrong length.
func (m *Modal) Submit(p *Person, written map[string]string) *Interaction {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	var components []any
	for _, f := range m.Fields {
		value := f.Value
		if changed, is := written[f.ID]; is {
			value = changed
		}
		if !f.Long {
			value = strings.ReplaceAll(value, "\n", " ")
		}
		if n := units(value); n > f.Most || f.Required && n == 0 || n > 0 && n < f.Least {
			p.t.Fatalf("%s cannot send %q with %d characters", p.Name, f.Label, n)
			return nil
		}
		components = append(components, map[string]any{"type": componentLabel, "id": 1, "component": map[string]any{"type": componentTextInput, "id": 2, "custom_id": f.ID, "value": value}})
	}
	for id := range written {
		if !slices.ContainsFunc(m.Fields, func(f Field) bool { return f.ID == id }) {
			p.t.Fatalf("the modal %q has no field %s", m.Title, id)
			return nil
		}
	}
	from := m.interaction
	owners, _ := from.payload["authorizing_integration_owners"].(map[string]any)
	i := p.interaction(from.channel, interactionModal, "the modal "+m.Title, owners, map[string]any{"custom_id": m.CustomID, "components": components})
	i.opener, i.onMessage = from, from.onMessage
	if from.onMessage != nil {
		i.payload["message"] = from.onMessage.json(true, false)
	}
	p.interact(i)
	return i
}
