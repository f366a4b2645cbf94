//go:build !unix

package main

import (
	"errors"
	"time"
)

// processorTime is what this process has taken of the processor.
func processorTime() (time.Duration, error) {
	return 0, errors.New("the time of the processor is not known on this system")
}
