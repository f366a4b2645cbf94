package doc

import "fmt"

// A Unit is what people find a place in a file by. What stands for it is kept with
// articles, so the names stay.
type Unit string

// The units. A row is that of a sheet, as the program that shows it numbers it.
const (
	Pages   Unit = ""
	Rows    Unit = "row"
	Slides  Unit = "slide"
	Cells   Unit = "cell"   // of a notebook
	Seconds Unit = "second" // from the beginning, from 0
)

// Label is the number of a unit as people write it: 7, or 1:02:03 of seconds.
func (u Unit) Label(number int) string {
	switch {
	case u != Seconds:
		return fmt.Sprint(number)
	case number >= 3600:
		return fmt.Sprintf("%d:%02d:%02d", number/3600, number/60%60, number%60)
	}
	return fmt.Sprintf("%d:%02d", number/60, number%60)
}

// In is a place in English: "p. 7", "row 7", "1:02:03".
func (u Unit) In(number int) string {
	switch u {
	case Pages:
		return "p. " + u.Label(number)
	case Seconds:
		return u.Label(number)
	}
	return string(u) + " " + u.Label(number)
}
