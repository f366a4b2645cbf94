package store

import (
	"context"
	"database/sql"
	"errors"
)

// Vectors is the cache of vectors. It is safe for concurrent use, also by other
// processes on the same file.
type Vectors struct {
	*cache
	memory map[string]map[[32]byte][]float32
	held   int // vectors in memory
}

// memoryLimit bounds what is kept in memory where there is no file: 150 MB of
// 384 numbers each.
const memoryLimit = 100_000

// Open opens the cache at a place or makes it. It never fails: warn is told in words
// what is wrong, and the cache then lives in memory. What is broken, or of another
// program, stays as it is. An empty place is memory only.
func Open(place string, warn func(string)) *Vectors {
	return &Vectors{cache: openCache(place, "vectors", warn), memory: map[string]map[[32]byte][]float32{}}
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
	if len(known) == len(keys) {
		return known, ctx.Err()
	}
	return known, v.read(ctx, func(ctx context.Context, h *handle) error { return h.load(ctx, model, keys, known) })
}

// Store keeps vectors. Its only error is that of a cancelled ctx.
func (v *Vectors) Store(ctx context.Context, model string, vectors map[[32]byte][]float32) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	kept, err := v.write(ctx, func(ctx context.Context, h *handle) error { return h.store(ctx, model, vectors) })
	if kept || err != nil {
		return err
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

// load adds the vectors that are known of keys. A row that is broken is not
// known.
func (h *handle) load(ctx context.Context, model string, keys [][32]byte, known map[[32]byte][]float32) error {
	find, err := h.db.PrepareContext(ctx, `select data, check_sum from vector where model = $1 and key = $2`)
	if err != nil {
		return err
	}
	defer find.Close()
	for _, key := range keys {
		var data []byte
		var sum uint32
		switch err := scan(find.QueryRowContext(ctx, model, key[:]), &data, &sum); {
		case errors.Is(err, sql.ErrNoRows):
			continue
		case err != nil:
			return err
		}
		if vector, ok := decode(model, key, data, sum); ok {
			known[key] = vector
		}
	}
	return nil
}

// store keeps vectors, all or none. Where a damaged page hides one of them, as its
// keys are out of order, the error is an errBroken.
func (h *handle) store(ctx context.Context, model string, vectors map[[32]byte][]float32) error {
	return h.update(ctx, func(tx *sql.Tx) error { return storeVectors(ctx, tx, model, vectors) })
}

func storeVectors(ctx context.Context, tx *sql.Tx, model string, vectors map[[32]byte][]float32) error {
	put, err := tx.PrepareContext(ctx, `insert into vector (model, key, data, check_sum) values ($1, $2, $3, $4)
		on conflict (model, key) do update set data = excluded.data, check_sum = excluded.check_sum`)
	if err != nil {
		return err
	}
	defer put.Close()
	for key, vector := range vectors {
		data, sum := encode(model, key, vector)
		if _, err := put.ExecContext(ctx, model, key[:], data, sum); err != nil {
			return err
		}
	}
	there, err := tx.PrepareContext(ctx, `select exists (select 1 from vector where model = $1 and key = $2)`)
	if err != nil {
		return err
	}
	defer there.Close()
	for key := range vectors {
		var found bool
		if err := scan(there.QueryRowContext(ctx, model, key[:]), &found); err != nil {
			return err
		}
		if !found {
			return errBroken{"what was stored cannot be found"}
		}
	}
	return nil
}
