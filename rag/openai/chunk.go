package openai

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

const chatAnswer = "a chat answer"

// A chunk is one piece of a streamed answer, or a whole answer that is not streamed.
type chunk struct {
	Choices []choice `json:"choices"` // empty or null in a chunk with the usage
	Usage   *usage   `json:"usage"`
}

type usage struct {
	Input  number `json:"prompt_tokens"`
	Output number `json:"completion_tokens"`
}

// UnmarshalJSON implements [json.Unmarshaler]. It ignores an invalid usage: the text next to
// it still counts.
func (u *usage) UnmarshalJSON(raw []byte) error {
	type fields usage // has no UnmarshalJSON method
	var read fields
	if json.Unmarshal(raw, &read) == nil {
		*u = usage(read)
	}
	return nil
}

type choice struct {
	Index   number   `json:"index"`
	Delta   *message `json:"delta"`
	Message *message `json:"message"` // the whole answer at once
	Text    text     `json:"text"`    // of the older API, if neither of the above is there
	Finish  word     `json:"finish_reason"`
}

// A number is a JSON number in any spelling: 12, 12.0, "12". Anything else is 0.
type number float64

// UnmarshalJSON implements [json.Unmarshaler].
func (n *number) UnmarshalJSON(raw []byte) error {
	value, err := strconv.ParseFloat(strings.Trim(string(raw), `" `), 64)
	if err == nil && !math.IsNaN(value) {
		*n = number(value)
	}
	return nil
}

// tokens returns a number of tokens, limited to a sensible range.
func (n number) tokens() int { return int(min(max(n, 0), 1e9)) }

// A word is a string. Anything else is ignored.
type word struct {
	word string
	is   bool // the value was a string
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

// thought returns what the model thinks rather than says, if that is a string.
func (m message) thought() string {
	reasoning, _ := m.Reasoning.(string)
	thinking, _ := m.Thinking.(string)
	return reasoning + thinking
}

// A text is a string, null, or a list of parts, of which those of type text count.
type text string

// UnmarshalJSON implements [json.Unmarshaler].
func (t *text) UnmarshalJSON(raw []byte) error {
	var whole string
	if json.Unmarshal(raw, &whole) == nil { // null is no text either
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
