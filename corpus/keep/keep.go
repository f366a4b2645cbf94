// Package keep is the program's one file, a SQLite database. So far it keeps
// vectors, by the name of the model that made them and a hash of what they were
// made of. It knows no model, no article and no question.
//
// Nothing here may stop an answer: what the disk does not do, memory does for
// this run, and a warning says so.
package keep

import (
	"context"
	"fmt"
	"sync"
)

// Vectors is the cache of vectors. It is safe for concurrent use, also by other
// processes on the same file.
type Vectors struct {
	path string
	warn func(string)

	mu     sync.Mutex
	file   *file // nil where there is none, or no more
	memory map[string]map[[32]byte][]float32
	held   int  // vectors in memory
	mended bool // the file was broken, and has been replaced
}

// memoryLimit bounds what is kept in memory where there is no file: 150 MB of
// 384 numbers each.
const memoryLimit = 100_000

const inMemory = "vectors are kept in memory for this run only"

// Open opens the cache at path or makes it, with its folder. It never fails: warn
// is told in words what is wrong, and the cache then lives in memory. A file that
// is broken, or of another program, is set aside and a new one made. An empty
// path is memory only.
func Open(path string, warn func(string)) *Vectors {
	v := &Vectors{path: path, warn: warn, memory: map[string]map[[32]byte][]float32{}}
	if path == "" {
		return v
	}
	f, err := openFile(path, warn)
	if err != nil {
		warn(fmt.Sprintf("%v; %s", err, inMemory))
		return v
	}
	v.file = f
	return v
}

// Load returns the vectors that are known of keys. Its only error is that of a
// cancelled ctx.
func (v *Vectors) Load(ctx context.Context, model string, keys [][32]byte) (map[[32]byte][]float32, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	known := map[[32]byte][]float32{}
	for _, key := range keys {
		if vector := v.memory[model][key]; vector != nil {
			known[key] = vector
		}
	}
	if v.file == nil || len(known) == len(keys) {
		return known, ctx.Err()
	}
	if err := v.file.load(ctx, model, keys, known); err != nil {
		return known, v.failed(ctx, "read", err)
	}
	return known, nil
}

// Store keeps vectors. Its only error is that of a cancelled ctx.
func (v *Vectors) Store(ctx context.Context, model string, vectors map[[32]byte][]float32) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	for v.file != nil && !v.file.readOnly {
		err := v.file.store(ctx, model, vectors)
		if err == nil {
			return nil
		}
		if err := v.failed(ctx, "write", err); err != nil {
			return err
		}
	}
	if v.memory[model] == nil {
		v.memory[model] = map[[32]byte][]float32{}
	}
	for key, vector := range vectors {
		if v.held == memoryLimit {
			break
		}
		v.memory[model][key] = vector
		v.held++
	}
	return nil
}

// failed begins a new file in place of one that turned out to be broken, and
// gives up one that fails otherwise. It returns the error of a cancelled ctx.
func (v *Vectors) failed(ctx context.Context, what string, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	v.file.close()
	v.file = nil
	if !broken(err) || v.mended {
		v.warn(fmt.Sprintf("cannot %s %s: %v; %s", what, v.path, err, inMemory))
		return nil
	}
	v.mended = true // or a disk that breaks everything would be tried for ever
	if v.file, err = renew(v.path, err, v.warn); err != nil {
		v.warn(fmt.Sprintf("%v; %s", err, inMemory))
	}
	return nil
}

// Close closes the file. A second call does nothing.
func (v *Vectors) Close() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.file == nil {
		return nil
	}
	err := v.file.close()
	v.file = nil
	return err
}
