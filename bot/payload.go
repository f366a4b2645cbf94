package bot

import (
	"net/url"

	"footnote/bot/rest"
)

// What the bot sends.

type outgoing struct {
	Content    *string         `json:"content,omitempty"`
	Components []row           `json:"components"` // none takes away those that were there
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

type row struct {
	Type    int      `json:"type"`
	Buttons []button `json:"components"`
}

type button struct {
	Type     int    `json:"type"`
	Style    int    `json:"style"`
	Label    string `json:"label,omitempty"`
	Emoji    *emoji `json:"emoji,omitempty"`
	CustomID string `json:"custom_id"`
}

type emoji struct {
	Name string `json:"name"`
}

const (
	typeRow, typeButton = 1, 2
	stylePrimary        = 1
	styleSecondary      = 2
	styleDanger         = 4

	flagSuppressEmbeds = 1 << 2
	flagEphemeral      = 1 << 6
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
	Data any `json:"data,omitempty"` // *outgoing or choicesGiven
}

// choicesGiven are what an option that is being filled in may be.
type choicesGiven struct {
	Choices []choice `json:"choices"`
}

type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// say is a message without buttons.
func say(content string, flags int) outgoing {
	return outgoing{Content: &content, Components: []row{}, Mentions: allowedMentions{Parse: []string{}}, Flags: flags | flagSuppressEmbeds}
}

func buttons(all ...button) []row {
	const perRow = 5
	rows := []row{}
	for len(all) > 0 {
		n := min(len(all), perRow)
		rows = append(rows, row{typeRow, all[:n]})
		all = all[n:]
	}
	return rows
}

// The routes.

func callbackPath(i *interaction) string {
	return "/interactions/" + url.PathEscape(i.ID) + "/" + url.PathEscape(i.Token) + "/callback"
}

func webhookPath(i *interaction, rest string) string {
	return "/webhooks/" + url.PathEscape(i.Application) + "/" + url.PathEscape(i.Token) + rest
}

func channelPath(channel string) string { return "/channels/" + url.PathEscape(channel) }

func messagesPath(channel string) string { return channelPath(channel) + "/messages" }

func messagePath(channel, id string) string { return messagesPath(channel) + "/" + url.PathEscape(id) }
