package wire

import "footnote/bot/rest"

// Outgoing is a message as the bot sends it.
type Outgoing struct {
	Content    *string         `json:"content,omitempty"`
	Components []Row           `json:"components"` // none takes away those that were there
	Mentions   allowedMentions `json:"allowed_mentions"`
	Flags      int             `json:"flags,omitempty"`
	Reference  *reference      `json:"message_reference,omitempty"`
	Nonce      string          `json:"nonce,omitempty"`
	OneNonce   bool            `json:"enforce_nonce,omitempty"`
	Attached   []attached      `json:"attachments,omitempty"`

	files []rest.File
}

// allowedMentions with an empty list lets nothing ping. Without it, Discord
// lets everything.
type allowedMentions struct {
	Parse       []string `json:"parse"`
	RepliedUser bool     `json:"replied_user"`
}

type attached struct {
	ID   string `json:"id"` // the index of the file in the form
	Name string `json:"filename"`
}

// A Row is an action row: up to five buttons beside each other.
type Row struct {
	Type    int      `json:"type"`
	Buttons []Button `json:"components"`
}

// A Button has a label or an emoji, or both.
type Button struct {
	Type     int    `json:"type"`
	Style    int    `json:"style"`
	Label    string `json:"label,omitempty"`
	Emoji    *Emoji `json:"emoji,omitempty"`
	CustomID string `json:"custom_id"`
}

// An Emoji is a Unicode one.
type Emoji struct {
	Name string `json:"name"`
}

// What a message and its parts hold, in UTF-16 units.
const (
	MaxContent = 2000
	MaxLabel   = 80 // of a button
)

// Types of components and styles of buttons, and flags of messages.
// docs.discord.com/developers/components/reference
const (
	typeRow, TypeButton = 1, 2
	StylePrimary        = 1
	StyleSecondary      = 2
	StyleDanger         = 4

	flagSuppressEmbeds = 1 << 2
	Ephemeral          = 1 << 6
	Quiet              = 1 << 12 // nobody is notified
)

// Types of answers to an interaction.
const (
	respondMessage        = 4
	respondDeferred       = 5
	respondDeferredUpdate = 6
	respondChoices        = 8
)

type response struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"` // *Outgoing or choicesGiven
}

// choicesGiven are what an option that is being filled in may be.
type choicesGiven struct {
	Choices []Choice `json:"choices"`
}

// A Choice is offered where an option completes itself.
type Choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Attach is the message with one file, which Discord shows below the text.
func (m Outgoing) Attach(f rest.File) Outgoing {
	m.Attached, m.files = []attached{{"0", f.Name}}, []rest.File{f}
	return m
}

// silent lets nothing in a message ping anybody.
func silent() allowedMentions { return allowedMentions{Parse: []string{}} }

// Text is a message without buttons.
func Text(content string, flags int) Outgoing {
	return Outgoing{Content: &content, Components: []Row{}, Mentions: silent(), Flags: flags | flagSuppressEmbeds}
}

// Buttons lays buttons out in rows.
func Buttons(all ...Button) []Row {
	const perRow = 5
	rows := []Row{}
	for len(all) > 0 {
		n := min(len(all), perRow)
		rows = append(rows, Row{typeRow, all[:n]})
		all = all[n:]
	}
	return rows
}
