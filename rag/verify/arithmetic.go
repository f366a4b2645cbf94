package verify

import (
	"math"
	"slices"
)

const (
	// mostOperands is how many numbers of a sentence are reckoned with: among many,
	// two give any third by chance.
	mostOperands = 8
	// exactly is how far a result may be off, as a share.
	exactly = 1e-6
	// roughly is how far one may be off that is said to be rough, or is a quotient.
	roughly = 0.03
	// mostOver is how much above it a share may be that is said to be exceeded.
	mostOver = 0.15
)

// computed reports whether a number follows from those of one segment, or from the years of
// several: a sum, a
// difference, the years between two, what is left of a whole, how many times as
// much.
func (q quantity) computed(segments []segment) bool {
	var years []quantity
	for _, s := range segments {
		years = append(years, slices.DeleteFunc(slices.Clone(s.quantities), func(n quantity) bool { return !n.year() })...)
	}
	if len(years) <= mostOperands && q.from(years) {
		return true
	}
	return slices.ContainsFunc(segments, func(s segment) bool {
		return len(s.quantities) >= 2 && len(s.quantities) <= mostOperands && q.from(s.quantities)
	})
}

func (q quantity) from(numbers []quantity) bool {
	if q.unit == percent && slices.ContainsFunc(numbers, func(n quantity) bool { return n.unit == percent && q.is(1-n.value, n) }) {
		return true
	}
	for i, a := range numbers {
		sum := a.value
		for _, b := range numbers[i+1:] {
			if q.ofPair(a, b) || q.ofPair(b, a) {
				return true
			}
			if !a.alike(b) {
				continue
			}
			if sum += a.in.from(b); q.is(sum, a) { // all from one to the other
				return true
			}
		}
	}
	return false
}

// ofPair reports whether q follows from two numbers.
func (q quantity) ofPair(a, b quantity) bool {
	if a.year() && b.year() {
		span := math.Abs(a.value - b.value)
		return span > 0 && q.value == span && (q.unit == plain || q.unit == ordinal) && (!q.in.known() || q.in.size == year)
	}
	if a.year() && !b.year() {
		return q.year() && (b.in.size == year || !b.in.known()) && b.unit == plain && (q.value == a.value+b.value || q.value == a.value-b.value)
	}
	if b.year() {
		return false
	}
	if q.unit == times {
		return a.alike(b) && b.value > 0 && math.Abs(q.value*b.value-a.value) <= roughly*a.value
	}
	if q.unit == percent && a.unit != percent && a.alike(b) && b.in.known() && b.in.base(b.value) > 0 && q.rough {
		share := a.in.base(a.value) / b.in.base(b.value)
		return math.Abs(share-q.value) <= roughly || q.over && share > q.value && share < q.value+mostOver
	}
	if b.unit == times && a.unit == plain && b.value > 1 && q.is(a.value/b.value, a) {
		return true
	}
	if a.age() && b.in.size == year || b.age() && a.in.size == year { // three years earlier than at 65
		return q.unit == plain && (!q.in.known() || q.in.size == year) && (q.value == a.value+b.value || q.value == math.Abs(a.value-b.value))
	}
	if a.alike(b) {
		other := a.in.from(b)
		return q.is(a.value+other, a) || a.value > other && q.is(a.value-other, a)
	}
	// So many times what each one is, or a share of all.
	return (b.unit == plain && !b.in.known() && b.value > 1 || b.unit == percent || b.unit == times) && a.unit == plain && q.is(a.value*b.value, a)
}

// age reports whether a number may be somebody's age.
func (q quantity) age() bool {
	return q.unit == plain && !q.in.known() && q.latin == "" && q.value > 10 && q.value < 120
}

// alike reports whether two numbers can be added.
func (q quantity) alike(o quantity) bool {
	if q.in.known() || o.in.known() {
		return q.in.compatible(o.in) && q.unit == o.unit
	}
	return q.unit == o.unit && q.unit != month && q.unit != day && q.unit != ordinal && q.latin == o.latin
}

// is reports whether q is a value in the unit of another number.
func (q quantity) is(value float64, like quantity) bool {
	near := exactly
	if q.rough {
		near = roughly
	}
	if q.in.known() && like.in.known() {
		if !q.in.compatible(like.in) {
			return false
		}
		value = like.in.base(value) / q.in.size
	} else if q.unit != like.unit && q.unit != plain {
		return false
	}
	return math.Abs(q.value-value) <= near*math.Abs(value)
}

// from is the value of another number in this unit.
func (m measure) from(o quantity) float64 {
	if !m.known() || m == o.in || m.size == 0 {
		return o.value
	}
	return o.in.base(o.value) / m.size
}
