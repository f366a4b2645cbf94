package judge

import (
	"slices"

	"footnote/rag/encoder"
)

// The lead before a text tells the model what is asked about the passage.
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
	sentences []tokenRange // empty if nothing of the sentence is read
}

// A tokenRange is the half-open range of tokens from start to end.
type tokenRange struct{ start, end int }

func (s tokenRange) empty() bool { return s.start == s.end }

// ask returns the tokens of the lead and of the question or claim, cut at the limit.
func (m *model) ask(lead, text string) []int32 {
	tokens := m.tokenizer.Tokens(lead)
	tokens = append(tokens, m.first(m.Asked, text)...)
	return tokens[:min(len(tokens), m.Asked)]
}

// layOut puts the question or claim together with the sentences of a passage. Each sentence is
// cut at its limit, and the whole at the model's.
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

// spare is how many times more tokens are read than wanted, because runs of unknown characters
// become shorter.
const spare = 4

// first returns the first tokens of a text. As in training, consecutive unknown characters are
// one token and spaces at the end are none, so a text of spaces has no tokens at all.
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
