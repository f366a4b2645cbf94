package pdf

import "github.com/tetratelabs/wazero/experimental"

// A memory is that of one instance. It moves once, when what it had at first is
// full: wazero's own moves with every growth, and old and new count together.
type memory struct{ bytes []byte }

// newMemory makes one; its first size comes with the first Reallocate.
func newMemory(_, _ uint64) experimental.LinearMemory { return &memory{} }

// Reallocate returns the memory with a new size, never a smaller one; nil where
// that is too large. What was added is zero.
func (m *memory) Reallocate(size uint64) []byte {
	switch {
	case size > maxMemory:
		return nil
	case m.bytes == nil:
		m.bytes = make([]byte, size)
	case size > uint64(cap(m.bytes)):
		grown := make([]byte, size, maxMemory)
		copy(grown, m.bytes)
		m.bytes = grown
	}
	m.bytes = m.bytes[:size]
	return m.bytes
}

// Free leaves it to the garbage collector: a call that is being killed may
// still use it.
func (m *memory) Free() {}
