//go:build !amd64

package encoder

// Quick reports whether this processor runs the inner loops in machine code of our
// own. Without, everything takes some fifty times as long.
func Quick() bool { return false }

func unpack(tiles []byte, into unpacked) { unpackPlain(tiles, into) }

func quantize(p precision, x []float32, bytes []int8, scales []blockScale) {
	quantizePlain(p, x, bytes, scales)
}

func multiply(p precision, pair unpacked, bytes []int8, scales []blockScale, bias, y []float32, stride int) {
	multiplyPlain(p, pair, bytes, scales, bias, y, stride)
}

func product(a, b, c []float32, depth, columns, stride int) {
	productPlain(a, b, c, depth, columns, stride)
}

func exponentiate(x []float32, scale, shift float32) float32 {
	return exponentiatePlain(x, scale, shift)
}

func activate(x []float32) { activatePlain(x) }
