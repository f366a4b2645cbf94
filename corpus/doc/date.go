package doc

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

var written = Pattern(`^\s*(\d{4})\s*(?:-|/|\.|年)\s*(\d{1,2})\s*(?:-|/|\.|月)\s*(\d{1,2})(?:\D|$)`)

// Day returns the date in s as 2006-01-02, if s begins with a date, year first, or is a date in
// the format of e-mail. Otherwise it returns s unchanged.
func Day(s string) string {
	s = strings.TrimSpace(s)
	if m := written().FindStringSubmatch(s); m != nil {
		year, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		number, _ := strconv.Atoi(m[3])
		if t := time.Date(year, time.Month(month), number, 0, 0, 0, 0, time.UTC); t.Day() == number && int(t.Month()) == month {
			return fmt.Sprintf("%04d-%02d-%02d", year, month, number)
		}
	}
	for _, layout := range []string{time.RFC1123Z, time.RFC1123, "20060102"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.DateOnly)
		}
	}
	return s
}
