package discordtest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// These are the types of components.
// docs.discord.com/developers/components/reference#component-object-component-types
const (
	componentButton = 2
	componentSelect = 3 // a select menu of texts
)

// A Button is a button under a message. A button with a URL is a link and has no CustomID.
type Button struct {
	Label, Emoji, CustomID, URL string
	Disabled                    bool
}

// A Menu is a select menu under a message.
type Menu struct {
	Placeholder, CustomID string
	Choices               []Choice
	Least, Most           int // how many choices to select
	Disabled              bool
}

// Buttons returns the buttons under the message.
func (m *Message) Buttons() []Button {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.buttons()
}

// Menus returns the select menus under the message.
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

// inRows returns the components of a type in action rows.
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

// Choose selects choices, by label, in the menu whose placeholder contains the given text.
func (p *Person) Choose(m *Message, placeholder string, labels ...string) *Interaction {
	p.t.Helper()
	menus := m.Menus()
	i := slices.IndexFunc(menus, func(menu Menu) bool { return strings.Contains(menu.Placeholder, placeholder) })
	if i < 0 || menus[i].Disabled || len(labels) < menus[i].Least || len(labels) > menus[i].Most {
		p.t.Fatalf("cannot select %d choices in a menu %q under %q: %+v", len(labels), placeholder, m.Text(), menus)
		return nil
	}
	values := []any{}
	for _, label := range labels {
		at := slices.IndexFunc(menus[i].Choices, func(c Choice) bool { return c.Name == label })
		if at < 0 {
			p.t.Fatalf("no choice %q in the menu %q: %+v", label, placeholder, menus[i].Choices)
			return nil
		}
		values = append(values, menus[i].Choices[at].Value)
	}
	return p.useComponent(m, "a menu", map[string]any{"custom_id": menus[i].CustomID, "component_type": componentSelect, "id": 2, "values": values})
}

// componentsFlaw says what is wrong with the components of a message, or returns "".
func componentsFlaw(rows []any) string {
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
			return "a menu in a row with other components"
		}
	}
	m := Message{components: rows}
	return firstFlaw(buttonFlaw(rows), customIDFlaw(m), labelFlaw(m))
}

// buttonFlaw says what is wrong with the styles of buttons: links have a style of their own.
// docs.discord.com/developers/components/reference#button-button-styles
func buttonFlaw(rows []any) string {
	const primary, danger, link = 1, 4, 5
	for _, b := range inRows(rows, componentButton) {
		style, url := number(b, "style", 0), text(b, "url")
		switch {
		case style < primary || style > link:
			return fmt.Sprint("a button of style ", style)
		case style <= danger && (url != "" || text(b, "custom_id") == ""), style == link && url == "":
			return fmt.Sprintf("a button of style %d with the link %q", style, url)
		case style == link && !linkable.MatchString(url):
			return "the link " + url
		}
		emoji, has := b["emoji"].(map[string]any)
		if has && text(emoji, "id") == "" && strings.Trim(text(emoji, "name"), asciiLetters) == "" {
			return fmt.Sprintf("the emoji %v", emoji)
		}
	}
	return ""
}

// linkable matches the addresses that link buttons may have.
var linkable = regexp.MustCompile(`^(https?|discord)://`)

const asciiLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_:"

// customIDFlaw says what is wrong with the custom_ids: all components but links need one, and they
// must differ.
func customIDFlaw(m Message) string {
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

func labelFlaw(m Message) string {
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

// units returns the length of a text in UTF-16 units, as Discord counts.
func units(s string) int { return len(utf16.Encode([]rune(s))) }
