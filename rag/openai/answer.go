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
	maxBroken    = 3       // unreadable chunks that are tolerated in an answer
	bytesOfToken = 8       // generous size of a token of an answer
	moreBytes    = 4 << 10 // that any answer may have in addition
)

// An answer is assembled from chunks while its text goes to emit.
type answer struct {
	emit    func(string) error
	discard func() // may be nil
	secret  string // the key, to be redacted
	room    int    // bytes of text that may still come
	reader  reply.Reader

	opened  bool // the server accepted the request
	begun   bool // the model wrote something, thinking included
	shown   bool // something went to emit
	full    bool // room was used up
	broken  int  // number of chunks that could not be read
	vague   bool // the last chunk had a reason to finish, but an empty one
	ending  ending
	why     string // the server's word for the ending
	refusal strings.Builder

	written       strings.Builder // everything, thinking included
	input, output int             // tokens; 0 if the server does not report them
}

// newAnswer returns an answer to p. hold is set if the model is known to leave out the mark
// that opens a thought.
func newAnswer(p rag.Prompt, secret string, hold bool, emit func(string) error) *answer {
	return &answer{
		emit: emit, discard: p.Discard, secret: secret,
		room: p.MaxTokens*bytesOfToken + moreBytes, reader: reply.Reader{Hold: hold},
	}
}

// An emitError is an error of the caller's emit function. It hides its type, so that it is not
// mistaken for an error of the server.
type emitError struct{ error }

// addChunk processes one chunk.
func (a *answer) addChunk(raw []byte) error {
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
		if err := a.addChoice(choice); err != nil {
			return err
		}
	}
	return nil
}

// addChoice processes the model's output in one chunk. A whole message counts only if no pieces
// came before, since some servers repeat everything at the end.
func (a *answer) addChoice(c choice) error {
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

// pass shows what the reader of the reply returned.
func (a *answer) pass(said string, anew bool) error {
	if anew && a.discard != nil {
		a.discard()
	}
	if a.reader.Over() && a.ending == notYet {
		a.ending = stopped
	}
	return a.show(said)
}

// show emits text, without white space before the first word and up to the available room.
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

// fitting returns as much of text as fits into size bytes, in whole characters.
func fitting(text string, size int) string {
	for size > 0 && !utf8.RuneStart(text[size]) {
		size--
	}
	return text[:size]
}
