package insight

import (
	"context"
	"sync"

	"footnote/rag/index"
)

// Vectors caches the vectors of recently compared questions. It is kept in memory only, so that an
// erased question leaves nothing on disk. The zero value is empty. It is safe for concurrent use.
type Vectors struct {
	mu sync.Mutex
	of map[string][]float32 // by the text for matching
}

const (
	// mostVectors is how many vectors are cached, of 1.5 KB each.
	mostVectors = 4000
	// embedTogether is how many questions are embedded between two calls of progress.
	embedTogether = 64
)

// embed sets the vectors of wordings. If progress is not nil, it is called with the number done.
func (v *Vectors) embed(ctx context.Context, e index.Embedder, all []wording, progress func(done, total int)) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.of == nil || len(v.of) > mostVectors {
		v.of = map[string][]float32{}
	}
	var missing []string
	for _, w := range all {
		if v.of[w.text] == nil && w.text != "" {
			missing = append(missing, w.text)
		}
	}
	for done := 0; done < len(missing); done += embedTogether {
		some := missing[done:min(done+embedTogether, len(missing))]
		vectors, err := e.Embed(ctx, index.RoleQuery, some)
		if err != nil {
			return err
		}
		for i, text := range some {
			v.of[text] = vectors[i]
		}
		if progress != nil {
			progress(done+len(some), len(missing))
		}
	}
	for i := range all {
		all[i].vector = v.of[all[i].text]
	}
	return nil
}
