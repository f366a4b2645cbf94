package openai

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"footnote/rag"
	"footnote/rag/prompt"
)

// Usage is what a [Generator] has used. Numbers of tokens that the server does not report are
// estimated.
type Usage struct {
	Requests     int // including failed ones
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

// add counts a request and the part of its answer in a. A request that the server did not
// accept costs nothing.
func (m *meter) add(p wanted, a *answer) (rag.Generated, Usage) {
	generated := rag.Generated{
		InputTokens:  a.input,
		OutputTokens: a.output,
		Truncated:    a.input > 0 && float64(a.input) < minTokens(p.System)+minTokens(p.User),
	}
	input, output := 0, 0
	if a.opened {
		input = orDefault(a.input, prompt.Tokens(p.System)+prompt.Tokens(p.User)+p.picture.tokens())
		output = orDefault(a.output, prompt.Tokens(a.written.String()))
	}
	generated.Cost = (float64(input)*m.input + float64(output)*m.output) / 1e6

	m.mu.Lock()
	defer m.mu.Unlock()
	m.total.Requests++
	m.total.InputTokens += input
	m.total.OutputTokens += output
	m.total.Cost += generated.Cost
	return generated, Usage{1, input, output, generated.Cost}
}

// minTokens returns a number of tokens that no tokenizer falls below: those of Qwen and
// DeepSeek have tokens of two and more Chinese characters.
func minTokens(text string) float64 {
	east, rest := 0, 0
	for _, character := range text {
		switch {
		case unicode.In(character, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			east++
		default:
			rest += utf8.RuneLen(character)
		}
	}
	return float64(east)*0.4 + float64(rest)/6
}
