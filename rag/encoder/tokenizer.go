package encoder

import (
	"math"
	"unicode/utf8"

	"footnote/rag/encoder/format"
)

// A Tokenizer splits text into the pieces of a unigram language model that make the text
// likeliest (Kudo, "Subword Regularization", 2018), like XLM-R's. It is safe for concurrent
// use.
type Tokenizer struct {
	vocabulary format.Vocabulary
	normal     format.Normal
	unknown    int32   // the token of a character that no piece covers
	penalty    float32 // its score
	first      [256]format.Prefix
}

// NewTokenizer returns the tokenizer of a model.
func NewTokenizer(m *format.Model) *Tokenizer {
	t := &Tokenizer{vocabulary: m.Vocabulary, normal: m.Normal, unknown: int32(m.UnknownToken()), penalty: m.Unknown}
	for b := range t.first {
		t.first[b] = t.vocabulary.Extend(t.vocabulary.All(), byte(b))
	}
	return t
}

// space replaces a space in a piece: U+2581.
const space = "\u2581"

// Tokens returns the tokens of text, without <s> and </s>, which no text can spell. The time
// is linear in the length of text, since pieces are short.
func (t *Tokenizer) Tokens(text string) []int32 {
	return t.tokens(t.normalize(text, math.MaxInt))
}

const (
	pieceBytes = 48      // length limit of a piece
	lookahead  = 1 << 10 // context that decides how the text before it is split
)

// First returns the first n tokens of text, and reads no more of the text than it needs,
// however long it is.
func (t *Tokenizer) First(n int, text string) []int32 {
	tokens := t.tokens(t.normalize(text, n*pieceBytes+lookahead))
	return tokens[:min(n, len(tokens))]
}

func (t *Tokenizer) tokens(normal []byte) []int32 {
	ends := t.likeliest(normal)
	var tokens []int32
	for at := len(normal); at > 0; at = ends[at].start {
		tokens = append(tokens, ends[at].token)
	}
	for i, j := 0, len(tokens)-1; i < j; i, j = i+1, j-1 {
		tokens[i], tokens[j] = tokens[j], tokens[i]
	}
	return tokens
}

// normalize maps each character, replaces each run of spaces by one sign, and puts one in
// front. It stops once it has enough bytes.
func (t *Tokenizer) normalize(text string, enough int) []byte {
	normal := make([]byte, 0, min(len(text)+len(text)/4, enough)+len(space))
	spaced := false
	put := func(r rune) {
		if r != ' ' {
			normal = utf8.AppendRune(normal, r)
		} else if !spaced {
			normal = append(normal, space...)
		}
		spaced = r == ' '
	}
	put(' ')
	for _, r := range text {
		if len(normal) >= enough {
			break
		}
		mapped, ok := t.normal[r]
		if !ok {
			put(r)
			continue
		}
		for _, m := range mapped {
			put(m)
		}
	}
	return normal
}

// An end is the best way to reach an offset in a text: by a token that begins at start.
type end struct {
	score float32
	token int32
	start int
	known bool // a way has been found
}

// likeliest finds the best way to each character boundary of a normalised text (Viterbi).
// Other offsets keep zero values.
func (t *Tokenizer) likeliest(text []byte) []end {
	ends := make([]end, len(text)+1)
	ends[0].known = true
	for start := 0; start < len(text); {
		base := ends[start].score
		reach := func(at int, token int32, score float32) {
			if e := &ends[at]; !e.known || base+score > e.score {
				*e = end{base + score, token, start, true}
			}
		}
		_, size := utf8.DecodeRune(text[start:])
		prefix := t.first[text[start]]
		for at := start + 1; prefix.From < prefix.To; at++ {
			if piece, ok := t.vocabulary.Exact(prefix); ok && (at == len(text) || utf8.RuneStart(text[at])) {
				reach(at, int32(piece), t.vocabulary.Score(piece))
			}
			if at == len(text) {
				break
			}
			prefix = t.vocabulary.Extend(prefix, text[at])
		}
		reach(start+size, t.unknown, t.penalty)
		start += size
	}
	return ends
}
