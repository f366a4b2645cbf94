package chat

import (
	"footnote/api/answering"
	"footnote/api/value"
	"footnote/rag/prompt"
)

// A Completion is a whole answer.
type Completion struct {
	ID       string       `json:"id"`
	Object   string       `json:"object"` // chat.completion
	Created  int64        `json:"created"`
	Model    string       `json:"model"`
	Choices  []Choice     `json:"choices"` // exactly one
	Usage    Usage        `json:"usage"`
	Footnote value.Answer `json:"footnote"` // the answer as /ask returns it, without Markdown
}

// A Choice is the answer.
type Choice struct {
	Index        int     `json:"index"`
	Message      Said    `json:"message"`
	Logprobs     *string `json:"logprobs"`
	FinishReason string  `json:"finish_reason"`
}

// Said is the server's message.
type Said struct {
	Role    string  `json:"role"`
	Content string  `json:"content"`
	Refusal *string `json:"refusal"` // always null: that the articles do not say is an answer
}

// Usage is the number of tokens used: those of the language model or, if none wrote, an
// estimate for the texts.
type Usage struct {
	PromptTokens     int `json:"prompt_tokens"`
	CompletionTokens int `json:"completion_tokens"`
	TotalTokens      int `json:"total_tokens"`
}

// A Chunk is an event of a stream.
type Chunk struct {
	ID       string        `json:"id"`
	Object   string        `json:"object"` // chat.completion.chunk
	Created  int64         `json:"created"`
	Model    string        `json:"model"`
	Choices  []Delta       `json:"choices"`            // one, except in the event with the usage
	Usage    *Usage        `json:"usage,omitempty"`    // in the last event, if requested
	Footnote *value.Answer `json:"footnote,omitempty"` // in the event with a finish_reason
}

// A Delta is a further piece of an answer.
type Delta struct {
	Index        int     `json:"index"`
	Delta        Piece   `json:"delta"`
	Logprobs     *string `json:"logprobs"`
	FinishReason *string `json:"finish_reason"`
}

// A Piece is a further piece of the text.
type Piece struct {
	Role    string `json:"role,omitempty"`
	Content string `json:"content,omitempty"`
}

const stop = "stop"

// usage returns the tokens that an answer used.
func usage(q inquiry, a answering.Answer, content string) Usage {
	input, output := a.Usage.InputTokens, a.Usage.OutputTokens
	if input+output == 0 {
		input, output = prompt.Tokens(q.read), prompt.Tokens(content)
	}
	return Usage{input, output, input + output}
}
