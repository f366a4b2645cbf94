package encoder

import (
	"sync"
	"sync/atomic"

	"footnote/rag/encoder/format"
)

// shareProducts is how many products are worth the help of another processor.
const shareProducts = 1 << 26

// linear writes x·Wᵀ + bias to y for so many rows of x. Rows beyond them, up to a
// whole tile, are computed and mean nothing. Processors that no run uses at the
// moment help with long windows, so that the last ones of a call do not wait for one
// processor.
func (e *Encoder) linear(l format.Linear, x, y []float32, rows int, s *scratch) {
	rows = up(rows, tileTokens)
	p, blocks := e.precision, l.In/format.Block
	quantize(p, x[:rows*l.In], s.bytes[:rows*l.In*int(p)], s.scales[:rows*blocks])
	var taken atomic.Int64 // rows of the matrix
	work := func(own *scratch) {
		pair := own.room(blocks)
		for first := int(taken.Add(pairRows)) - pairRows; first < l.Out; first = int(taken.Add(pairRows)) - pairRows {
			unpack(l.Groups(first/format.GroupRows, 2), pair)
			for t := 0; t < rows; t += tileTokens {
				multiply(p, pair, s.bytes[t*l.In*int(p):], s.scales[t*blocks:], l.Bias[first:], y[t*l.Out+first:], l.Out)
			}
		}
	}
	var helping sync.WaitGroup
	defer helping.Wait()
	for helpers := rows * l.In * l.Out / shareProducts; helpers > 0 && e.help(&helping, work); helpers-- {
	}
	work(s)
}

// help has a processor do some work beside its caller, if one is free.
func (e *Encoder) help(helping *sync.WaitGroup, work func(own *scratch)) bool {
	select {
	case free := <-e.scratches:
		helping.Go(func() {
			defer func() { e.scratches <- free }()
			work(free)
		})
		return true
	default:
		return false
	}
}
