//go:build race

package samples

// raced is that the race detector is on, which takes several times the memory and
// the time.
const raced = true
