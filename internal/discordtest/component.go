package discordtest

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// Types of components.
// docs.discord.com/developers/components/reference#component-object-component-types
const (
	componentButton = 2
	componentSelect = 3 // of texts
)

// A Button is one under a message. One with a URL is a link, and has no
// CustomID.
type Button struct {
	Label, Emoji, CustomID, URL string
	Disabled                    bool
}

// A Menu is a select menu under a message.
type Menu struct {
	Placeholder, CustomID string
	Choices               []Choice
	Least, Most           int // how many are chosen
	Disabled              bool
}

// Buttons are those under the message.
func (m *Message) Buttons() []Button {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.buttons()
}

// Menus are the select menus under the message.
func (m *Message) Menus() []Menu {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.menus()
}

func (m *Message) buttons() []Button {
	var list []Button
	for _, one := range inRows(m.components, componentButton) {
		b := Button{Label: text(one, "label"), CustomID: text(one, "custom_id"), URL: text(one, "url")}
		b.Disabled, _ = one["disabled"].(bool)
		if e, ok := one["emoji"].(map[string]any); ok {
			b.Emoji = text(e, "name")
		}
		list = append(list, b)
	}
	return list
}

func (m *Message) menus() []Menu {
	var list []Menu
	for _, one := range inRows(m.components, componentSelect) {
		menu := Menu{Placeholder: text(one, "placeholder"), CustomID: text(one, "custom_id"), Least: number(one, "min_values", 1), Most: number(one, "max_values", 1)}
		menu.Disabled, _ = one["disabled"].(bool)
		options, _ := one["options"].([]any)
		for _, o := range options {
			option, _ := o.(map[string]any)
			menu.Choices = append(menu.Choices, Choice{text(option, "label"), text(option, "value")})
		}
		list = append(list, menu)
	}
	return list
}

// inRows are the components of a type in the rows.
func inRows(rows []any, kind int) []map[string]any {
	var list []map[string]any
	for _, r := range rows {
		row, _ := r.(map[string]any)
		inner, _ := row["components"].([]any)
		for _, c := range inner {
			if one, _ := c.(map[string]any); number(one, "type", 0) == kind {
				list = append(list, one)
			}
		}
	}
	return list
}

func text(in map[string]any, field string) string {
	s, _ := in[field].(string)
	return s
}

func number(in map[string]any, field string, otherwise int) int {
	if n, is := in[field].(float64); is {
		return int(n)
	}
	return otherwise
}

// Choose takes choices of the menu whose placeholder contains text, by their
// labels.
func (p *Person) Choose(m *Message, placeholder string, labels ...string) *Interaction {
	p.t.Helper()
	menus := m.Menus()
	i := slices.IndexFunc(menus, func(menu Menu) bool { return strings.Contains(menu.Placeholder, placeholder) })
	if i < 0 || menus[i].Disabled || len(labels) < menus[i].Least || len(labels) > menus[i].Most {
		p.t.Fatalf("%d choices of a menu %q under %q: %+v", len(labels), placeholder, m.Text(), menus)
		return nil
	}
	values := []any{}
	for _, label := range labels {
		at := slices.IndexFunc(menus[i].Choices, func(c Choice) bool { return c.Name == label })
		if at < 0 {
			p.t.Fatalf("no choice %q of the menu %q: %+v", label, placeholder, menus[i].Choices)
			return nil
		}
		values = append(values, menus[i].Choices[at].Value)
	}
	return p.useComponent(m, "a menu", map[string]any{"custom_id": menus[i].CustomID, "component_type": componentSelect, "id": 2, "values": values})
}

// unfit says what is wrong with components.
func unfit(rows []any) string {
	if len(rows) > 5 {
		return fmt.Sprint(len(rows), " rows")
	}
	for _, r := range rows {
		row, _ := r.(map[string]any)
		inner, _ := row["components"].([]any)
		if len(inner) < 1 || len(inner) > 5 {
			return fmt.Sprint("a row of ", len(inner))
		}
		if len(inRows([]any{row}, componentSelect)) > 0 && len(inner) > 1 {
			return "a menu beside others in a row"
		}
	}
	m := Message{components: rows}
	return firstOf(unfitIDs(m), unfitTexts(m))
}

// unfitIDs says what is wrong with the custom_ids, which are there and differ,
// but for those of links.
func unfitIDs(m Message) string {
	seen := map[string]bool{}
	ids := []string{}
	for _, b := range m.buttons() {
		if b.URL == "" {
			ids = append(ids, b.CustomID)
		} else if b.CustomID != "" || units(b.URL) > 512 {
			return "the link " + b.URL
		}
	}
	for _, menu := range m.menus() {
		ids = append(ids, menu.CustomID)
	}
	for _, id := range ids {
		switch {
		case len(id) < 1 || len(id) > 100:
			return "custom_id " + id
		case seen[id]:
			return "custom_id twice: " + id
		}
		seen[id] = true
	}
	return ""
}

func unfitTexts(m Message) string {
	for _, b := range m.buttons() {
		if units(b.Label) > 80 || b.Label == "" && b.Emoji == "" {
			return "label " + b.Label
		}
	}
	for _, menu := range m.menus() {
		if units(menu.Placeholder) > 150 || len(menu.Choices) < 1 || len(menu.Choices) > 25 || menu.Most > len(menu.Choices) || menu.Least > menu.Most {
			return fmt.Sprintf("the menu %+v", menu)
		}
		values := map[any]bool{}
		for _, c := range menu.Choices {
			value, _ := c.Value.(string)
			if values[value] || !within(c.Name, 1, 100) || !within(value, 1, 100) {
				return fmt.Sprintf("the choice %+v", c)
			}
			values[value] = true
		}
	}
	return ""
}

// units is how long a text is as Discord counts.
func units(s string) int { return len(utf16.Encode([]rune(s))) }
