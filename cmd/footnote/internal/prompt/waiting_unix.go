//go:build unix && !linux

package prompt

import "os"

// waiting returns 0: these systems do not change a Ctrl-D before it is read.
func waiting(*os.File) int { return 0 }
