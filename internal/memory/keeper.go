package memory

import (
	"os"
	"runtime/debug"
	"sync"
)

const (
	mega = 1 << 20

	// outside is how much of a limit is left to what the collector does not have: the
	// program itself, with the weights of its models, and SQLite.
	outside = 112 * mega
	// working is how much of what is left is not for indexes: questions, files that
	// are read, what the collector has not come to yet.
	working = 96 * mega
	// least is what indexes get at least, so that a small limit still answers.
	least = 32 * mega

	// slack is how much garbage there may be beside what is held, where that is much.
	slack = 24 * mega
	// fewest is the lowest percentage that the collector is set to: it would do
	// nothing else.
	fewest = 8
	usual  = 100 // percent: what Go begins with
)

// A Keeper keeps the process to its limit. It is safe for concurrent use.
type Keeper struct {
	limit int64 // of bytes; 0 is none

	mu      sync.Mutex
	percent int // that the collector is set to; 0 where somebody else has set it
}

// Keep has the collector keep to the limit of the process, if there is one. Where
// somebody has set GOGC, that stays.
func Keep() *Keeper {
	k := &Keeper{}
	if bytes, known := limit(os.DirFS("/")); known {
		k.limit = bytes
		debug.SetMemoryLimit(max(bytes-outside, bytes/2))
	}
	if before := debug.SetGCPercent(usual); before == usual {
		k.percent = usual
	} else {
		debug.SetGCPercent(before)
	}
	return k
}

// Limit is how many bytes the process may take, 0 where nothing says so.
func (k *Keeper) Limit() int64 { return k.limit }

// Budget is how many bytes indexes may take in memory, 0 where there is no limit.
func (k *Keeper) Budget() int64 {
	if k.limit == 0 {
		return 0
	}
	return max(k.limit-outside-working, least)
}

// Hold says that so many bytes are held for long. Beside a lot of them there may be
// only so much garbage, not as much again.
func (k *Keeper) Hold(bytes int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	percent := percentFor(bytes)
	if k.percent == 0 || percent == k.percent {
		return
	}
	k.percent = percent
	debug.SetGCPercent(percent)
}

func percentFor(bytes int64) int {
	return int(min(max(slack*100/max(bytes, 1), fewest), usual))
}
