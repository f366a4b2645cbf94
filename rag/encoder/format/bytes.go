package format

import (
	"encoding/binary"
	"errors"
	"math"
)

var errShort = errors.New("the file ends too soon")

// A reader decodes values from the front of data. After an error it returns zero values.
type reader struct {
	data []byte
	err  error
}

func (r *reader) take(n int) []byte {
	if r.err == nil && (n < 0 || n > len(r.data)) {
		r.err = errShort
	}
	if r.err != nil {
		return nil
	}
	taken := r.data[:n:n]
	r.data = r.data[n:]
	return taken
}

func (r *reader) number() int {
	b := r.take(4)
	if b == nil {
		return 0
	}
	return int(binary.LittleEndian.Uint32(b))
}

func (r *reader) float() float32 {
	f := r.floats(1)
	if f == nil {
		return 0
	}
	return f[0]
}

func (r *reader) floats(n int) []float32 {
	b := r.take(4 * n)
	if b == nil {
		return nil
	}
	floats := make([]float32, n)
	for i := range floats {
		floats[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return floats
}

type writer struct{ data []byte }

func (w *writer) number(n int) { w.data = binary.LittleEndian.AppendUint32(w.data, uint32(n)) }

func (w *writer) floats(floats ...float32) {
	for _, f := range floats {
		w.data = binary.LittleEndian.AppendUint32(w.data, math.Float32bits(f))
	}
}

func (w *writer) bytes(b []byte) { w.data = append(w.data, b...) }
