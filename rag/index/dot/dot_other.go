//go:build !amd64 && !arm64

package dot

// kernels returns nil: there is only plain Go.
func kernels() []kernel { return nil }
