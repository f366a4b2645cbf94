//go:build !unix

package main

import "os/exec"

// setGroup does nothing: this system has no process groups.
func setGroup(*exec.Cmd) {}
