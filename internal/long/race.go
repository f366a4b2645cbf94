//go:build race

package long

// Raced reports whether the race detector is on. It multiplies memory use and run time.
const Raced = true
