package openai

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"footnote/rag"
	"footnote/rag/reply"
)

const (
	maxBroken    = 3       // chunks in an answer that are not what they should be
	bytesOfToken = 8       // of answers, generously
	moreBytes    = 4 << 10 // that any answer may have
)

// An answer is put together from chunks while its text goes to emit.
type answer struct {
	emit    func(string) error
	discard func() // nil where nobody wants to know
	secret  string // the key, to be redacted
	room    int    // bytes of text that may still come
	reader  reply.Reader

	opened  bool // the server took the request
	begun   bool // the model wrote something, thinking included
	shown   bool // something went to emit
	full    bool // all the room was used up
	broken  int  // chunks that could not be read
	vague   bool // the last chunk had a reason to end, but an empty one
	ending  ending
	why     string // the server's word for the ending
	refusal strings.Builder

	written       strings.Builder // all of it, thinking included
	input, output int             // tokens; 0 where the server does not say
}

// newAnswer is an answer to p. Where the model is known to leave out the mark that
// opens a thought, hold is set.
func newAnswer(p rag.Prompt, secret string, hold bool, emit func(string) error) *answer {
	return &answer{
		emit: emit, discard: p.Discard, secret: secret,
		room: p.MaxTokens*bytesOfToken + moreBytes, reader: reply.Reader{Hold: hold},
	}
}

// An emitError is an error of the caller's. It hides what it is, so that nobody
// takes it for one of the server's.
type emitError struct{ error }

// take adds one chunk.
func (a *answer) take(raw []byte) error {
	var c chunk
	if json.Unmarshal(raw, &c) != nil {
		if a.broken++; a.broken > maxBroken {
			return malformed("it is not the JSON of %s", chatAnswer)
		}
		return nil
	}
	if c.Usage != nil {
		a.input, a.output = c.Usage.Input.tokens(), c.Usage.Output.tokens()
	}
	for _, choice := range c.Choices {
		if choice.Index != 0 {
			continue
		}
		if err := a.hear(choice); err != nil {
			return err
		}
	}
	return nil
}

// hear adds what one chunk has of the answer. A whole message counts only where
// there were no pieces: some servers repeat everything at the end.
func (a *answer) hear(c choice) error {
	var said message
	switch {
	case c.Delta != nil:
		said = *c.Delta
	case c.Message != nil && !a.begun:
		said = *c.Message
	case c.Message == nil:
		said.Content = c.Text
	}
	a.written.WriteString(said.thought() + string(said.Content))
	a.begun = a.begun || a.written.Len() > 0
	if a.refusal.Len() < maxRefusal {
		a.refusal.WriteString(string(said.Refusal))
	}
	a.vague = c.Finish.is && c.Finish.word == ""
	if ending := endingOf(c.Finish.word); ending != notYet {
		a.ending, a.why = ending, c.Finish.word
	}
	return a.pass(a.reader.Add(string(said.Content)))
}

// pass shows what the reader of the reply passed on.
func (a *answer) pass(said string, anew bool) error {
	if anew && a.discard != nil {
		a.discard()
	}
	if a.reader.Over() && a.ending == notYet {
		a.ending = stopped
	}
	return a.show(said)
}

// show emits text, but no white space before the first word, and no more than
// there is room for.
func (a *answer) show(text string) error {
	if !a.shown {
		text = strings.TrimLeftFunc(text, unicode.IsSpace)
	}
	if len(text) > a.room {
		text, a.full = fitting(text, a.room), true
	}
	if text == "" {
		return nil
	}
	a.room -= len(text)
	a.shown = true
	if err := a.emit(text); err != nil {
		return emitError{err}
	}
	return nil
}

// fitting is as much of text as fits into size bytes, in whole characters.
func fitting(text string, size int) string {
	for size > 0 && !utf8.RuneStart(text[size]) {
		size--
	}
	return text[:size]
}
