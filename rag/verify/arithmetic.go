package verify

import (
	"math"
	"slices"
)

const (
	// mostOperands is the largest number of operands in a sentence. Among more numbers, some
	// two give any third by chance.
	mostOperands = 8
	// exactError is the relative error allowed in a result.
	exactError = 1e-6
	// roughError is the relative error allowed if the result is stated as approximate or is a
	// quotient.
	roughError = 0.03
	// mostOver is how far above a stated share the actual one may be, if the statement says
	// "more than".
	mostOver = 0.15
)

// computed reports whether a number follows from those of one segment, or from the years of
// several: as a sum, a difference, the years between two dates, the rest of a whole, or a
// ratio.
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
			if sum += a.in.from(b); q.is(sum, a) { // the sum of all numbers from a to b
				return true
			}
		}
	}
	return false
}

// ofPair reports whether q follows from the two numbers.
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
		return a.alike(b) && b.value > 0 && math.Abs(q.value*b.value-a.value) <= roughError*a.value
	}
	if q.unit == percent && a.unit != percent && a.alike(b) && b.in.known() && b.in.base(b.value) > 0 && q.rough {
		share := a.in.base(a.value) / b.in.base(b.value)
		return math.Abs(share-q.value) <= roughError || q.over && share > q.value && share < q.value+mostOver
	}
	if b.unit == times && a.unit == plain && b.value > 1 && q.is(a.value/b.value, a) {
		return true
	}
	if a.age() && b.in.size == year || b.age() && a.in.size == year { // as in: three years earlier than at 65
		return q.unit == plain && (!q.in.known() || q.in.size == year) && (q.value == a.value+b.value || q.value == math.Abs(a.value-b.value))
	}
	if a.alike(b) {
		other := a.in.from(b)
		return q.is(a.value+other, a) || a.value > other && q.is(a.value-other, a)
	}
	// A count multiplied by what each item has, or a share of a total.
	return (b.unit == plain && !b.in.known() && b.value > 1 || b.unit == percent || b.unit == times) && a.unit == plain && q.is(a.value*b.value, a)
}

// age reports whether a number may be a person's age.
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

// is reports whether q equals a value given in the unit of another number.
func (q quantity) is(value float64, like quantity) bool {
	near := exactError
	if q.rough {
		near = roughError
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

// from returns the value of another number, converted to this unit.
func (m measure) from(o quantity) float64 {
	if !m.known() || m == o.in || m.size == 0 {
		return o.value
	}
	return o.in.base(o.value) / m.size
}
