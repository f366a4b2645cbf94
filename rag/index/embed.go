package index

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"footnote/corpus"
)

// An Embedder turns texts into vectors. It is safe for concurrent use.
type Embedder interface {
	// Model names the model that makes the vectors. Vectors of different models are never
	// compared.
	Model() string
	// Embed returns one vector per text, in the order of texts, all of the same length. The
	// implementation splits large calls into batches. On an error it returns no vectors.
	Embed(ctx context.Context, role Role, texts []string) ([][]float32, error)
}

// Role says what a text is for. Many models expect a different prefix for each role.
type Role int

// The roles of an embedded text.
const (
	RoleQuery Role = iota
	RolePassage
)

// embedBatch is how many texts are embedded between two progress reports.
const embedBatch = 128

// EmbedArticle makes the vectors of an article. It calls progress, which may be nil, with the
// number of texts done.
func EmbedArticle(ctx context.Context, e Embedder, a *corpus.Article, progress func(done, total int)) (Vectors, error) {
	all, err := embed(ctx, e, []*corpus.Article{a}, progress)
	if err != nil {
		return Vectors{}, err
	}
	return all[0], nil
}

// Embed makes new vectors for all passages and their sentences, in place of any that they
// have. It calls progress, which may be nil, with the number of texts done. On an error the
// index is unchanged. It is an error if articles are added or removed meanwhile.
func (x *Index) Embed(ctx context.Context, embedder Embedder, progress func(done, total int)) error {
	before := x.Version()
	articles, err := wholes(ctx, x)
	if err != nil {
		return err
	}
	all, err := embed(ctx, embedder, articles, progress)
	if err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.version != before {
		return errors.New("the articles changed while they were embedded")
	}
	near, order, passages := newNearest(), make([]*entry, len(x.order)), make([]Ref, len(x.passages))
	bytes := int64(0)
	for i, old := range x.order {
		with := *old
		if with.vectors, err = all[i].read(old.around); err != nil {
			return err
		}
		if err := near.accepts(nil, with.vectors); err != nil {
			return err
		}
		near.add(&with)
		bytes += with.size()
		order[i] = &with
		for passage, number := range old.numbers {
			passages[number] = Ref{old.article, passage, &with}
		}
	}
	x.near, x.order, x.passages, x.bytes = near, order, passages, bytes
	for _, e := range order {
		x.entries[e.article.ID] = e
	}
	x.version++
	return nil
}

// embed makes the vectors of articles. Each distinct text is embedded once.
func embed(ctx context.Context, e Embedder, articles []*corpus.Article, progress func(done, total int)) ([]Vectors, error) {
	var t texts
	var around []*surroundings
	for _, a := range articles {
		around = append(around, surroundingsOf(a))
		t.add(a, around[len(around)-1].headings)
	}
	embedded, err := t.embed(ctx, e, progress)
	if err != nil {
		return nil, err
	}
	all := make([]Vectors, len(articles))
	for i, a := range articles {
		if len(a.Passages) == 0 {
			continue
		}
		vectors := make([][]float32, len(t.of[i]))
		for j, n := range t.of[i] {
			vectors[j] = embedded[n]
		}
		if all[i], err = pack(e.Model(), len(a.Passages), around[i].headings, vectors); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// texts collects the texts to embed, each once: a passage of one sentence is the same text as
// that sentence.
type texts struct {
	all    []string
	number map[string]int
	of     [][]int // for each article, the number of the text for each passage, then each sentence, then each heading
}

func (t *texts) add(a *corpus.Article, headings []string) {
	if t.number == nil {
		t.number = map[string]int{}
	}
	var of []int
	for _, text := range slices.Concat(embeddedTexts(a), headings) {
		n, known := t.number[text]
		if !known {
			n = len(t.all)
			t.number[text] = n
			t.all = append(t.all, text)
		}
		of = append(of, n)
	}
	t.of = append(t.of, of)
}

// embeddedTexts returns the passages of an article, then their sentences.
func embeddedTexts(a *corpus.Article) []string {
	var all []string
	for _, p := range a.Passages {
		all = append(all, a.Quote(p.Span))
	}
	for _, p := range a.Passages {
		for _, s := range p.Sentences {
			all = append(all, a.Quote(s))
		}
	}
	return all
}

func (t *texts) embed(ctx context.Context, e Embedder, progress func(done, total int)) ([][]float32, error) {
	embedded := make([][]float32, 0, len(t.all))
	if progress != nil {
		progress(0, len(t.all))
	}
	for from := 0; from < len(t.all); from += embedBatch {
		to := min(from+embedBatch, len(t.all))
		batch, err := e.Embed(ctx, RolePassage, t.all[from:to])
		if err != nil {
			return nil, fmt.Errorf("embed texts %d to %d: %w", from+1, to, err)
		}
		if len(batch) != to-from {
			return nil, fmt.Errorf("embedder %s: %d vectors for %d texts", e.Model(), len(batch), to-from)
		}
		embedded = append(embedded, batch...)
		if progress != nil {
			progress(to, len(t.all))
		}
	}
	return embedded, nil
}

// EmbedQuestion returns the vector of a question or statement, scaled to length 1.
func EmbedQuestion(ctx context.Context, e Embedder, text string) ([]float32, error) {
	embedded, err := e.Embed(ctx, RoleQuery, []string{text})
	if err != nil {
		return nil, fmt.Errorf("embed the question: %w", err)
	}
	if len(embedded) != 1 {
		return nil, fmt.Errorf("embedder %s: %d vectors for one question", e.Model(), len(embedded))
	}
	if err := usable(embedded[0], len(embedded[0])); err != nil {
		return nil, fmt.Errorf("embedder %s: the question: %w", e.Model(), err)
	}
	return unit(embedded[0]), nil
}

// Cosines returns a function that compares a short text with others by their vectors. Without
// an embedder all cosines are 0.
func Cosines(e Embedder) func(ctx context.Context, text string, others []string) ([]float64, error) {
	return func(ctx context.Context, text string, others []string) ([]float64, error) {
		cosines := make([]float64, len(others))
		if e == nil {
			return cosines, nil
		}
		vectors, err := e.Embed(ctx, RolePassage, append([]string{text}, others...))
		if err != nil {
			return nil, err
		}
		for i, v := range vectors[1:] {
			for n, x := range v {
				cosines[i] += float64(x) * float64(vectors[0][n])
			}
		}
		return cosines, nil
	}
}
