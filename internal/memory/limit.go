// Package memory determines how much memory the process may use, and makes the garbage collector
// respect that limit.
package memory

import (
	"io/fs"
	"math"
	"path"
	"runtime/debug"
	"strconv"
	"strings"
)

// limit returns how many bytes the process may use: GOMEMLIMIT or the limit of its control group
// (version 2), whichever is lower. known is false if there is neither. root is the root of the file
// system.
func limit(root fs.FS) (bytes int64, known bool) {
	bytes = debug.SetMemoryLimit(-1)
	for group := range ancestors(groupOf(root)) {
		if most, ok := limitOf(root, group); ok {
			bytes = min(bytes, most)
		}
	}
	return bytes, bytes < math.MaxInt64
}

// groupOf returns the control group of the process, or the root group if it is unknown.
func groupOf(root fs.FS) string {
	all, err := fs.ReadFile(root, "proc/self/cgroup")
	if err != nil {
		return "/"
	}
	for line := range strings.Lines(string(all)) {
		if group, ok := strings.CutPrefix(strings.TrimSpace(line), "0::"); ok {
			return group
		}
	}
	return "/"
}

// ancestors yields a group and all groups above it, since the limits of all of them apply.
func ancestors(group string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for group = path.Clean("/" + group); yield(group) && group != "/"; {
			group = path.Dir(group)
		}
	}
}

func limitOf(root fs.FS, group string) (bytes int64, ok bool) {
	text, err := fs.ReadFile(root, strings.TrimPrefix(path.Join("/sys/fs/cgroup", group, "memory.max"), "/"))
	if err != nil {
		return 0, false
	}
	bytes, err = strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64) // or "max"
	return bytes, err == nil && bytes > 0
}
