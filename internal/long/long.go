// Package long has tests say what they leave out of a short run. All of it, every
// kill, flood and hostile file, runs where the environment has FOOTNOTE_LONG=1.
package long

import (
	"os"
	"testing"
)

// Variable is what has everything run, set to 1.
const Variable = "FOOTNOTE_LONG"

// On reports whether everything is to run.
func On() bool { return os.Getenv(Variable) == "1" }

// Skip leaves a test out of a short run. why says what the test takes, or what
// shorter test stands in for it.
func Skip(t testing.TB, why string) {
	t.Helper()
	if !On() {
		t.Skipf("%s=1 runs this: %s", Variable, why)
	}
}

// Alone leaves a test out where the race detector is on: one of many cases in which
// nothing runs beside anything else.
func Alone(t testing.TB) {
	t.Helper()
	if Raced {
		t.Skip("the race detector has nothing to find here")
	}
}

// Times is how often something is tried: short, or all where everything runs.
func Times(t testing.TB, short, all int) int {
	t.Helper()
	if On() {
		return all
	}
	t.Logf("%d of %d: %s=1 tries all", short, all, Variable)
	return short
}
