package wire

import (
	"path"

	"footnote/bot/render/markdown"
)

// An Attachment is a file that somebody has uploaded.
type Attachment struct {
	Name  string `json:"filename"` // of ASCII: what else was in it is gone
	Title string `json:"title"`    // of a file whose name was another, without its ending
	Type  string `json:"content_type"`
	Size  int64  `json:"size"`
	URL   string `json:"url"`
}

// FileName is the name that the file had on the machine of the person, as far as
// Discord tells it.
func (a Attachment) FileName() string {
	if a.Title == "" {
		return markdown.Clean(a.Name)
	}
	return markdown.Clean(a.Title + path.Ext(a.Name))
}

// An Embed is a framed part of a message: of a bot or a webhook, or what Discord shows
// of a page that is linked.
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

// A Poll is a question of a person, with answers to choose from.
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
