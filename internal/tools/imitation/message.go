package main

import (
	"encoding/base64"
	"encoding/json"
	"html/template"
	"strings"
	"unicode/utf8"
)

// A scene is what a person sees of one answer.
type scene struct {
	Name string
	By   language
	// Command is what the message answers; empty where that is a button.
	Command  string
	Message  message
	Pictures []template.URL // that are attached
}

// A message is what Discord sends of one, as far as it is drawn.
type message struct {
	Author struct {
		Username string `json:"username"`
	} `json:"author"`
	Content    string `json:"content"`
	Flags      int    `json:"flags"`
	Components []struct {
		Components []button `json:"components"`
	} `json:"components"`
	Attachments []struct {
		Name string `json:"filename"`
	} `json:"attachments"`
}

// A button has a style of Discord's, 1 to 5.
type button struct {
	Style int    `json:"style"`
	Label string `json:"label"`
	Emoji *struct {
		Name string `json:"name"`
	} `json:"emoji"`
}

// show adds what Discord sends of a message; file is what a file in it holds.
func (s *scene) show(payload []byte, file func(name string) string) error {
	if err := json.Unmarshal(payload, &s.Message); err != nil {
		return err
	}
	for _, a := range s.Message.Attachments {
		if data := file(a.Name); strings.HasSuffix(a.Name, ".png") {
			s.Pictures = append(s.Pictures, template.URL("data:image/png;base64,"+base64.StdEncoding.EncodeToString([]byte(data))))
		}
	}
	return nil
}

// Ephemeral reports a message that one person alone sees.
func (m message) Ephemeral() bool { return m.Flags&(1<<6) != 0 }

// Initial stands in the circle beside the name.
func (m message) Initial() string { return initial(m.Author.Username) }

// Initial stands in the circle beside who asks.
func (l language) Initial() string { return initial(l.Reader) }

func initial(name string) string {
	_, size := utf8.DecodeRuneInString(name)
	return strings.ToUpper(name[:size])
}

// Body is the content as HTML.
func (m message) Body() template.HTML { return markup(m.Content) }

// Class is the style of the button in the style sheet.
func (b button) Class() string {
	return map[int]string{1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}[b.Style]
}
