// Package encoder runs transformer encoders (Devlin et al., "BERT", 2019) in Go
// and a little assembly: text becomes tokens, and tokens become vectors. The
// embedder in rag/e5 is one.
//
// Weights have 4 bits and are used where they lie; package format describes
// their file. What the vectors of the tokens are good for is up to the caller.
package encoder

import (
	"runtime"

	"footnote/rag/encoder/format"
)

// A Window is the tokens that the model sees at once, its special tokens
// included: 1 to [format.Sizes.Positions].
type Window []int32

// An Encoder computes the vectors of tokens in their context. It is safe for
// concurrent use; calls share the processors between them.
type Encoder struct {
	*format.Model
	scratches chan *scratch // one for each processor: who has one may compute
}

// New makes an encoder of a model's weights.
func New(m *format.Model) *Encoder {
	e := &Encoder{m, make(chan *scratch, runtime.GOMAXPROCS(0))}
	for range cap(e.scratches) {
		e.scratches <- &scratch{}
	}
	return e
}
