package memory

import (
	"os"
	"runtime/debug"
	"sync"
)

const (
	mega = 1 << 20

	// reservedOutside is the part of the limit reserved for memory that Go's garbage collector
	// does not manage: the program itself, including the weights of its models, and SQLite.
	reservedOutside = 112 * mega
	// reservedWorking is the part of the remaining limit that indexes may not use: it is for
	// questions, files being read, and garbage that has not been collected yet.
	reservedWorking = 96 * mega
	// minBudget is the minimum for indexes, so that questions are answered even with a low limit.
	minBudget = 32 * mega

	// slack is how much garbage may accumulate if a lot of memory is held.
	slack = 24 * mega
	// minPercent is the lowest GC percentage: with less, the collector would run all the time.
	minPercent     = 8
	defaultPercent = 100 // Go's default GC percentage
)

// A Keeper keeps the process within its memory limit. It is safe for concurrent use.
type Keeper struct {
	limit int64 // in bytes; 0 means none

	mu      sync.Mutex
	percent int // current GC percentage; 0 if GOGC is set and must not be changed
}

// Keep makes the garbage collector respect the memory limit of the process, if there is one. It does
// not override GOGC.
func Keep() *Keeper {
	k := &Keeper{}
	if bytes, known := limit(os.DirFS("/")); known {
		k.limit = bytes
		debug.SetMemoryLimit(max(bytes-reservedOutside, bytes/2))
	}
	if before := debug.SetGCPercent(defaultPercent); before == defaultPercent {
		k.percent = defaultPercent
	} else {
		debug.SetGCPercent(before)
	}
	return k
}

// Limit returns how many bytes the process may use, or 0 if there is no limit.
func (k *Keeper) Limit() int64 { return k.limit }

// Budget returns how many bytes of memory indexes may use, or 0 if there is no limit.
func (k *Keeper) Budget() int64 {
	if k.limit == 0 {
		return 0
	}
	return max(k.limit-reservedOutside-reservedWorking, minBudget)
}

// Hold reports how many bytes are in long-term use. If that is a lot, it lowers the GC percentage,
// so that garbage does not take as much again.
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
	return int(min(max(slack*100/max(bytes, 1), minPercent), defaultPercent))
}
