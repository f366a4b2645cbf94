//go:build unix

package process

import (
	"syscall"
	"time"
)

// CPUTime returns the CPU time that this process has used.
func CPUTime() (time.Duration, error) {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0, err
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()), nil
}
