package listening

import (
	"sync"
	"time"
)

// A memory caches what Discord has said about servers or channels. It is safe for
// concurrent use.
type memory[T any] struct {
	most int // number of entries at which the cache is emptied

	mu  sync.Mutex // never held while waiting
	all map[string]kept[T]
}

type kept[T any] struct {
	value T
	until time.Time // zero if it never expires
}

func newMemory[T any](most int) *memory[T] { return &memory[T]{most: most, all: map[string]kept[T]{}} }

// get returns the cached value of an id, if there is one.
func (m *memory[T]) get(id string) (value T, known bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, known := m.all[id]
	if !known || !k.until.IsZero() && time.Now().After(k.until) {
		return value, false
	}
	return k.value, true
}

// put caches a value for a time. If lasts is 0, the value never expires.
func (m *memory[T]) put(id string, value T, lasts time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.all) >= m.most {
		clear(m.all)
	}
	one := kept[T]{value: value}
	if lasts > 0 {
		one.until = time.Now().Add(lasts)
	}
	m.all[id] = one
}
