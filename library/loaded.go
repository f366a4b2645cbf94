package library

import (
	"time"

	"footnote/library/store"
	"footnote/rag"
)

// maxLoaded bounds the scopes in memory, empty ones too.
const maxLoaded = 5000

// reach takes the index of a scope, and lets those go that were not used for longest
// where all together hold too much.
func (l *indexes) reach(scope store.Scope) *scopeIndex {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.loaded[scope]
	if s == nil {
		s = &scopeIndex{lock: make(chan struct{}, 1), generation: -1, index: l.newIndex(scope), keys: map[string]string{}, parts: map[string]*rag.Engine{}}
		l.loaded[scope] = s
		l.makeRoom(scope)
	}
	s.used = time.Now()
	return s
}

// grown is called while the index of a scope grows.
func (l *indexes) grown(scope store.Scope) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.makeRoom(scope)
}

// forget lets the articles of a scope go from memory.
func (l *indexes) forget(scope store.Scope) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.loaded, scope)
	l.texts.forgetAll(scope)
}

// makeRoom lets indexes go, but not that of one scope, until no more is loaded than
// may be. Whoever answers from one of them goes on. The caller holds the lock.
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

// held is how many passages are loaded, and about how many bytes they take.
func (l *indexes) held() (passages int, bytes int64) {
	for _, s := range l.loaded {
		passages += s.index.Len()
		bytes += s.index.Size()
	}
	return passages, bytes
}

// oldest is the scope that was not used for longest, but for one and those that are
// being read; empty where there is none.
func (l *indexes) oldest(but store.Scope) (oldest store.Scope) {
	for scope, s := range l.loaded {
		if scope != but && len(s.lock) == 0 && (oldest == "" || s.used.Before(l.loaded[oldest].used)) {
			oldest = scope
		}
	}
	return oldest
}
