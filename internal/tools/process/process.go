// Package process reports how much memory and CPU time processes use.
package process

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// Fields of /proc/PID/status for [Memory].
const (
	Resident = "VmRSS" // memory that is resident now
	Peak     = "VmHWM" // the most that has been resident
)

// Memory returns a field of /proc/PID/status in bytes, or 0 if the system has no such file.
func Memory(pid int, field string) int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		words := strings.Fields(line)
		if len(words) < 2 || words[0] != field+":" {
			continue
		}
		kibibytes, err := strconv.ParseInt(words[1], 10, 64)
		if err != nil {
			return 0
		}
		return kibibytes * 1024
	}
	return 0
}
