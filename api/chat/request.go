// Package chat implements /v1/chat/completions: questions and answers in the form that OpenAI's
// clients use. The sources of an answer are listed below its text, and its footnotes are in a
// field of their own.
package chat

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"footnote/api/fault"
	"footnote/rag"
)

// A Request is the body of a request. Other fields, such as temperature and max_tokens, are
// accepted and have no effect: the length of an answer depends on its sentences.
type Request struct {
	Model          string          `json:"model"`
	Messages       []Message       `json:"messages"`
	Stream         bool            `json:"stream,omitempty"`
	StreamOptions  *StreamOptions  `json:"stream_options,omitempty"`
	N              *int            `json:"n,omitempty"`               // must be 1
	Tools          json.RawMessage `json:"tools,omitempty"`           // never called
	ToolChoice     json.RawMessage `json:"tool_choice,omitempty"`     // must be none or auto
	FunctionCall   json.RawMessage `json:"function_call,omitempty"`   // older form of tool_choice
	ResponseFormat *Format         `json:"response_format,omitempty"` // must be text
	Logprobs       bool            `json:"logprobs,omitempty"`        // must be false
	Modalities     []string        `json:"modalities,omitempty"`      // must be text
}

// StreamOptions say what else a stream contains.
type StreamOptions struct {
	IncludeUsage bool `json:"include_usage,omitempty"` // send a last event with the usage
}

// A Format is the requested format of the answer.
type Format struct {
	Type string `json:"type"`
}

// A Message is a message of a conversation. The latest message is last.
type Message struct {
	Role    string  `json:"role"` // user or assistant; system and developer messages determine only the language, tool and function messages are ignored
	Content Content `json:"content"`
}

// Content is a string, or an array of parts such as {"type": "text", "text": "…"}.
type Content struct {
	Text     string
	Attached int // number of parts that are pictures or files, which are ignored
}

// UnmarshalJSON accepts either form.
func (c *Content) UnmarshalJSON(raw []byte) error {
	var whole *string
	if json.Unmarshal(raw, &whole) == nil {
		if whole != nil {
			c.Text = *whole
		}
		return nil
	}
	var parts []struct{ Type, Text, Refusal string }
	if err := json.Unmarshal(raw, &parts); err != nil {
		return fault.Invalid("messages", "content is neither text nor an array of parts")
	}
	var texts []string
	for _, part := range parts {
		switch part.Type {
		case "text", "input_text", "output_text":
			texts = append(texts, part.Text)
		case "refusal":
			texts = append(texts, part.Refusal)
		case "image_url", "input_image", "image", "file", "input_file":
			c.Attached++
		default:
			return fault.Unsupported("messages", "a part of type %.40q cannot be read here; text can", part.Type)
		}
	}
	c.Text = strings.Join(texts, "\n")
	return nil
}

const (
	// maxTurns is the number of questions that a conversation remembers, as on the command
	// line.
	maxTurns = 10
	// maxSaid is how many bytes of each earlier answer are used.
	maxSaid = 8000
	// maxMessages is the maximum number of messages in a request.
	maxMessages = 1000
)

// An inquiry is the question in a request.
type inquiry struct {
	rag.Question
	attached int    // pictures and files with the question
	read     string // the text of all messages
}

// mention matches the mention of the asker that some Discord bots put before a question, and
// those of the bot or of others inside it. No article says such a number, and it makes a
// question look like one about something else.
var mention = regexp.MustCompile(`^\s*<@!?\d{5,25}>:|<@[!&]?\d{5,25}>`)

// task reports whether a text is one of the prompts by which Open WebUI asks the model for a
// title, tags, follow-up questions or search queries. No article answers it: the sentences
// nearest to it would become the search query. An error makes Open WebUI use the user's words.
func task(text string) bool {
	return strings.HasPrefix(text, "### Task:") && strings.Contains(text, "<chat_history>")
}

// inquire extracts the question of a request, with the earlier ones as its conversation.
func (r *Request) inquire() (q inquiry, err error) {
	if err := r.check(); err != nil {
		return q, err
	}
	var turns []rag.Turn
	var read, system strings.Builder
	last := ""
	for _, m := range r.Messages {
		text := strings.TrimSpace(m.Content.Text)
		read.WriteString(text + "\n")
		switch m.Role {
		case "system", "developer":
			system.WriteString(text + "\n")
		case "user":
			turns = append(turns, rag.Turn{Question: strings.TrimSpace(mention.ReplaceAllString(text, ""))})
			q.attached, last = m.Content.Attached, m.Role
		case "assistant":
			if said := withoutSources(text); len(turns) > 0 && said != "" {
				turn := &turns[len(turns)-1]
				if len(turn.Answer) < maxSaid { // more would not be used
					turn.Answer = clip(strings.TrimSpace(turn.Answer+"\n"+clip(said, maxSaid)), maxSaid)
				}
			}
			last = m.Role
		case "tool", "function":
		default:
			return q, fault.Invalid("messages", "%.40q is no role; there are system, developer, user, assistant, tool and function", m.Role)
		}
	}
	if last != "user" {
		return q, fault.Invalid("messages", "the last message must be the user's, and ask something")
	}
	asked := turns[len(turns)-1]
	if asked.Question == "" && q.attached > 0 {
		return q, fault.Unsupported("messages", "pictures and files are not read here; ask in words")
	}
	if task(asked.Question) {
		return q, fault.Unsupported("messages", "this is a task for a language model, such as a title for the chat; only questions are answered here")
	}
	q.Text, q.History = asked.Question, History(turns[:len(turns)-1])
	q.read, q.Hint = read.String(), system.String()
	return q, nil
}

// History returns the latest turns that are valid questions, with their answers clipped.
func History(turns []rag.Turn) (kept []rag.Turn) {
	for _, t := range slices.Backward(turns) {
		if len(kept) == maxTurns {
			break
		}
		if t.Question != "" && utf8.RuneCountInString(t.Question) <= rag.MaxQuestion {
			kept = append(kept, rag.Turn{Question: t.Question, Answer: clip(t.Answer, maxSaid)})
		}
	}
	slices.Reverse(kept)
	return kept
}

// clip cuts text to at most most bytes.
func clip(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "")
}

// check rejects requests for features that this server lacks and a caller would miss.
func (r *Request) check() error {
	switch {
	case len(r.Messages) == 0:
		return &fault.Error{Status: http.StatusBadRequest, Type: fault.Request, Param: "messages", Code: "missing_required_parameter", Message: "there are no messages"}
	case len(r.Messages) > maxMessages:
		return fault.Invalid("messages", "there are %d messages; %d are taken, of which the last questions count", len(r.Messages), maxMessages)
	case r.N != nil && *r.N != 1:
		return fault.Unsupported("n", "one answer is given to a question: n is 1")
	case calls(r.ToolChoice):
		return fault.Unsupported("tool_choice", "no tool is called here: tool_choice is none or auto")
	case calls(r.FunctionCall):
		return fault.Unsupported("function_call", "no function is called here: function_call is none or auto")
	case r.ResponseFormat != nil && r.ResponseFormat.Type != "text" && r.ResponseFormat.Type != "":
		return fault.Unsupported("response_format", "answers are text; as JSON they are at /ask, and in the field footnote of each answer")
	case r.Logprobs:
		return fault.Unsupported("logprobs", "there are no log probabilities of sentences of an article")
	}
	for _, m := range r.Modalities {
		if m != "text" {
			return fault.Unsupported("modalities", "answers are text")
		}
	}
	return nil
}

// calls reports whether a tool choice requires a tool call.
func calls(choice json.RawMessage) bool {
	return !slices.Contains([]string{"", "null", `"none"`, `"auto"`}, string(choice))
}

// Schema describes both forms for OpenAPI.
func (Content) Schema() map[string]any {
	text := map[string]any{"type": "string"}
	part := map[string]any{"type": "object", "properties": map[string]any{"type": text, "text": text}, "required": []string{"type"}}
	return map[string]any{"oneOf": []any{text, map[string]any{"type": "null"}, map[string]any{"type": "array", "items": part}}}
}
