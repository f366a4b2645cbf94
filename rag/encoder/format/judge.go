package format

import (
	"errors"
	"fmt"
)

const judgeMagic = "footnote judge v1\r\n\x00"

// A Judge is the content of the judge's file (docs/judge.md).
type Judge struct {
	// The trunk of the model. Its word embeddings, vocabulary and normalisation map are the
	// embedder's.
	*Model

	Asked    int   // token limit of the lead and the question or claim
	Sentence int   // token limit of a sentence
	Each     Dense // 2·Hidden to 2: scores of a sentence
	Whole    Dense // 3·Hidden to 4: scores of a passage
}

// A Dense is a matrix with a bias, not quantized.
type Dense struct {
	In     int
	Weight []float32 // [outputs][In]
	Bias   []float32 // [outputs]
}

// DecodeJudge reads the judge's file, whose weights belong to an embedder. The judge refers to
// data, which must not change any more. DecodeJudge returns an error if data is another kind
// of file, is cut, has a flipped bit, or belongs to another embedder.
func DecodeJudge(data []byte, embedder *Model) (*Judge, error) {
	body, _, err := unseal(data, judgeMagic)
	if err != nil {
		return nil, err
	}
	j, owner, err := decodeJudge(body, embedder)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if owner != embedder.Digest {
		return nil, fmt.Errorf("these weights belong to another embedder: its SHA-256 is %x, not %x", owner, embedder.Digest)
	}
	return j, nil
}

func decodeJudge(body []byte, embedder *Model) (j *Judge, owner Digest, err error) {
	r := &reader{data: body}
	trunk := *embedder
	trunk.Fingerprint, trunk.Digest, trunk.Layers = "", Digest{}, nil
	j = &Judge{Model: &trunk}
	j.Hidden, j.Sizes.Layers, j.Heads, j.Intermediate, j.Sizes.Positions = r.number(), r.number(), r.number(), r.number(), r.number()
	rows := r.number()
	j.Asked, j.Sentence = r.number(), r.number()
	j.Epsilon = r.float()
	copy(owner[:], r.take(len(owner)))
	if r.err == nil {
		r.err = j.check(rows, embedder)
	}
	if r.err != nil {
		return nil, owner, r.err
	}
	decodeTrunk(r, j.Model)
	j.Each = decodeDense(r, 2*j.Hidden, 2)
	j.Whole = decodeDense(r, 3*j.Hidden, 4)
	if r.err == nil && len(r.data) > 0 {
		r.err = fmt.Errorf("%d bytes too many", len(r.data))
	}
	return j, owner, r.err
}

// judgeSpecial is the number of special tokens of an input: <s>, </s> twice in between and
// </s> at the end.
const judgeSpecial = 4

func (j *Judge) check(rows int, embedder *Model) error {
	switch {
	case rows != embedder.tokens() || j.Hidden != embedder.Hidden:
		return fmt.Errorf("they have %d word embeddings of %d numbers, the embedder %d of %d", rows, j.Hidden, embedder.tokens(), embedder.Hidden)
	case j.Asked < 1 || j.Sentence < 1 || j.Asked > j.Sizes.Positions-judgeSpecial:
		return errors.New("no sentence fits beside what is asked")
	}
	return j.Model.check()
}

func decodeDense(r *reader, in, out int) Dense { return Dense{in, r.floats(in * out), r.floats(out)} }
