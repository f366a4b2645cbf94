package format

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

// ErrDamaged is returned by Decode if data is a file of weights that has been cut or changed.
var ErrDamaged = errors.New("the weights are damaged")

// Decode reads a file of weights. The model refers to data, which must not change any more.
// Decode returns an error if data is another kind of file, is cut, or has a flipped bit.
func Decode(data []byte) (*Model, error) {
	body, digest, err := unseal(data, magic)
	if err != nil {
		return nil, err
	}
	m, err := decode(body)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	m.Fingerprint = hex.EncodeToString(data[len(data)-sha256.Size:][:8])
	m.Digest = digest
	return m, nil
}

// unseal verifies the magic and the checksum. It returns what is between them, and the SHA-256
// of all of data.
func unseal(data []byte, magic string) (body []byte, digest Digest, err error) {
	if !bytes.HasPrefix(data, []byte(magic)) {
		return nil, digest, fmt.Errorf("this is no file of weights: it does not begin with %q", magic)
	}
	if len(data) < len(magic)+sha256.Size {
		return nil, digest, fmt.Errorf("%w: %d bytes only", ErrDamaged, len(data))
	}
	sealed, checksum := data[:len(data)-sha256.Size], data[len(data)-sha256.Size:]
	hash := sha256.New()
	hash.Write(sealed) // never fails
	if sum := hash.Sum(nil); !bytes.Equal(sum, checksum) {
		return nil, digest, fmt.Errorf("%w: their SHA-256 is %x, not %x", ErrDamaged, sum, checksum)
	}
	hash.Write(checksum)
	hash.Sum(digest[:0])
	return sealed[len(magic):], digest, nil
}

func decode(body []byte) (*Model, error) {
	r := &reader{data: body}
	m := &Model{Sizes: decodeSizes(r)}
	m.Epsilon, m.Unknown = r.float(), r.float()
	if r.err == nil {
		r.err = m.check()
	}
	if r.err != nil {
		return nil, r.err
	}
	m.Vocabulary = Vocabulary{r.take(4 * m.Pieces), r.take(4 * m.Pieces), r.take(m.PieceBytes)}
	normal := &reader{r.take(m.NormalBytes), r.err}
	m.Normal = decodeNormal(normal)
	m.Embeddings = Rows{m.Hidden, r.take(m.tokens() * m.Hidden / Block * blockBytes)}
	decodeTrunk(r, m)
	switch {
	case r.err != nil:
		return nil, r.err
	case normal.err != nil:
		return nil, fmt.Errorf("the normalisation map: %w", normal.err)
	case len(r.data) > 0 || len(normal.data) > 0:
		return nil, fmt.Errorf("%d bytes too many", len(r.data)+len(normal.data))
	case !m.Vocabulary.valid():
		return nil, errors.New("the vocabulary is not in order")
	}
	return m, nil
}

// decodeTrunk decodes what follows the word embeddings: positions, norm, layers.
func decodeTrunk(r *reader, m *Model) {
	m.Positions = r.floats(m.Sizes.Positions * m.Hidden)
	m.Norm = decodeNorm(r, m.Hidden)
	for range m.Sizes.Layers {
		if r.err != nil { // a damaged file may claim millions of layers
			return
		}
		m.Layers = append(m.Layers, decodeLayer(r, m.Sizes))
	}
}

// maxSize is the largest size that is accepted, so that no product of two sizes overflows.
const maxSize = 1 << 26

// check returns an error for sizes, or an epsilon, that no model can have.
func (m *Model) check() error {
	if !(m.Epsilon >= 0 && m.Epsilon <= 1) {
		return fmt.Errorf("an epsilon of %g is out of range", m.Epsilon)
	}
	return m.Sizes.check()
}

func decodeSizes(r *reader) Sizes {
	return Sizes{r.number(), r.number(), r.number(), r.number(), r.number(), r.number(), r.number(), r.number()}
}

func (s Sizes) check() error {
	for _, size := range []int{s.Hidden, s.Layers, s.Heads, s.Intermediate, s.Positions, s.Pieces, s.PieceBytes, s.NormalBytes} {
		if size < 1 || size > maxSize {
			return fmt.Errorf("sizes %+v are out of range", s)
		}
	}
	// Two tokens of a window are <s> and </s>.
	if s.Hidden%Block != 0 || s.Intermediate%Block != 0 || s.Hidden%(s.Heads*GroupRows) != 0 || s.Positions < 3 {
		return fmt.Errorf("sizes %+v do not go together", s)
	}
	return nil
}

func decodeLayer(r *reader, s Sizes) Layer {
	return Layer{
		QueryKeyValue:   decodeLinear(r, s.Hidden, 3*s.Hidden),
		AttentionOutput: decodeLinear(r, s.Hidden, s.Hidden),
		AttentionNorm:   decodeNorm(r, s.Hidden),
		FeedForwardIn:   decodeLinear(r, s.Hidden, s.Intermediate),
		FeedForwardOut:  decodeLinear(r, s.Intermediate, s.Hidden),
		FeedForwardNorm: decodeNorm(r, s.Hidden),
	}
}

func decodeLinear(r *reader, in, out int) Linear {
	return Linear{in, out, r.take(in / Block * blockBytes * out), r.floats(out)}
}

func decodeNorm(r *reader, hidden int) Norm { return Norm{r.floats(hidden), r.floats(hidden)} }
