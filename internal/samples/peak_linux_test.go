package samples

import (
	"os"
	"syscall"
)

// peak returns the peak memory use of a finished process in bytes.
func peak(p *os.ProcessState) int64 {
	if usage, ok := p.SysUsage().(*syscall.Rusage); ok {
		return usage.Maxrss << 10 // KiB on Linux
	}
	return 0
}
