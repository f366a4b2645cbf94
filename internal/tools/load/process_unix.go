//go:build unix

package main

import (
	"os/exec"
	"syscall"
)

// setGroup puts the bot into a process group of its own, so that it does not get the
// terminal's Ctrl-C in addition to SIGTERM: a second signal makes it stop at once.
func setGroup(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
