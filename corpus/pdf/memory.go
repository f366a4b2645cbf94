package pdf

import "github.com/tetratelabs/wazero/experimental"

// An allocator makes memories of at most so many bytes.
type allocator uint64

// Allocate makes one; its first size comes with the first Reallocate.
func (a allocator) Allocate(_, _ uint64) experimental.LinearMemory { return &memory{most: uint64(a)} }

// A memory is that of one instance. It moves once, when what it had at first is
// full: wazero's own moves with every growth, and old and new count together.
type memory struct {
	bytes []byte
	most  uint64
}

// Reallocate returns the memory with a new size, never a smaller one; nil where
// that is too large. What was added is zero.
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
	}
	m.bytes = m.bytes[:size]
	return m.bytes
}

// Free leaves it to the garbage collector: a call that is being killed may
// still use it.
func (m *memory) Free() {}
