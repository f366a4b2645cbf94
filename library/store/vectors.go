package store

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Vectors is the cache of vectors. It is safe for concurrent use, also by several processes on
// one database.
type Vectors struct {
	*cache
	memory map[string]map[[32]byte][]float32
	held   int // vectors in memory
}

// memoryLimit is the maximum number of vectors in memory when there is no database: 150 MB with
// 384 numbers each.
const memoryLimit = 100_000

// Open opens the cache at a place, or creates it. It never fails: if the database cannot be
// used, it is left as it is, warn is called with the reason, and the cache is in memory. If
// place is empty, it is in memory too.
func Open(place string, warn func(string)) *Vectors {
	return &Vectors{cache: openCache(place, "vectors", warn), memory: map[string]map[[32]byte][]float32{}}
}

// Load returns the vectors that are stored for keys. It fails only if ctx is cancelled.
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

// Store stores vectors. It fails only if ctx is cancelled.
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

// load adds the stored vectors of keys to known. Damaged rows are ignored.
func (h *handle) load(ctx context.Context, model string, keys [][32]byte, known map[[32]byte][]float32) error {
	for some := range slices.Chunk(keys, batchSize) {
		query := `select key, data, check_sum from vector where model = $1 and key in (` + placeholders(2, len(some)) + `)`
		if err := add(ctx, h.db, query, model, some, known); err != nil {
			return err
		}
		missing := slices.DeleteFunc(slices.Clone(some), func(key [32]byte) bool { return known[key] != nil })
		if len(missing) == 0 {
			continue
		}
		if err := add(ctx, h.db, oneByOne(len(missing)), model, missing, known); err != nil {
			return err
		}
	}
	return nil
}

// oneByOne returns a query that searches for each of n keys separately. For a list of keys,
// SQLite continues from the position of the previous key: on a page whose keys are out of
// order, whether it finds a key may then depend on the others in the list.
func oneByOne(n int) string {
	each := make([]string, n)
	for i := range each {
		each[i] = `select key, data, check_sum from vector where model = $1 and key = $` + strconv.Itoa(i+2)
	}
	return strings.Join(each, ` union all `)
}

// A querier is a database or a transaction of one.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// add adds the vectors that a query finds for some keys to known.
func add(ctx context.Context, in querier, query, model string, some [][32]byte, known map[[32]byte][]float32) error {
	rows, err := in.QueryContext(ctx, query, ofModel(model, some)...)
	if err != nil {
		return err
	}
	err = readVectors(rows, model, known)
	return errors.Join(err, rows.Close())
}

func readVectors(rows *sql.Rows, model string, known map[[32]byte][]float32) error {
	for rows.Next() {
		var raw, data []byte
		var sum uint32
		if err := scan(rows, &raw, &data, &sum); err != nil {
			return err
		}
		if len(raw) != 32 {
			continue
		}
		key := [32]byte(raw)
		if vector, ok := decode(model, key, data, sum); ok {
			known[key] = vector
		}
	}
	return rows.Err()
}

// ofModel returns the arguments of a statement about some keys of a model.
func ofModel(model string, keys [][32]byte) []any {
	values := []any{model}
	for _, key := range keys {
		values = append(values, key[:])
	}
	return values
}

// store stores vectors, all or none. If one of them cannot be found afterwards, because a
// damaged page has its keys out of order or a broken row in its place, the error is an
// errBroken.
func (h *handle) store(ctx context.Context, model string, vectors map[[32]byte][]float32) error {
	return h.update(ctx, func(tx *sql.Tx) error { return storeVectors(ctx, tx, model, vectors) })
}

func storeVectors(ctx context.Context, tx *sql.Tx, model string, vectors map[[32]byte][]float32) error {
	const onConflict = `on conflict (model, key) do update set data = excluded.data, check_sum = excluded.check_sum`
	err := insertRows(ctx, tx, "vector", []string{"model", "key", "data", "check_sum"}, onConflict, func(yield func(row) bool) {
		for key, vector := range vectors {
			data, sum := encode(model, key, vector)
			if !yield(row{model, key[:], data, sum}) {
				return
			}
		}
	})
	if err != nil {
		return err
	}
	for some := range slices.Chunk(slices.Collect(maps.Keys(vectors)), batchSize) {
		found := map[[32]byte][]float32{}
		if err := add(ctx, tx, oneByOne(len(some)), model, some, found); err != nil {
			return err
		}
		if len(found) != len(some) {
			return errBroken{"what was stored cannot be found"}
		}
	}
	return nil
}
