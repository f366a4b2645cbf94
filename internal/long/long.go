// Package long lets tests skip their slow parts by default. With FOOTNOTE_LONG=1 in the environment,
// everything runs.
//
// A test that skips something logs the name of the variable. From that, .ci/run knows which tests to
// run again in full.
package long

import (
	"iter"
	"os"
	"testing"
)

// Variable is the environment variable that makes everything run if it is 1.
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

// Skip skips a test in a short run. why says what makes the test slow, or which shorter test covers
// the same.
func Skip(t testing.TB, why string) {
	t.Helper()
	if os.Getenv(Variable) != "1" {
		t.Skipf("%s=1 runs this: %s", Variable, why)
	}
}

// Alone skips a test under the race detector. It is for tests of many cases without concurrency.
func Alone(t testing.TB) {
	t.Helper()
	if Raced {
		t.Skip("the race detector has nothing to find here")
	}
}

// Some yields all cases of a table or, under the race detector, a random few of them. It is for
// cases that differ only in values, so that none can race if the others do not.
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

// Size returns all, or few under the race detector. It is for the quantity that makes a test slow.
func Size(all, few int) int {
	if Raced {
		return few
	}
	return all
}

// Times returns how often to repeat something: short, or all if everything runs.
func Times(t testing.TB, short, all int) int {
	t.Helper()
	if os.Getenv(Variable) == "1" {
		return all
	}
	t.Logf("%d of %d: %s=1 tries all", short, all, Variable)
	return short
}
