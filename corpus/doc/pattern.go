package doc

import (
	"regexp"
	"sync"
)

// Pattern returns a regular expression that is compiled on first use, so that a program does
// not pay for those that it never uses. The function returned panics if the expression is
// invalid.
func Pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
