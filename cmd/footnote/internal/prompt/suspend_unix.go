//go:build unix

package prompt

import (
	"syscall"
	"time"
)

// suspend stops the process group until a shell resumes it. Without a shell that could, nothing
// is stopped.
func suspend() {
	_ = syscall.Kill(0, syscall.SIGTSTP)
	time.Sleep(50 * time.Millisecond) // the signal has arrived by then
}
