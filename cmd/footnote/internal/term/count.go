package term

import (
	"fmt"
	"strings"
)

// Count says how many there are of something.
func Count(n int, what string) string {
	switch {
	case n == 1:
	case strings.HasSuffix(what, "s"):
		what += "es"
	default:
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// Column is [Count] as wide in each row of a table, where numbers have so many digits. Its
// word ends with s at most.
func Column(digits, n int, what string) string {
	return fmt.Sprintf("%*d %-*s", digits, n, len(what)+1, strings.SplitN(Count(n, what), " ", 2)[1])
}
