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
	markup       // nothing: it is only left out
	opens        // a thought
	closes       // a thought
	turn         // the end of a turn, or the beginning of one
	channel      // the name of a channel follows (gpt-oss)
	message      // it is complete
)

// A mark is one that the templates of chat models have.
type mark struct {
	kind kind
	name string // in lower case, without its brackets
	size int    // bytes; 0 is no mark
}

// maxMark is how many bytes a mark has at most.
const maxMark = 64

// thoughts are what models call what they think.
const thoughts = " think thinking thought thoughts reasoning reflection scratchpad antthinking analysis seed:think mm:think "

// closers end thoughts whose two marks are not <a> and </a>.
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

// turnWords are parts of the names of marks that end a turn or begin one.
var turnWords = doc.Pattern(`end|eo[tms]|bos|im_|user|assistant|system|human|start|begin|turn|return|token|inst`)

// plainTurns are such marks without bars.
const plainTurns = " s /s eos bos inst /inst sys /sys end_of_turn start_of_turn end_of_utterance end_final_response extra_id_0 extra_id_1 reserved_106 reserved_107 endoftext pad "

// kindOf sorts a mark by its name.
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
	case inner == name: // HTML, or somebody's text
		return none
	case turnWords().MatchString(inner):
		return turn
	}
	return markup
}

// next is the first mark that counts here, and where it begins. Without one it is
// where something begins that may become one, or the end.
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

// inBrackets are the names that stand in square brackets, where others do as well.
var inBrackets = doc.Pattern(`^(?:/?think|/?inst|eos|bos|(?:begin|end)_final_response|\|.*\|)$`)

// markAt is the mark that text begins with, or whether it may become one.
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

// nameOf is a name as kindOf knows it.
func nameOf(name string) string {
	name, _, hasAttribute := strings.Cut(name, "=")
	if words := strings.Fields(name); hasAttribute && len(words) > 0 {
		name = words[0]
	}
	return strings.NewReplacer("｜", "|", "▁", "_", " ", "_").Replace(strings.ToLower(strings.TrimSpace(name)))
}
