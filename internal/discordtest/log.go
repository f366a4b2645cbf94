package discordtest

import (
	"strings"
	"sync"
)

// A Log is one that many write to, for tests that read it meanwhile. The zero
// value is empty.
type Log struct {
	mu  sync.Mutex
	out strings.Builder
}

func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.Write(p)
}

func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.String()
}
