package memory

import (
	"runtime/debug"
	"testing"
	"testing/fstest"
)

func TestLimit(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	for name, c := range map[string]struct {
		root  fstest.MapFS
		want  int64
		known bool
	}{
		"another system":  {fstest.MapFS{}, 0, false},
		"no limit":        {fstest.MapFS{"proc/self/cgroup": file("0::/a\n"), "sys/fs/cgroup/a/memory.max": file("max\n")}, 0, false},
		"of its group":    {fstest.MapFS{"proc/self/cgroup": file("0::/a/b\n"), "sys/fs/cgroup/a/b/memory.max": file("536870912\n"), "sys/fs/cgroup/a/memory.max": file("max\n")}, 512 * mega, true},
		"of its parent":   {fstest.MapFS{"proc/self/cgroup": file("0::/a/b\n"), "sys/fs/cgroup/a/b/memory.max": file("536870912\n"), "sys/fs/cgroup/a/memory.max": file("1048576\n")}, mega, true},
		"in a container":  {fstest.MapFS{"proc/self/cgroup": file("0::/\n"), "sys/fs/cgroup/memory.max": file("1048576\n")}, mega, true},
		"cgroups 1":       {fstest.MapFS{"proc/self/cgroup": file("4:memory:/a\n"), "sys/fs/cgroup/memory/a/memory.limit_in_bytes": file("1048576\n")}, 0, false},
		"beyond the root": {fstest.MapFS{"proc/self/cgroup": file("0::/../../a\n"), "sys/fs/cgroup/a/memory.max": file("1048576\n")}, mega, true},
		"nonsense":        {fstest.MapFS{"proc/self/cgroup": file("0::/\n"), "sys/fs/cgroup/memory.max": file("-1\n")}, 0, false},
	} {
		if bytes, known := limit(c.root); known != c.known || known && bytes != c.want {
			t.Errorf("%s: %d, %v, want %d, %v", name, bytes, known, c.want, c.known)
		}
	}
	before := debug.SetMemoryLimit(512 * mega)
	defer debug.SetMemoryLimit(before)
	for most, want := range map[string]int64{"1048576": mega, "1073741824": 512 * mega} {
		root := fstest.MapFS{"sys/fs/cgroup/memory.max": file(most)}
		if bytes, known := limit(root); !known || bytes != want {
			t.Errorf("GOMEMLIMIT of 512 MB and memory.max of %s: %d, %v", most, bytes, known)
		}
	}
}

// TestKeep checks that the collector's limits leave room for other memory, and that GOGC is kept.
func TestKeep(t *testing.T) {
	most, percent := debug.SetMemoryLimit(512*mega), debug.SetGCPercent(defaultPercent)
	defer func() {
		debug.SetMemoryLimit(most)
		debug.SetGCPercent(percent)
	}()
	k := Keep()
	if soft := debug.SetMemoryLimit(-1); k.Limit() > 512*mega || soft >= k.Limit() || k.Budget() >= soft || k.Budget() < minBudget {
		t.Errorf("a limit of %d, %d for the collector, %d for indexes", k.Limit(), soft, k.Budget())
	}
	for _, held := range []int64{0, mega, 100 * mega, 400 * mega, 4000 * mega, 0} {
		k.Hold(held)
		percent := debug.SetGCPercent(defaultPercent)
		debug.SetGCPercent(percent)
		if garbage := held * int64(percent) / 100; percent < minPercent || percent > defaultPercent || garbage > slack && percent > minPercent {
			t.Errorf("with %d bytes held, the GC percentage is %d", held, percent)
		}
	}
	debug.SetGCPercent(50)
	Keep().Hold(4000 * mega)
	if percent := debug.SetGCPercent(defaultPercent); percent != 50 {
		t.Errorf("GOGC of 50 became %d", percent)
	}
}
