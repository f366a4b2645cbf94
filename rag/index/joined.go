package index

import "math"

// A sentence is compared as the sum of its vector, a share of that of its heading
// and a share of that of the sentence which names its subject. The three are kept
// apart: a product of a sum is the sum of the products, and of an article that
// changes only what changed is embedded.

// join takes the lengths of those sums. None is 0, as the shares together are less
// than 1.
func (v *vectors) join() {
	v.joint = make([]float32, len(v.scale))
	for n := range v.joint {
		subject, heading := v.surround(n)
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

// joined is the cosine of a question, given as a vector of length 1, with sentence
// n and its surroundings.
func (v *vectors) joined(question []float32, n int) float64 {
	subject, heading := v.surround(n)
	sum := v.cosine(question, n)
	if subject >= 0 {
		sum += subjectShare * v.cosine(question, subject)
	}
	if heading != nil {
		sum += headingShare * cosine(question, heading)
	}
	return sum * float64(v.joint[n])
}

// surround is the sentence that names the subject of sentence n, -1 for none, and
// the vector of its heading, nil for none.
func (v *vectors) surround(n int) (subject int, heading []float32) {
	if place := v.around.heading[n]; place >= 0 {
		heading = v.headings[place]
	}
	return int(v.around.subject[n]), heading
}
