// Package reply reads what a language model wrote, as it comes, and leaves what it
// says to a reader: without its thoughts, without the marks of chat templates, and
// not beyond the end of its turn. It also knows the words in which models say that
// they have no answer.
//
// Whether what is left is true is not its concern, nor how it came.
package reply

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Reader takes what a model writes, however it is cut into pieces. The zero
// value is ready. One goroutine at a time.
type Reader struct {
	// Hold makes it pass nothing on before the end or the mark that closes a
	// thought: for models that are known to leave out the mark that opens it.
	Hold bool

	rest     string // not looked through yet: it may be the beginning of a mark
	until    string // the mark that ends this thought; empty outside of one
	channel  string // the name of a channel, as far as it came
	inHeader bool   // the name of a channel is coming
	lead     string // the beginning, where it may be the name of a role or open a thought
	said     bool   // something was said, besides the lead
	last     rune   // of it
	holding  bool
	held     strings.Builder // what may be a thought that was never opened
	closed   bool            // such a thought was closed
	over     bool

	out  strings.Builder // of this call
	anew bool            // of this call
}

// afterEnd is until after <|end|>, which ends the turn, or in the form of gpt-oss
// only a channel.
const afterEnd = "<|channel|>"

// Add takes what came and returns what can be passed on. Where anew is set, all
// that was passed on before was a thought, and the answer begins with said.
func (r *Reader) Add(piece string) (said string, anew bool) { return r.read(piece, false) }

// End returns what was held back and turned out to be said.
func (r *Reader) End() (said string, anew bool) { return r.read("", true) }

// Over reports whether the model's turn has ended: what it writes now is that of
// somebody else.
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

// finish passes on what could have become a mark, or was held.
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

// text takes text between two marks.
func (r *Reader) text(text string) {
	switch {
	case r.inHeader:
		r.channel += text
		if len(r.channel) > maxMark { // there is no end to it
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

// mark does what a mark asks for.
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

// close ends a thought that was never opened: what was said before was part of it.
func (r *Reader) close() {
	r.until, r.Hold = "", false
	r.anew = r.anew || r.said && !r.holding
	r.out.Reset()
	r.held.Reset()
	r.lead, r.said, r.holding = "", false, false
}

// endTurn ends the turn, unless nothing was said yet: then it is only beginning.
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
