package samples

import (
	"os"
	"syscall"
)

// peak is the most memory that an ended process used, in bytes.
func peak(p *os.ProcessState) int64 {
	if usage, ok := p.SysUsage().(*syscall.Rusage); ok {
		return usage.Maxrss << 10 // KiB on Linux
	}
	return 0
}
