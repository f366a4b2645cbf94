package openai

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxBroken    = 3       // chunks in an answer that are not what they should be
	bytesOfToken = 8       // of answers, generously
	moreBytes    = 4 << 10 // that any answer may have
)

// An answer is put together from chunks while its text goes to emit.
type answer struct {
	emit     func(string) error
	secret   string // the key, to be redacted
	room     int    // bytes of text that may still come
	thoughts thoughts

	opened  bool // the server took the request
	begun   bool // the model wrote something, thinking included
	shown   bool // something went to emit
	full    bool // all the room was used up
	broken  int  // chunks that could not be read
	ending  ending
	why     string // the server's word for the ending
	refusal strings.Builder

	written       strings.Builder // all of it, thinking included
	input, output int             // tokens; 0 where the server does not say
}

func newAnswer(tokens int, secret string, emit func(string) error) *answer {
	return &answer{emit: emit, secret: secret, room: tokens*bytesOfToken + moreBytes}
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
		a.input, a.output = tokens(c.Usage.Input), tokens(c.Usage.Output)
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
	}
	a.written.WriteString(said.thought() + string(said.Content))
	a.begun = a.begun || a.written.Len() > 0
	if a.refusal.Len() < maxRefusal {
		a.refusal.WriteString(string(said.Refusal))
	}
	if ending := endingOf(c.Finish); ending != notYet {
		a.ending, a.why = ending, c.Finish
	}
	return a.show(a.thoughts.strip(string(said.Content)))
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
