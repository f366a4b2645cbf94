//go:build race

package pdf

// raceDetector: it multiplies memory, so that no bound on that can be checked.
const raceDetector = true
