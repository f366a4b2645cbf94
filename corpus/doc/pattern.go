package doc

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression that is compiled when it is first used, so that
// a program pays for none that it does not need. It panics then where the
// expression is not one.
func Pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
