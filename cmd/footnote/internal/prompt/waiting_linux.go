package prompt

import (
	"os"

	"golang.org/x/sys/unix"
)

// waiting returns how many bytes of a terminal can be read at once.
func waiting(terminal *os.File) int {
	n, err := unix.IoctlGetInt(int(terminal.Fd()), unix.TIOCINQ)
	if err != nil {
		return 0
	}
	return n
}
