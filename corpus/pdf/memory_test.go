package pdf

import (
	"runtime"
	"testing"

	"footnote/internal/long"
	"footnote/internal/samples"
)

// The memory that a file took is free when it has been read, whether that succeeded or not: the
// next file takes as much again.
func TestMemoryIsReleased(t *testing.T) {
	long.Skip(t, "the files take seconds")
	r := New(compiled(t))
	defer r.Close()
	files := samples.HostilePDFs()
	mustRead(t, r, samples.PDF("題", "者", [][]string{{"文字。"}}))
	for _, name := range []string{"10 million glyphs", "content bomb", "forms in forms", "groups in groups"} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		_, err := r.Paginate(t.Context(), files[name])
		runtime.ReadMemStats(&after)
		if more := int64(after.HeapAlloc) - int64(before.HeapAlloc); more > 16<<20 {
			t.Errorf("%s: %d MB are left (%v)", name, more>>20, err)
		}
	}
}
