package openai

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"footnote/rag"
)

// Usage is what a [Generator] used up. Where the server does not say how many
// tokens it was, they are estimated.
type Usage struct {
	Requests     int // that were made, failed ones too
	InputTokens  int
	OutputTokens int
	Cost         float64 // in the currency of the prices; 0 without prices
}

// A meter adds up usage. It is safe for concurrent use.
type meter struct {
	input, output float64 // price of a million tokens

	mu    sync.Mutex
	total Usage
}

func (m *meter) read() Usage {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.total
}

// add counts a request and what a has of its answer. A request that the server
// did not take costs nothing.
func (m *meter) add(p rag.Prompt, a *answer) rag.Generated {
	generated := rag.Generated{
		InputTokens:  a.input,
		OutputTokens: a.output,
		Truncated:    a.input > 0 && float64(a.input) < fewest(p.System)+fewest(p.User),
	}
	input, output := 0, 0
	if a.opened {
		input = orDefault(a.input, estimate(p.System)+estimate(p.User))
		output = orDefault(a.output, estimate(a.written.String()))
	}
	generated.Cost = (float64(input)*m.input + float64(output)*m.output) / 1e6

	m.mu.Lock()
	defer m.mu.Unlock()
	m.total.Requests++
	m.total.InputTokens += input
	m.total.OutputTokens += output
	m.total.Cost += generated.Cost
	return generated
}

// estimate is how many tokens a text may be: one for each Chinese, Japanese or
// Korean character, and one for each 3.5 bytes of the rest.
func estimate(text string) int {
	east, rest := weigh(text)
	return int(float64(east) + float64(rest)/3.5 + 0.5)
}

// fewest is how many tokens no tokenizer stays below: those of Qwen and
// DeepSeek have words of two and more Chinese characters.
func fewest(text string) float64 {
	east, rest := weigh(text)
	return float64(east)*0.4 + float64(rest)/6
}

// weigh counts the characters of East Asian scripts and the bytes of all others.
func weigh(text string) (east, rest int) {
	for _, character := range text {
		switch {
		case unicode.In(character, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			east++
		default:
			rest += utf8.RuneLen(character)
		}
	}
	return east, rest
}
