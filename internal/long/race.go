//go:build race

package long

// Raced reports whether the race detector is on, which multiplies memory and time.
const Raced = true
