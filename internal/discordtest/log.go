package discordtest

import (
	"strings"
	"sync"
)

// A Log collects log output. It is safe for concurrent use, so that a test can read it while the
// program writes. The zero value is empty.
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
