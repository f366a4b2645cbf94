package lexical

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression that is compiled when it is first used: a
// start of the program that checks nothing does not pay for it.
func Pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
