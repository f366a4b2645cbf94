//go:build unix

package main

import (
	"bytes"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// processor is the time that the processors have spent on this process.
func processor() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// forgetPeak has the kernel forget the most memory that was in use, and returns
// what is, in MB.
func forgetPeak() int {
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // elsewhere the peak is that of all
	return resident("VmRSS:")
}

// peak is the most memory that was resident, in MB; 0 where the system does not
// say.
func peak() int { return resident("VmHWM:") }

func resident(field string) int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(status) {
		if words := strings.Fields(string(line)); len(words) > 1 && words[0] == field {
			kilobytes, _ := strconv.Atoi(words[1])
			return kilobytes / 1000
		}
	}
	return 0
}
