//go:build unix

package storetest

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// as runs a program in a process group of its own, so that Ctrl-C does not end it. If we are
// root, which PostgreSQL refuses to run as, it runs the program as another user.
func (s *Running) as(c *exec.Cmd) *exec.Cmd {
	c.Dir = s.Folder
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if user, group, ok := somebody(); ok {
		c.SysProcAttr.Credential = &syscall.Credential{Uid: user, Gid: group}
	}
	return c
}

// own gives a folder to the user that the server runs as.
func own(folder string) error {
	user, group, ok := somebody()
	if !ok {
		return nil
	}
	if err := os.Chown(folder, int(user), int(group)); err != nil {
		return fmt.Errorf("PostgreSQL cannot be run as another user: %w", err)
	}
	return nil
}

func somebody() (id, group uint32, ok bool) {
	if os.Getuid() != 0 {
		return 0, 0, false
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		id, idErr := strconv.ParseUint(u.Uid, 10, 32)
		group, groupErr := strconv.ParseUint(u.Gid, 10, 32)
		if idErr == nil && groupErr == nil {
			return uint32(id), uint32(group), true
		}
	}
	return 0, 0, false
}
