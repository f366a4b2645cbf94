package wire

import "context"

// A Window is a modal that Discord opens for somebody to write in, with at most five fields.
// docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal
type Window struct {
	CustomID string
	Title    string // at most 45 characters
	Fields   []Field
}

// A Field is a field of a window.
type Field struct {
	ID       string
	Label    string // at most 45 characters
	About    string // shown below the label, at most 100 characters; empty for none
	Value    string // initial text
	Most     int    // most characters, up to MaxWritten
	Long     bool   // several lines
	Optional bool
}

// MaxWritten is the most characters that a field of a window takes.
const MaxWritten = 4000

// Types and styles of a window's components.
// docs.discord.com/developers/components/reference#label
const typeLabel, typeTextInput, styleShort, styleLong = 18, 4, 1, 2

type window struct {
	CustomID   string  `json:"custom_id"`
	Title      string  `json:"title"`
	Components []label `json:"components"`
}

type label struct {
	Type        int       `json:"type"`
	Label       string    `json:"label"`
	Description string    `json:"description,omitempty"`
	Component   textInput `json:"component"`
}

type textInput struct {
	Type     int    `json:"type"`
	CustomID string `json:"custom_id"`
	Style    int    `json:"style"`
	Value    string `json:"value,omitempty"`
	Required bool   `json:"required"`
	Most     int    `json:"max_length"`
}

// Open opens a window, as the first response to a command or a button. What is written in it
// arrives as an interaction of its own.
func (s *Sender) Open(ctx context.Context, i *Interaction, w Window) error {
	out := window{CustomID: w.CustomID, Title: w.Title}
	for _, f := range w.Fields {
		style := styleShort
		if f.Long {
			style = styleLong
		}
		input := textInput{typeTextInput, f.ID, style, f.Value, !f.Optional, f.Most}
		out.Components = append(out.Components, label{typeLabel, f.Label, f.About, input})
	}
	return s.acknowledge(ctx, i, response{respondWindow, out})
}

// Written returns what somebody wrote into a field of a window.
func (i *Interaction) Written(field string) string {
	for _, c := range i.Data.Components {
		if c.Component.CustomID == field {
			return c.Component.Value
		}
	}
	return ""
}
