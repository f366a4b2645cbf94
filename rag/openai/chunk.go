package openai

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

const chatAnswer = "a chat answer"

// A chunk is one piece of a streamed answer, or the whole of one that is not.
type chunk struct {
	Choices []choice `json:"choices"` // empty or null beside the usage
	Usage   *usage   `json:"usage"`
}

type usage struct {
	Input  number `json:"prompt_tokens"`
	Output number `json:"completion_tokens"`
}

// UnmarshalJSON implements [json.Unmarshaler]. What is no usage is none: the
// text beside it counts.
func (u *usage) UnmarshalJSON(raw []byte) error {
	type fields usage // without this method
	var read fields
	if json.Unmarshal(raw, &read) == nil {
		*u = usage(read)
	}
	return nil
}

type choice struct {
	Index   number   `json:"index"`
	Delta   *message `json:"delta"`
	Message *message `json:"message"` // all of it at once
	Text    text     `json:"text"`    // of the older API, where neither is there
	Finish  word     `json:"finish_reason"`
}

// A number is one in any spelling: 12, 12.0, "12". Anything else is 0.
type number float64

// UnmarshalJSON implements [json.Unmarshaler].
func (n *number) UnmarshalJSON(raw []byte) error {
	value, err := strconv.ParseFloat(strings.Trim(string(raw), `" `), 64)
	if err == nil && !math.IsNaN(value) {
		*n = number(value)
	}
	return nil
}

// tokens is a number of tokens, within what makes sense.
func (n number) tokens() int { return int(min(max(n, 0), 1e9)) }

// A word is a string, or something else that says nothing.
type word struct {
	word string
	is   bool // it was a string
}

// UnmarshalJSON implements [json.Unmarshaler].
func (w *word) UnmarshalJSON(raw []byte) error {
	w.is = json.Unmarshal(raw, &w.word) == nil && string(raw) != "null"
	return nil
}

type message struct {
	Content   text `json:"content"`
	Refusal   text `json:"refusal"`
	Reasoning any  `json:"reasoning"`         // newer vLLM, OpenRouter, Ollama
	Thinking  any  `json:"reasoning_content"` // DeepSeek, older vLLM
}

// thought is what the model thinks rather than says, where it is a string.
func (m message) thought() string {
	reasoning, _ := m.Reasoning.(string)
	thinking, _ := m.Thinking.(string)
	return reasoning + thinking
}

// text is a string, null, or a list of parts of which those of type text count.
type text string

// UnmarshalJSON implements [json.Unmarshaler].
func (t *text) UnmarshalJSON(raw []byte) error {
	var whole string
	if json.Unmarshal(raw, &whole) == nil { // null, too, is no text
		*t = text(whole)
		return nil
	}
	var parts []struct {
		Type string `json:"type"`
		Text string `json:"text"`
	}
	if err := json.Unmarshal(raw, &parts); err != nil {
		return err
	}
	for _, part := range parts {
		if part.Type == "text" || part.Type == "output_text" || part.Type == "" {
			whole += part.Text
		}
	}
	*t = text(whole)
	return nil
}
