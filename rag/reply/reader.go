// Package reply reads what a language model writes, as it arrives, and extracts what is meant
// for the reader: without thoughts, without the markers of chat templates, and not beyond the
// end of the model's turn. It also recognises the phrases in which models say that they have
// no answer.
//
// It does not care whether the text is true, or how it arrived.
package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Reader processes what a model writes, in pieces of any size. The zero value is ready to
// use. It is not safe for concurrent use.
type Reader struct {
	// Hold makes the Reader return nothing before the end or the mark that closes a thought.
	// It is for models that leave out the mark that opens it.
	Hold bool

	rest     string // not scanned yet: it may be the beginning of a mark
	until    string // the mark that ends the current thought; empty outside of one
	channel  string // the name of a channel, as far as it has arrived
	inHeader bool   // the name of a channel is arriving
	lead     string // the beginning, while it may be the name of a role or open a thought
	said     bool   // something besides the lead was said
	last     rune   // the last character that was said
	holding  bool
	held     strings.Builder // what may be a thought that was never opened
	closed   bool            // such a thought was closed
	over     bool

	out  strings.Builder // result of this call
	anew bool            // result of this call
}

// afterEnd is the value of until after <|end|>. That mark ends the turn or, in the format of
// gpt-oss, only a channel.
const afterEnd = "<|channel|>"

// Add processes a piece and returns the text for the reader. anew means that everything
// returned before was a thought, and that the answer begins with said.
func (r *Reader) Add(piece string) (said string, anew bool) { return r.read(piece, false) }

// End returns what was held back and turned out to be for the reader.
func (r *Reader) End() (said string, anew bool) { return r.read("", true) }

// Over reports whether the model's turn has ended. What the model writes after that is in
// somebody else's name.
func (r *Reader) Over() bool { return r.over }

// Closed reports whether a thought was closed that had never been opened.
func (r *Reader) Closed() bool { return r.closed }

func (r *Reader) read(piece string, final bool) (said string, anew bool) {
	r.rest += piece
	r.anew = false
	r.out.Reset()
	for r.rest != "" && !r.over {
		at, m := r.next(final)
		r.text(r.rest[:at])
		r.rest = r.rest[at:]
		if m.size == 0 {
			break
		}
		r.rest = r.rest[m.size:]
		r.mark(m)
	}
	if final {
		r.finish()
	}
	return r.out.String(), r.anew
}

// finish says what could have become a mark, or was held.
func (r *Reader) finish() {
	if !r.over {
		r.text(r.rest)
	}
	r.rest = ""
	if r.until == "" && !r.said && strings.TrimSpace(r.lead) != "" {
		r.begin(r.lead)
	}
	r.out.WriteString(answerOf(r.held.String()))
	r.held.Reset()
}

// text processes text between two marks.
func (r *Reader) text(text string) {
	switch {
	case r.inHeader:
		r.channel += text
		if len(r.channel) > maxMark { // the name never ends
			r.inHeader, r.until = false, afterEnd
		}
	case r.until != "":
	case r.said:
		r.say(text)
	default:
		r.lead = withoutRole(r.lead + text)
		if !undecided(r.lead) {
			r.begin(r.lead)
		}
	}
}

func (r *Reader) begin(text string) {
	r.lead, r.said = "", true
	r.holding = r.Hold || soundsLikeThought(text)
	r.say(strings.TrimLeftFunc(text, unicode.IsSpace))
}

func (r *Reader) say(text string) {
	if text != "" {
		r.last, _ = utf8.DecodeLastRuneInString(text)
	}
	if r.holding {
		r.held.WriteString(text)
		return
	}
	r.out.WriteString(text)
}

// mark processes a mark.
func (r *Reader) mark(m mark) {
	switch {
	case m.kind == channel:
		r.inHeader, r.channel = true, ""
	case m.kind == message && r.inHeader:
		r.inHeader = false
		if !strings.HasPrefix(strings.TrimSpace(strings.ToLower(r.channel)), "final") {
			r.until = afterEnd
			return
		}
		r.close()
	case r.until != "":
		if m.name == r.until {
			r.until = ""
		}
		r.over = r.until == afterEnd && r.said && strings.Contains(m.name, "user")
	case m.kind == opens:
		r.until = m.closer()
	case m.kind == closes:
		r.closed = r.closed || r.said || strings.TrimSpace(r.lead) != ""
		r.close()
	case m.kind == turn:
		r.endTurn(m)
	}
}

// close ends a thought that was never opened: everything before it was part of it.
func (r *Reader) close() {
	r.until, r.Hold = "", false
	r.anew = r.anew || r.said && !r.holding
	r.out.Reset()
	r.held.Reset()
	r.lead, r.said, r.holding = "", false, false
}

// endTurn ends the turn. If nothing has been said yet, the turn is only beginning.
func (r *Reader) endTurn(m mark) {
	if !r.said && strings.TrimSpace(withoutRole(r.lead+"\n")) == "" {
		r.lead = ""
		return
	}
	if !r.said {
		r.begin(r.lead)
	}
	if m.name == "|end|" {
		r.until = afterEnd
		return
	}
	r.over = true
}
