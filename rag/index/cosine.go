package index

// cosine returns the cosine of a vector of length 1 with a sentence.
func (v *vectors) cosine(vector []float32, sentence int) float64 {
	packed, scale := v.packedSentence(sentence)
	return cosinePacked(vector, packed) * float64(scale)
}

// cosine returns the dot product of two vectors of length 1. It sums in four parts, which the
// processor adds independently.
func cosine(a, b []float32) float64 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	for len(a) >= 4 && len(b) >= 4 {
		s0 += a[0] * b[0]
		s1 += a[1] * b[1]
		s2 += a[2] * b[2]
		s3 += a[3] * b[3]
		a, b = a[4:], b[4:]
	}
	for i := range a {
		s0 += a[i] * b[i]
	}
	return float64(s0 + s1 + s2 + s3)
}

// cosinePacked is cosine for packed numbers.
func cosinePacked(a []float32, b []byte) float64 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	for len(a) >= 4 && len(b) >= 4 {
		s0 += a[0] * float32(int8(b[0]))
		s1 += a[1] * float32(int8(b[1]))
		s2 += a[2] * float32(int8(b[2]))
		s3 += a[3] * float32(int8(b[3]))
		a, b = a[4:], b[4:]
	}
	for i := range a {
		s0 += a[i] * float32(int8(b[i]))
	}
	return float64(s0 + s1 + s2 + s3)
}
