package main

import (
	"os"
	"runtime"
	"syscall"
	"testing"
)

// deny has the test go on as somebody who may not look into a folder. For root,
// who may look everywhere, the thread takes on another user's rights to files.
func deny(t *testing.T, folder string) {
	t.Helper()
	if err := os.Chmod(folder, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(folder, 0o700) })
	if os.Geteuid() != 0 {
		return
	}
	const nobody = 65534
	runtime.LockOSThread() // never unlocked: the thread ends with the test
	if err := syscall.Setfsuid(nobody); err != nil {
		t.Skip("cannot be somebody else here:", err)
	}
	t.Cleanup(func() { syscall.Setfsuid(0) })
}
