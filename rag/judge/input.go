package judge

import (
	"slices"

	"footnote/rag/encoder"
)

// What stands before a text says what is asked about the passage.
const (
	questionLead = "query:"
	claimLead    = "claim:"
)

// An input is what the model reads at once:
//
//	<s> lead asked </s></s> sentence sentence … </s>
type input struct {
	tokens    encoder.Window
	asked     tokenRange
	sentences []tokenRange // an empty one where nothing of the sentence is read
}

// A tokenRange is the tokens from start up to end, which is not one of them.
type tokenRange struct{ start, end int }

func (s tokenRange) empty() bool { return s.start == s.end }

// ask is the tokens of the lead and of what is asked. What is too long is cut
// off at its end.
func (m *model) ask(lead, text string) []int32 {
	tokens := m.tokenizer.Tokens(lead)
	tokens = append(tokens, m.first(m.Asked, text)...)
	return tokens[:min(len(tokens), m.Asked)]
}

// layOut puts what is asked and the sentences of a passage together. A sentence
// that is too long is cut off at its end, and so is the whole.
func (m *model) layOut(asked []int32, sentences []string) input {
	start, end := int32(m.Start()), int32(m.End())
	in := input{tokens: make(encoder.Window, 0, m.Sizes.Positions), sentences: make([]tokenRange, len(sentences))}
	in.tokens = append(in.tokens, start)
	in.asked = in.add(asked)
	in.tokens = append(in.tokens, end, end)
	for n, text := range sentences {
		room := m.Sizes.Positions - 1 - len(in.tokens)
		in.sentences[n] = in.add(m.first(min(room, m.Sentence), text))
	}
	in.tokens = append(in.tokens, end)
	return in
}

// spare is how many times as many tokens are read as are wanted, for runs of
// unknown characters become shorter.
const spare = 4

// first is the first tokens of a text. As the model was trained, unknown characters
// that follow each other are one token and spaces at the end are none, so that a
// text of spaces has none at all.
func (m *model) first(most int, text string) []int32 {
	if most == 0 || text == "" {
		return nil
	}
	tokens := m.tokenizer.First(spare*most, text)
	if whole := len(tokens) < spare*most; whole && tokens[len(tokens)-1] == m.blank {
		tokens = tokens[:len(tokens)-1]
	}
	unknown := int32(m.UnknownToken())
	tokens = slices.CompactFunc(tokens, func(a, b int32) bool { return a == unknown && b == unknown })
	return tokens[:min(most, len(tokens))]
}

func (in *input) add(tokens []int32) tokenRange {
	start := len(in.tokens)
	in.tokens = append(in.tokens, tokens...)
	return tokenRange{start, len(in.tokens)}
}

// read reports whether the model reads any of the sentences.
func (in *input) read() bool {
	for _, s := range in.sentences {
		if !s.empty() {
			return true
		}
	}
	return false
}
