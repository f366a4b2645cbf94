package verify

import "math"

// A Value is a number that a text states: a count, a share, an amount in some unit, a year.
type Value struct{ quantity }

// Values returns the numbers of a folded text, in order. Folded text has simplified characters
// and lower case.
func Values(folded string) []Value {
	var all []Value
	for _, q := range quantities(folded) {
		all = append(all, Value{q})
	}
	return all
}

// At returns the byte offset of the value in the text.
func (v Value) At() int { return v.at }

// IsYear reports whether the value is likely a year.
func (v Value) IsYear() bool { return v.year() }

// IsOrdinal reports whether the value is an ordinal, a month or a day.
func (v Value) IsOrdinal() bool { return v.unit == ordinal || v.unit == month || v.unit == day }

// IsPlain reports whether the value has no known unit. What it counts then follows it in the
// text.
func (v Value) IsPlain() bool {
	return v.unit == plain && v.latin == "" && !v.in.known() && !v.year()
}

// IsDuration reports whether the value is a length of time.
func (v Value) IsDuration() bool { return v.in.dimension == "time" }

// rounded is the relative difference up to which two values are the same, one of them being
// rounded.
const rounded = .006

// Same reports whether two values are the same, whatever their units. One of them may be
// rounded.
func (v Value) Same(o Value) bool {
	if v.same(o.quantity) || o.same(v.quantity) {
		return true
	}
	if v.year() || o.year() || v.unit != o.unit || v.in.known() != o.in.known() || v.in.known() && !v.in.compatible(o.in) {
		return false
	}
	a, b := v.in.of(v.value), o.in.of(o.value)
	if v.over && b > a || o.over && a > b {
		return true
	}
	return math.Abs(a-b) <= rounded*max(math.Abs(a), math.Abs(b))
}

// of converts a value to the base unit of its dimension. Without a known unit it returns the
// value unchanged.
func (m measure) of(value float64) float64 {
	if !m.known() {
		return value
	}
	return m.base(value)
}

// Rivals reports whether two values differ and may be of the same thing: both are years, or
// have convertible units. Of plain numbers it is false, since nobody can tell.
func (v Value) Rivals(o Value) bool {
	return !v.Same(o) && (v.rivals(o.quantity) || o.rivals(v.quantity))
}
