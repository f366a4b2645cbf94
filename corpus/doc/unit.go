package doc

import "fmt"

// A Unit is how a place in a file is found: by page, row, slide or the like. The values are
// stored with articles and must not change.
type Unit string

// The units. Rows are those of a spreadsheet, as its program numbers them.
const (
	Pages   Unit = ""
	Rows    Unit = "row"
	Slides  Unit = "slide"
	Cells   Unit = "cell"   // of a notebook
	Seconds Unit = "second" // since the beginning, from 0
)

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
	return string(u) + " " + u.Label(number)
}
