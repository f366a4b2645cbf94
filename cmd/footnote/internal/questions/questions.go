// Package questions reads files of questions with which an engine is tested, each with the
// expected answer: JSON lines, YAML, or the threads of a forum as DiscordChatExporter writes
// them. No other package imports the YAML library.
package questions

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Question is a question and what is expected of its answer.
type Question struct {
	ID       string `json:"id,omitempty"`      // a name for people; may be empty
	Text     string `json:"question"`          // never empty
	History  Texts  `json:"history,omitempty"` // earlier questions of the conversation, latest last
	Expect   Texts  `json:"expect,omitempty"`  // acceptable outcomes; empty accepts any
	Shows    Texts  `json:"shows,omitempty"`   // words that the answer must contain, all of them
	Position string `json:"-"`                 // in its file, for people: "line 3"
}

// These are the outcomes that Expect names.
const (
	Answer = "answer" // a sure answer
	Unsure = "unsure" // what comes closest
	Silent = "silent" // a refusal, which shows nothing
)

// Expects reports whether anything is expected of the answer.
func (q Question) Expects() bool { return len(q.Expect)+len(q.Shows) > 0 }

// Texts are one or more texts. In a file they are a text or a list of texts.
type Texts []string

// UnmarshalJSON reads a text, a number, or a list of these.
func (t *Texts) UnmarshalJSON(raw []byte) error {
	var many []json.RawMessage
	if err := json.Unmarshal(raw, &many); err != nil {
		many = []json.RawMessage{raw}
	}
	*t = nil
	for _, one := range many {
		var text string
		var number json.Number
		switch {
		case json.Unmarshal(one, &text) == nil:
			*t = append(*t, text)
		case json.Unmarshal(one, &number) == nil && number != "":
			*t = append(*t, number.String())
		default:
			return errors.New("is neither a text nor a list of texts")
		}
	}
	return nil
}

// An Error says what is wrong with a questions file, and where.
type Error struct {
	Path string
	At   string // ":3" for line 3, "#3" for the third question; empty if the error concerns the whole file
	Err  error
}

func (e *Error) Error() string {
	return e.Path + e.At + ": " + e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }

// Hint describes the format of a questions file.
func (*Error) Hint() string {
	return `a question is {"question": "…"}, a line each, or - question: … in YAML, with shows: WORDS and expect: answer, unsure or silent where that matters`
}

// fields lists the fields that a question in a file may have.
const fields = "id, question, history, shows, expect"

// decode decodes one question: a string or an object.
func decode(raw []byte) (q Question, err error) {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		q.Text = text
		return q, q.sound()
	}
	if name := repeated(raw); name != "" {
		return q, fmt.Errorf("has %s twice: is a dash or a line end missing?", name)
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&q); err != nil {
		return q, readable(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return q, errors.New("has something behind the question")
	}
	return q, q.sound()
}

// repeated returns a key that an object contains twice, ignoring case, or "". Decoding would
// accept both and keep the last one.
func repeated(object []byte) string {
	d := json.NewDecoder(bytes.NewReader(object))
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		return ""
	}
	var names []string
	for d.More() {
		var value json.RawMessage
		token, err := d.Token()
		name, _ := token.(string)
		if err != nil || d.Decode(&value) != nil {
			return ""
		}
		if slices.ContainsFunc(names, func(other string) bool { return strings.EqualFold(name, other) }) {
			return name
		}
		names = append(names, name)
	}
	return ""
}

// readable rewords a decoding error in terms of the file.
func readable(err error) error {
	if _, name, found := strings.Cut(err.Error(), "unknown field "); found {
		return fmt.Errorf("a question has no %s: there are %s", name, fields)
	}
	if kind, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && kind.Field != "" {
		return fmt.Errorf("%s is not a text", kind.Field)
	}
	return err
}

func (q Question) sound() error {
	if strings.TrimSpace(q.Text) == "" {
		return errors.New("has no question")
	}
	for _, e := range q.Expect {
		if !slices.Contains([]string{Answer, Unsure, Silent}, e) {
			return fmt.Errorf("expects %q: there are %s, %s and %s", e, Answer, Unsure, Silent)
		}
	}
	for _, words := range q.Shows {
		if strings.TrimSpace(words) == "" {
			return errors.New("shows a text without a word")
		}
	}
	if len(q.Shows) > 0 && len(q.Expect) > 0 && !slices.Contains(q.Expect, Answer) && !slices.Contains(q.Expect, Unsure) {
		return errors.New("expects to be silent and to show something")
	}
	return nil
}
