//go:build !unix

package process

import (
	"errors"
	"time"
)

// CPUTime returns the CPU time that this process has used.
func CPUTime() (time.Duration, error) {
	return 0, errors.ErrUnsupported
}
