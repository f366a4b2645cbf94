package main

import (
	"encoding/base64"
	"encoding/json"
	"html/template"
	"strings"
	"unicode/utf8"
)

// A scene is an answer as a person sees it.
type scene struct {
	Name string
	By   language
	// Command is the command that the message answers; empty if it answers a button.
	Command  string
	Message  message
	Pictures []template.URL // the attached pictures
}

// A message has the parts of a message's payload that are drawn.
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

// A button is a button of a message. Style is one of Discord's styles, 1 to 5.
type button struct {
	Style int    `json:"style"`
	Label string `json:"label"`
	Emoji *struct {
		Name string `json:"name"`
	} `json:"emoji"`
}

// show reads the payload of a message into the scene. file returns the content of an attached
// file.
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

// Ephemeral reports whether only one person sees the message.
func (m message) Ephemeral() bool { return m.Flags&(1<<6) != 0 }

// Initial returns the letter in the circle beside the author's name.
func (m message) Initial() string { return initial(m.Author.Username) }

// Initial returns the letter in the circle beside the reader's name.
func (l language) Initial() string { return initial(l.Reader) }

func initial(name string) string {
	_, size := utf8.DecodeRuneInString(name)
	return strings.ToUpper(name[:size])
}

// Body returns the content as HTML.
func (m message) Body() template.HTML { return markup(m.Content) }

// Class returns the CSS class of the button's style.
func (b button) Class() string {
	return map[int]string{1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}[b.Style]
}
