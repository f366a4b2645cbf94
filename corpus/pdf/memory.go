package pdf

import (
	"runtime"
	"runtime/debug"
	"sync/atomic"

	"github.com/tetratelabs/wazero/experimental"
)

// An allocator makes memories of at most most bytes.
type allocator struct {
	most  uint64
	grown atomic.Bool // whether a memory has grown beyond its initial size since release
}

// Allocate returns an empty memory. Its initial size is set by the first Reallocate.
func (a *allocator) Allocate(_, _ uint64) experimental.LinearMemory {
	return &memory{most: a.most, grown: &a.grown}
}

// release returns to the system the memory that is no longer used. Otherwise, that of one file
// would still be held while the next one is read. wazero's objects have finalizers, so the
// first collection does not free what they refer to.
func (a *allocator) release() {
	a.grown.Store(false)
	runtime.GC()
	debug.FreeOSMemory()
}

// A memory is the memory of one instance. It moves only once, when its initial space is full.
// wazero's own memory moves whenever it grows, and then the old and the new copy exist
// together.
type memory struct {
	bytes []byte
	most  uint64
	grown *atomic.Bool
}

// Reallocate returns the memory at a new size, which is never smaller, or nil if that is too
// large. The added bytes are zero.
func (m *memory) Reallocate(size uint64) []byte {
	switch {
	case size > m.most:
		return nil
	case m.bytes == nil:
		m.bytes = make([]byte, size)
	case size > uint64(cap(m.bytes)):
		grown := make([]byte, size, m.most)
		copy(grown, m.bytes)
		m.bytes = grown
		m.grown.Store(true)
	}
	m.bytes = m.bytes[:size]
	return m.bytes
}

// Free leaves the memory to the garbage collector, as a call that is being killed may still use
// it.
func (m *memory) Free() {}
