package library

import (
	"time"

	"footnote/library/store"
	"footnote/rag"
)

// maxLoaded is the maximum number of scopes in memory, empty ones included.
const maxLoaded = 5000

// reach returns the index of a scope, creating it if needed. It evicts the least recently used
// indexes if all together exceed the limits.
func (l *indexes) reach(scope store.Scope) *scopeIndex {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.loaded[scope]
	if s == nil {
		s = &scopeIndex{lock: make(chan struct{}, 1), generation: -1, index: l.newIndex(scope), keys: map[string]string{}, parts: map[string]*rag.Engine{}, views: map[string]*viewed{}}
		l.loaded[scope] = s
		l.makeRoom(scope)
	}
	s.used = time.Now()
	return s
}

// grown evicts other indexes, if needed, after the index of a scope has grown.
func (l *indexes) grown(scope store.Scope) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.makeRoom(scope)
}

// forget evicts the index of a scope.
func (l *indexes) forget(scope store.Scope) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.loaded, scope)
	l.texts.forgetAll(scope)
}

// makeRoom evicts indexes, except that of one scope, until the limits are met. Engines that
// still answer from an evicted index keep working. The caller must hold l.mu.
func (l *indexes) makeRoom(but store.Scope) {
	for {
		passages, bytes := l.held()
		if l.Held != nil {
			l.Held(bytes)
		}
		full := !unlimited(l.Limits.Loaded) && passages > l.Limits.Loaded || !unlimited(l.Limits.Memory) && bytes > l.Limits.Memory
		if !full && len(l.loaded) <= maxLoaded {
			return
		}
		oldest := l.oldest(but)
		if oldest == "" {
			return
		}
		delete(l.loaded, oldest)
	}
}

// held returns how many passages are in memory and about how many bytes they take.
func (l *indexes) held() (passages int, bytes int64) {
	for _, s := range l.loaded {
		passages += s.index.Len()
		bytes += s.index.Size()
	}
	return passages, bytes
}

// oldest returns the least recently used scope, except but and those that are being read. It
// returns "" if there is none.
func (l *indexes) oldest(but store.Scope) (oldest store.Scope) {
	for scope, s := range l.loaded {
		if scope != but && len(s.lock) == 0 && (oldest == "" || s.used.Before(l.loaded[oldest].used)) {
			oldest = scope
		}
	}
	return oldest
}
