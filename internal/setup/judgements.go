package setup

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"sync"

	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
	"footnote/rag/judge"
)

// A rereader is a judge that never reads a passage with the same question twice, not even in a
// later run: it keeps its judgements beside the vectors, by a hash of question and passage. It
// is for questions that are asked again and again, as readers' questions seldom are. It is safe
// for concurrent use.
type rereader struct {
	rag.Judge
	name  string // of the judge and its weights
	cache index.VectorCache

	mu    sync.Mutex
	fresh map[[keySize]byte][]float32 // not stored yet
}

// Question returns earlier judgements, and has the judge read the remaining passages.
func (r *rereader) Question(ctx context.Context, question string, passages [][]string) ([]judge.Answer, error) {
	keys := make([][keySize]byte, len(passages))
	for i, p := range passages {
		keys[i] = pairKey(question, p)
	}
	known, err := r.cache.Load(ctx, r.name, keys)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	for _, key := range keys {
		if said := r.fresh[key]; said != nil {
			known[key] = said
		}
	}
	r.mu.Unlock()
	all := make([]judge.Answer, len(passages))
	var missing []int
	var unread [][]string
	for i, key := range keys {
		if said := known[key]; len(said) == len(passages[i])+1 {
			all[i] = judge.Answer{Score: said[0], Sentences: said[1:]}
		} else {
			missing, unread = append(missing, i), append(unread, passages[i])
		}
	}
	if len(missing) == 0 {
		return all, nil
	}
	said, err := r.Judge.Question(ctx, question, unread)
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for n, i := range missing {
		all[i] = said[n]
		r.fresh[keys[i]] = append([]float32{said[n].Score}, said[n].Sentences...)
	}
	return all, nil
}

// keep stores new judgements. If that fails, the passages will be read again next time.
func (r *rereader) keep(ctx context.Context) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.fresh) == 0 {
		return
	}
	if err := r.cache.Store(ctx, r.name, maps.Clone(r.fresh)); err == nil {
		clear(r.fresh)
	}
}

// pairKey returns the hash of a question and a passage. Each text is preceded by its length.
func pairKey(question string, passage []string) [keySize]byte {
	h := sha256.New()
	for _, text := range append([]string{question}, passage...) {
		var size [8]byte
		binary.LittleEndian.PutUint64(size[:], uint64(len(text)))
		h.Write(size[:])
		h.Write([]byte(text))
	}
	return [keySize]byte(h.Sum(nil))
}

// reread wraps a judge so that its judgements are kept; done stores them. A judge that does not
// name its weights is returned as it is.
func reread(s *Setup, j rag.Judge) (_ rag.Judge, done func()) {
	named, ok := j.(interface{ Model() string })
	if !ok {
		return j, func() {}
	}
	kept := store.Open(s.Database(), s.warn)
	r := &rereader{Judge: j, name: named.Model(), cache: kept, fresh: map[[keySize]byte][]float32{}}
	return r, func() {
		r.keep(context.Background()) // even after Ctrl-C
		kept.Close()
	}
}
