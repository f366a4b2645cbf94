package encoder

import (
	"sync"
	"sync/atomic"

	"footnote/rag/encoder/format"
)

// shareProducts is the number of products from which on another processor's help pays off.
const shareProducts = 1 << 26

// linear writes x·Wᵀ + bias to y for the first rows of x. Further rows, up to a whole tile,
// are computed too but have no meaning. Processors that no run is using help with long
// windows, so that the last windows of a call do not wait for a single processor.
func (e *Encoder) linear(l format.Linear, x, y []float32, rows int, s *scratch) {
	rows = up(rows, e.kernels.tokens())
	p, blocks := e.precision, l.In/format.Block
	e.kernels.quantize(p, x[:rows*l.In], s.bytes[:rows*l.In*int(p)], s.scales[:rows*blocks])
	var taken atomic.Int64 // index of the next free row of the matrix
	work := func(own *scratch) {
		for first := int(taken.Add(pairRows)) - pairRows; first < l.Out; first = int(taken.Add(pairRows)) - pairRows {
			e.kernels.unpack(l.Groups(first/format.GroupRows, 2), &own.pair)
			for t := 0; t < rows; t += e.kernels.tokens() {
				e.kernels.multiply(p, &own.pair, s.bytes[t*l.In*int(p):], s.scales[t*blocks:], l.Bias[first:], y[t*l.Out+first:], l.Out)
			}
		}
	}
	var helping sync.WaitGroup
	defer helping.Wait()
	for helpers := rows * l.In * l.Out / shareProducts; helpers > 0 && e.help(&helping, work); helpers-- {
	}
	work(s)
}

// help has another processor do the work too, if one is free.
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
