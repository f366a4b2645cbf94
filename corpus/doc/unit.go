package doc

import (
	"fmt"
	"slices"
	"strconv"
)

// A Unit is how a place in a file is found: by page, row, slide or the like. It is a number
// because a file may have hundreds of thousands of blocks, each with its unit; in JSON it is a
// word.
type Unit uint8

// The units. Rows are those of a spreadsheet, as its program numbers them.
const (
	Pages Unit = iota
	Rows
	Slides
	Cells   // of a notebook
	Seconds // since the beginning, from 0
)

// unitWords returns the words of the units. They are stored with articles and must not change.
func unitWords() []string { return []string{"", "row", "slide", "cell", "second"} }

// String returns the unit's word, such as "row". That of pages is empty.
func (u Unit) String() string {
	if words := unitWords(); int(u) < len(words) {
		return words[u]
	}
	return strconv.Itoa(int(u))
}

// MarshalText returns the unit's word.
func (u Unit) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// UnmarshalText reads a unit's word. Any other word is an error.
func (u *Unit) UnmarshalText(word []byte) error {
	i := slices.Index(unitWords(), string(word))
	if i < 0 {
		return fmt.Errorf("unknown unit %q", word)
	}
	*u = Unit(i)
	return nil
}

// Label formats the number of a unit, such as 7, or 1:02:03 for seconds.
func (u Unit) Label(number int) string {
	switch {
	case u != Seconds:
		return fmt.Sprint(number)
	case number >= 3600:
		return fmt.Sprintf("%d:%02d:%02d", number/3600, number/60%60, number%60)
	}
	return fmt.Sprintf("%d:%02d", number/60, number%60)
}

// In formats a place in English, such as "p. 7", "row 7" or "1:02:03".
func (u Unit) In(number int) string {
	switch u {
	case Pages:
		return "p. " + u.Label(number)
	case Seconds:
		return u.Label(number)
	}
	return u.String() + " " + u.Label(number)
}
