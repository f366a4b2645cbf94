// Package long has tests say what they leave out of a short run. All of it, every
// kill, flood and hostile file, runs where the environment has FOOTNOTE_LONG=1.
//
// Each names the variable in its log then, by which .ci/run knows which to run again.
package long

import (
	"iter"
	"os"
	"testing"
)

// Variable is what has everything run, set to 1.
const Variable = "FOOTNOTE_LONG"

// On reports whether everything is to run.
func On(t testing.TB) bool {
	t.Helper()
	if os.Getenv(Variable) == "1" {
		return true
	}
	t.Logf("%s=1 tries more", Variable)
	return false
}

// Skip leaves a test out of a short run. why says what the test takes, or what
// shorter test stands in for it.
func Skip(t testing.TB, why string) {
	t.Helper()
	if os.Getenv(Variable) != "1" {
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

// Some are cases of a table that differ in their values alone: under the race detector so few
// of them, others each time, as another value races no more than one did.
func Some[K comparable, V any](all map[K]V, few int) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		n := 0
		for k, v := range all {
			if n++; Raced && n > few || !yield(k, v) {
				return
			}
		}
	}
}

// Size is how many there are of what makes a test large, or few where the race detector is on.
func Size(all, few int) int {
	if Raced {
		return few
	}
	return all
}

// Times is how often something is tried: short, or all where everything runs.
func Times(t testing.TB, short, all int) int {
	t.Helper()
	if os.Getenv(Variable) == "1" {
		return all
	}
	t.Logf("%d of %d: %s=1 tries all", short, all, Variable)
	return short
}
