package index

import "slices"

// A similarity is the cosines, -1..1, of a question with a passage, its
// sentences and the nearest of these.
type similarity struct {
	passage   float64
	sentences []float64
	nearest   float64
}

// compare takes the cosines of a question, given as a vector of length 1, with
// a passage. Without vectors of its dimension there are none.
func (v *vectors) compare(question []float32, passage int) similarity {
	if v == nil || len(question) != v.dimension {
		return similarity{}
	}
	s := similarity{passage: cosine(question, v.passages[passage])}
	for n := v.first[passage]; n < v.first[passage+1]; n++ {
		s.sentences = append(s.sentences, cosinePacked(question, v.packed(n))*float64(v.scale[n]))
	}
	s.nearest = slices.Max(s.sentences)
	return s
}

// cosine is the dot product of two vectors of length 1. Four sums, each of every
// fourth number, do not wait for one another.
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

// cosinePacked is the same with packed numbers.
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
