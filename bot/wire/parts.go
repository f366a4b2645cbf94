package wire

import (
	"path"
	"strings"

	"footnote/bot/render/markdown"
)

// An Attachment is a file that somebody has uploaded.
type Attachment struct {
	Name  string `json:"filename"` // in ASCII; other characters are lost
	Title string `json:"title"`    // the original name without its extension, if it was not in ASCII
	Type  string `json:"content_type"`
	Size  int64  `json:"size"`
	URL   string `json:"url"`
}

// FileName returns the name that the file had on the uploader's machine, as far as Discord
// gives it. A title may contain any characters. Slashes are replaced: a name that looks like
// a path or an address would be mistaken for the source of the file.
func (a Attachment) FileName() string {
	name := a.Name
	if a.Title != "" {
		name = a.Title + path.Ext(a.Name)
	}
	return strings.NewReplacer("/", "_", `\`, "_").Replace(markdown.Clean(name))
}

// An Embed is a framed part of a message: of a bot or a webhook, or Discord's preview of a
// linked page.
// docs.discord.com/developers/resources/message#embed-object
type Embed struct {
	Type        string                `json:"type"`
	Title       string                `json:"title"`
	Description string                `json:"description"`
	Author      struct{ Name string } `json:"author"`
	Footer      struct{ Text string } `json:"footer"`
	Fields      []struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"fields"`
}

// A Poll is a question with answers to choose from.
// docs.discord.com/developers/resources/poll#poll-object
type Poll struct {
	Question struct {
		Text string `json:"text"`
	} `json:"question"`
	Answers []struct {
		Media struct {
			Text string `json:"text"`
		} `json:"poll_media"`
	} `json:"answers"`
}

// A Snapshot is a message as it was when somebody forwarded it. It has no author.
// docs.discord.com/developers/resources/message#message-snapshot-object
type Snapshot struct {
	Message Message `json:"message"`
}

// referenceForward is the type of a reference to a message that is forwarded.
// docs.discord.com/developers/resources/message#message-reference-types
const referenceForward = 1
