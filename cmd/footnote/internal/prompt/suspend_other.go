//go:build !unix

package prompt

// suspend does nothing: these systems have no job control.
func suspend() {}
