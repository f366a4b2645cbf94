package index

import "math"

// A sentence is compared by the sum of its own vector, a share of its heading's vector and a
// share of the vector of the sentence that names its subject. The three are stored separately:
// the product with a sum is the sum of the products, and when an article changes, only the
// changed texts need to be embedded.

// join computes the scale that makes each of these sums a vector of length 1. No sum is 0,
// since the shares together are less than 1.
func (v *vectors) join() {
	v.joint = make([]float32, len(v.around.heading))
	under := v.unpackHeadings()
	for n := range v.joint {
		subject, heading := int(v.around.subject[n]), under.of(n)
		squares := 1.0
		if subject >= 0 {
			squares += subjectShare*subjectShare + 2*subjectShare*v.cosine(v.sentence(subject), n)
		}
		if heading != nil {
			squares += headingShare*headingShare + 2*headingShare*v.cosine(heading, n)
		}
		if subject >= 0 && heading != nil {
			squares += 2 * subjectShare * headingShare * v.cosine(heading, subject)
		}
		v.joint[n] = float32(1 / math.Sqrt(squares))
	}
}

// joined returns the cosines of a question, given as a vector of length 1, with the sentences
// in the range from..to-1, each with its surroundings.
func (v *vectors) joined(question []float32, from, to int) []float64 {
	cosines := make([]float64, 0, to-from)
	under := v.unpackHeadings()
	for n := from; n < to; n++ {
		sum := v.cosine(question, n)
		if subject := int(v.around.subject[n]); subject >= 0 {
			sum += subjectShare * v.cosine(question, subject)
		}
		if heading := under.of(n); heading != nil {
			sum += headingShare * cosine(question, heading)
		}
		cosines = append(cosines, sum*float64(v.joint[n]))
	}
	return cosines
}

// unpackedHeadings unpacks a heading's vector only once for consecutive sentences under that
// heading.
type unpackedHeadings struct {
	*vectors
	place  int32 // of the last heading, in around.headings
	vector []float32
	room   []float32
}

func (v *vectors) unpackHeadings() *unpackedHeadings { return &unpackedHeadings{vectors: v, place: -1} }

// of returns the vector of the heading of sentence n, or nil. It is valid until the next call.
func (u *unpackedHeadings) of(n int) []float32 {
	place := u.around.heading[n]
	if place < 0 {
		return nil
	}
	if place != u.place {
		if u.room == nil {
			u.room = make([]float32, u.dimension)
		}
		u.place, u.vector = place, u.heading(int(place), u.room)
	}
	return u.vector
}
