package openai

import (
	"context"
	"encoding/base64"
	"strings"

	api "github.com/sashabaranov/go-openai"

	"footnote/rag"
	"footnote/rag/prompt"
)

// A Picture is a picture for a model to look at.
type Picture struct {
	Type string // media type: image/png or image/jpeg
	Data []byte
}

// pictureTokens is the assumed number of tokens of a picture if the server does not report it.
// A page takes 800 to 3,000 with most models.
const pictureTokens = 1500

// wanted is a prompt with an optional picture.
type wanted struct {
	rag.Prompt
	picture Picture // without data if there is none
}

// See returns what the model writes about a picture, and how many tokens it used. It takes the
// same path as [Generator.Generate]. The picture itself is sent, never an address. An answer
// that its limit cut has [rag.FinishLength].
func (g *Generator) See(ctx context.Context, p rag.Prompt, shown Picture) (text string, made rag.Generated, err error) {
	var out strings.Builder
	p.Discard = out.Reset
	made, err = g.generate(ctx, wanted{p, shown}, func(delta string) error {
		out.WriteString(delta)
		return nil
	})
	if err == nil && made.InputTokens == 0 {
		made.InputTokens = prompt.Tokens(p.User) + pictureTokens
	}
	if err == nil && made.OutputTokens == 0 {
		made.OutputTokens = prompt.Tokens(out.String())
	}
	return out.String(), made, err
}

// tokens returns the estimated number of tokens of the picture.
func (p Picture) tokens() int {
	if len(p.Data) == 0 {
		return 0
	}
	return pictureTokens
}

// message returns the user's message with this text, and with the picture before it.
func (p Picture) message(text string) api.ChatCompletionMessage {
	m := api.ChatCompletionMessage{Role: api.ChatMessageRoleUser}
	if len(p.Data) == 0 {
		m.Content = text
		return m
	}
	address := "data:" + p.Type + ";base64," + base64.StdEncoding.EncodeToString(p.Data)
	m.MultiContent = []api.ChatMessagePart{
		{Type: api.ChatMessagePartTypeImageURL, ImageURL: &api.ChatMessageImageURL{URL: address}},
		{Type: api.ChatMessagePartTypeText, Text: text},
	}
	return m
}
