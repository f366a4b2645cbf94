package openai

import "encoding/json"

const chatAnswer = "a chat answer"

// A chunk is one piece of a streamed answer, or the whole of one that is not.
type chunk struct {
	Choices []choice `json:"choices"` // empty or null beside the usage
	Usage   *struct {
		Input  float64 `json:"prompt_tokens"` // some encoders write 12.0
		Output float64 `json:"completion_tokens"`
	} `json:"usage"`
}

type choice struct {
	Index   int      `json:"index"`
	Delta   *message `json:"delta"`
	Message *message `json:"message"` // all of it at once
	Finish  string   `json:"finish_reason"`
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
		if part.Type == "text" || part.Type == "" {
			whole += part.Text
		}
	}
	*t = text(whole)
	return nil
}

// tokens is a number of tokens as sent, within what makes sense.
func tokens(sent float64) int { return int(min(max(sent, 0), 1e9)) }
