package reply

import (
	"strings"
	"unicode"

	"footnote/corpus/doc"
)

// A kind says what a mark does.
type kind int

const (
	none    kind = iota
	markup       // is only removed
	opens        // opens a thought
	closes       // closes a thought
	turn         // ends a turn, or begins one
	channel      // precedes the name of a channel (gpt-oss)
	message      // ends the name of a channel
)

// A mark is a marker of the chat templates of models, such as <|end|>.
type mark struct {
	kind kind
	name string // in lower case, without its brackets
	size int    // in bytes; 0 means no mark
}

// maxMark is the length limit of a mark, in bytes.
const maxMark = 64

// thoughts are the names of the marks around thoughts.
const thoughts = " think thinking thought thoughts reasoning reflection scratchpad antthinking analysis seed:think mm:think "

// closers maps opening to closing marks of thoughts, where these are not <a> and </a>.
var closers = map[string]string{
	"|channel":           "channel|", // Gemma 4
	"unused94":           "unused95", // MedGemma
	"|start_thinking|":   "|end_thinking|",
	"|begin_of_thought|": "|end_of_thought|",
	"begin_reasoning":    "begin_final_response", // Apriel
}

func (m mark) closer() string {
	if closer, is := closers[m.name]; is {
		return closer
	}
	return "/" + strings.Trim(m.name, "|")
}

// wrappers are marks around an answer.
const wrappers = " answer output final final_answer response box begin_of_box end_of_box start_response begin_of_solution end_of_solution content constrain im_middle end_header_id think_fast think_on "

// turnWords match parts of the names of marks that end or begin a turn.
var turnWords = doc.Pattern(`end|eo[tms]|bos|im_|user|assistant|system|human|start|begin|turn|return|token|inst`)

// plainTurns are names of such marks without bars.
const plainTurns = " s /s eos bos inst /inst sys /sys end_of_turn start_of_turn end_of_utterance end_final_response extra_id_0 extra_id_1 reserved_106 reserved_107 endoftext pad "

// kindOf returns the kind of the mark with a name.
func kindOf(name string) kind {
	inner := strings.Trim(name, "|")
	isIn := func(list, word string) bool { return word != "" && strings.Contains(list, " "+word+" ") }
	switch {
	case name == "|channel|":
		return channel
	case name == "|message|":
		return message
	case closers[name] != "", isIn(thoughts, inner):
		return opens
	case isIn(thoughts, strings.TrimPrefix(inner, "/")):
		return closes
	case isIn(wrappers, strings.TrimPrefix(inner, "/")):
		return markup
	case isIn(plainTurns, name):
		return turn
	}
	for _, closer := range closers {
		if name == closer {
			return closes
		}
	}
	switch {
	case inner == name: // HTML, or just text
		return none
	case turnWords().MatchString(inner):
		return turn
	}
	return markup
}

// next returns the first mark that counts in the current state, and its offset in r.rest. If
// there is none, the offset is that of text that may become one, or the end.
func (r *Reader) next(final bool) (int, mark) {
	before, said := r.last, r.said || strings.TrimSpace(r.lead) != ""
	for i, this := range r.rest {
		m, may := markAt(r.rest[i:])
		if m.size == 0 && !may && said && r.until == "" {
			m.size, may = roleAt(r.rest[i:], before)
			m.kind, m.name = turn, "role"
		}
		if m.size > 0 || may && !final {
			return i, m
		}
		before, said = this, said || !unicode.IsSpace(this)
	}
	return len(r.rest), mark{}
}

var brackets = []struct{ open, close string }{{"<", ">"}, {"[", "]"}, {"◁", "▷"}, {"&lt;", "&gt;"}}

// inBrackets matches the names that count in square brackets; other text may be in them too.
var inBrackets = doc.Pattern(`^(?:/?think|/?inst|eos|bos|(?:begin|end)_final_response|\|.*\|)$`)

// markAt returns the mark that text begins with. may reports whether text may become one.
func markAt(text string) (m mark, may bool) {
	for _, b := range brackets {
		if strings.HasPrefix(b.open, text) {
			return mark{}, true
		}
		inner, begins := strings.CutPrefix(text, b.open)
		if !begins {
			continue
		}
		name, _, whole := strings.Cut(inner, b.close)
		if len(name) > maxMark || strings.ContainsAny(name, "\n<[") || name != "" && !strings.ContainsRune("/|｜", firstRune(name)) && !doc.IsASCIILetter(firstRune(name)) {
			continue
		}
		if !whole {
			return mark{}, true
		}
		size := len(b.open) + len(name) + len(b.close)
		name = nameOf(name)
		if k := kindOf(name); k != none && (b.open != "[" || inBrackets().MatchString(name)) {
			return mark{k, name, size}, false
		}
	}
	return mark{}, false
}

func firstRune(text string) rune {
	for _, r := range text {
		return r
	}
	return 0
}

// nameOf normalises a name for kindOf.
func nameOf(name string) string {
	name, _, hasAttribute := strings.Cut(name, "=")
	if words := strings.Fields(name); hasAttribute && len(words) > 0 {
		name = words[0]
	}
	return strings.NewReplacer("｜", "|", "▁", "_", " ", "_").Replace(strings.ToLower(strings.TrimSpace(name)))
}
