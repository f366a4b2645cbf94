//go:build unix

package main

import (
	"os"
	"runtime/debug"
	"time"

	"footnote/internal/tools/process"
)

// cpuTime returns the CPU time of this process, or 0 if it is not known.
func cpuTime() time.Duration {
	used, _ := process.CPUTime()
	return used
}

// resetPeak resets the peak of resident memory, and returns how much is resident, in MB.
func resetPeak() int64 {
	debug.FreeOSMemory()
	// Without clear_refs, the peak is that of the whole run, making the articles included.
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
	return process.Memory(os.Getpid(), process.Resident) / 1e6
}

// peak returns the peak of resident memory in MB, or 0 if it is not known.
func peak() int64 { return process.Memory(os.Getpid(), process.Peak) / 1e6 }
