//go:build !amd64 && !arm64

package encoder

// machines returns none: the plain kernels run.
func machines() []*machine { return nil }
