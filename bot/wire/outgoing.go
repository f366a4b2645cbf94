package wire

import (
	"encoding/json"
	"strconv"

	"footnote/bot/rest"
)

// Outgoing is a message as the bot sends it.
type Outgoing struct {
	Content    *string         `json:"content,omitempty"`
	Components []Row           `json:"components"` // an empty list removes the existing ones
	Mentions   allowedMentions `json:"allowed_mentions"`
	Flags      int             `json:"flags,omitempty"`
	Reference  *reference      `json:"message_reference,omitempty"`
	Nonce      string          `json:"nonce,omitempty"`
	OneNonce   bool            `json:"enforce_nonce,omitempty"`
	Attached   []attached      `json:"attachments,omitempty"`

	files []rest.File
	asked string // the quoted question; put above the content if nothing else shows what is answered
}

// Asked sets the quoted question that is put above the message if the message cannot point at
// what it answers.
func (m Outgoing) Asked(question string) Outgoing {
	m.asked = question
	return m
}

// apart returns the message with the quoted question, if one was set.
func (m Outgoing) apart() Outgoing {
	if m.asked != "" && m.Content != nil {
		content := m.asked + *m.Content
		m.Content, m.asked = &content, ""
	}
	return m
}

// allowedMentions with an empty list lets nothing ping. Without the field, Discord lets
// everything ping.
type allowedMentions struct {
	Parse       []string `json:"parse"`
	Roles       []string `json:"roles,omitempty"`
	RepliedUser bool     `json:"replied_user"`
}

// Calling makes the message ping one role, which its text mentions, and nobody else.
func (m Outgoing) Calling(role string) Outgoing {
	m.Mentions = allowedMentions{Parse: []string{}, Roles: []string{role}}
	return m
}

// Answering makes the message a reply to another message of its channel, if that exists.
func (m Outgoing) Answering(message string) Outgoing {
	no := false
	m.Reference = &reference{Message: message, FailIfGone: &no}
	return m
}

type attached struct {
	ID          string `json:"id"` // index of the file in the form
	Name        string `json:"filename"`
	Description string `json:"description,omitempty"`
}

// A Row is an action row: up to five buttons side by side, or one menu.
type Row struct {
	Type    int
	Buttons []Button
	Menu    *Menu
}

// MarshalJSON encodes a row as Discord expects it.
func (r Row) MarshalJSON() ([]byte, error) {
	row := struct {
		Type       int `json:"type"`
		Components any `json:"components"`
	}{r.Type, r.Buttons}
	if r.Menu != nil {
		row.Components = []any{menu{typeMenu, *r.Menu}}
	}
	return json.Marshal(row)
}

// A Menu has up to 25 choices, of which between Least and Most can be chosen at once.
type Menu struct {
	CustomID    string       `json:"custom_id"`
	Placeholder string       `json:"placeholder,omitempty"`
	Choices     []MenuChoice `json:"options"`
	Least       int          `json:"min_values"`
	Most        int          `json:"max_values"`
}

type menu struct {
	Type int `json:"type"`
	Menu
}

// A MenuChoice is one choice of a menu.
type MenuChoice struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
}

// A Button has a label or an emoji, or both. A button with a URL is a link and has no
// custom_id.
type Button struct {
	Type     int    `json:"type"`
	Style    int    `json:"style"`
	Label    string `json:"label,omitempty"`
	Emoji    *Emoji `json:"emoji,omitempty"`
	CustomID string `json:"custom_id,omitempty"`
	URL      string `json:"url,omitempty"`
	Disabled bool   `json:"disabled,omitempty"`
}

// Link returns a button that opens an address.
func Link(label, address string) Button {
	return Button{Type: TypeButton, Style: styleLink, Label: label, URL: address}
}

// An Emoji is a Unicode emoji.
type Emoji struct {
	Name string `json:"name"`
}

// Limits of a message and its parts, in UTF-16 units.
const (
	MaxContent = 2000
	MaxLabel   = 80 // of a button

	MaxChoiceLabel = 100 // of a choice of a menu, and of its description
)

// Types of components and styles of buttons, and flags of messages.
// docs.discord.com/developers/components/reference
const (
	typeRow, TypeButton, typeMenu = 1, 2, 3

	StylePrimary   = 1
	StyleSecondary = 2
	StyleSuccess   = 3
	StyleDanger    = 4
	styleLink      = 5

	flagSuppressEmbeds = 1 << 2
	Ephemeral          = 1 << 6
	Quiet              = 1 << 12 // nobody is notified
)

// Types of responses to an interaction.
const (
	respondMessage        = 4
	respondDeferred       = 5
	respondDeferredUpdate = 6
	respondChoices        = 8
	respondWindow         = 9
)

type response struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"` // *Outgoing, choicesGiven or window
}

// choicesGiven is the data of a response to an autocompletion.
type choicesGiven struct {
	Choices []Choice `json:"choices"`
}

// A Choice is a value that an autocompletion offers.
type Choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Attach returns the message with files, at most ten, which Discord shows below the text.
func (m Outgoing) Attach(files ...rest.File) Outgoing {
	m.Attached, m.files = nil, files
	for n, f := range files {
		m.Attached = append(m.Attached, attached{strconv.Itoa(n), f.Name, f.Description})
	}
	return m
}

// Files returns the files of the message.
func (m Outgoing) Files() []rest.File { return m.files }

// silent returns mentions that ping nobody.
func silent() allowedMentions { return allowedMentions{Parse: []string{}} }

// Text returns a message without buttons.
func Text(content string, flags int) Outgoing {
	return Outgoing{Content: &content, Components: []Row{}, Mentions: silent(), Flags: flags | flagSuppressEmbeds}
}

// Buttons lays buttons out in rows.
func Buttons(all ...Button) []Row {
	const perRow = 5
	rows := []Row{}
	for len(all) > 0 {
		n := min(len(all), perRow)
		rows = append(rows, Row{Type: typeRow, Buttons: all[:n]})
		all = all[n:]
	}
	return rows
}

// WithMenu returns a row with a menu.
func WithMenu(m Menu) Row { return Row{Type: typeRow, Menu: &m} }
