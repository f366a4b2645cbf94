package eval

import (
	"context"
	"strings"
	"time"

	"footnote/corpus"
	"footnote/rag/index"
)

// Articles turns each passage into an article of its own, with the passage's ID.
func Articles(passages []Passage) (articles []*corpus.Article, err error) {
	articles = make([]*corpus.Article, len(passages))
	for i, p := range passages {
		if articles[i], err = corpus.Single(p.ID, p.Title, p.Text); err != nil {
			return nil, err
		}
	}
	return articles, nil
}

// An Ablation is a set of retrieval weights with something left out.
type Ablation struct {
	Name    string
	Weights index.Weights
}

// Ablations returns variants of the weights, each with one part left out.
func Ablations(whole index.Weights) []Ablation {
	without := func(name string, change func(*index.Weights)) Ablation {
		r := whole
		change(&r)
		return Ablation{name, r}
	}
	return []Ablation{
		without("without vectors", func(r *index.Weights) { r.Passage, r.Sentence = 0, 0 }),
		without("without the vectors of sentences", func(r *index.Weights) { r.Passage, r.Sentence = r.Passage+r.Sentence, 0 }),
		without("without the vectors of passages", func(r *index.Weights) { r.Passage, r.Sentence = 0, r.Passage+r.Sentence }),
		without("without words", func(r *index.Weights) { r.Words = 0 }),
		without("without the lexicon", func(r *index.Weights) { r.Lexicon = 0 }),
		{"one vector a passage, nothing else", index.Weights{Passage: 1}},
	}
}

// A Measurement asks an index the questions of a set, once or more. It is not safe for
// concurrent use.
type Measurement struct {
	Total  Times // per question, including its embedding
	Search Times // without the embedding

	index     *index.Index
	embedder  *remembering // nil if only words are matched
	questions []Question
}

// NewMeasurement returns a measurement of an index. embedder must be the one that made its
// vectors, or nil to match only words.
func NewMeasurement(x *index.Index, embedder index.Embedder, questions []Question) *Measurement {
	m := &Measurement{index: x, questions: questions}
	if embedder != nil {
		m.embedder = &remembering{Embedder: embedder, known: map[string][][]float32{}}
	}
	return m
}

// Run ranks all passages for every answerable question. It calls progress with the number of
// questions done.
func (m *Measurement) Run(ctx context.Context, weights index.Weights, progress func(done, total int)) (Retrieval, error) {
	var figures Retrieval
	retriever := m.retriever(weights)
	for i, q := range m.questions {
		if !q.Answerable {
			continue
		}
		start := time.Now()
		hits, err := retriever.Retrieve(ctx, q.Question, 10)
		if err != nil {
			return figures, err
		}
		took := time.Since(start)
		m.Total.Add(took)
		if m.embedder != nil {
			took -= m.embedder.took
		}
		m.Search.Add(took)
		figures.Add(q.Rank(hits))
		progress(i+1, len(m.questions))
	}
	return figures, nil
}

func (m *Measurement) retriever(weights index.Weights) *index.Retriever {
	if m.embedder == nil {
		return m.index.Retriever(nil, weights)
	}
	return m.index.Retriever(m.embedder, weights)
}

// remembering embeds each question only once, even if it is asked with several weights, and
// records how long the last call took. It is not safe for concurrent use.
type remembering struct {
	index.Embedder
	known map[string][][]float32
	took  time.Duration
}

func (r *remembering) Embed(ctx context.Context, role index.Role, texts []string) ([][]float32, error) {
	start := time.Now()
	defer func() { r.took = time.Since(start) }()
	key := strings.Join(texts, "\n")
	if vectors := r.known[key]; vectors != nil {
		return vectors, nil
	}
	vectors, err := r.Embedder.Embed(ctx, role, texts)
	r.known[key] = vectors
	return vectors, err
}

// tokenSample is how many passages the speed of embedding is measured on.
const tokenSample = 32

// TokenRate returns how many tokens of passages the embedder processes per second, or 0 if it
// cannot count tokens.
func TokenRate(ctx context.Context, e index.Embedder, passages []Passage) (float64, error) {
	counting, ok := e.(interface{ Tokens(text string) int })
	if !ok {
		return 0, nil
	}
	tokens := 0
	var texts []string
	for _, p := range passages[:min(len(passages), tokenSample)] {
		texts = append(texts, p.Text)
		tokens += counting.Tokens(p.Text)
	}
	start := time.Now()
	_, err := e.Embed(ctx, index.RolePassage, texts)
	return float64(tokens) / time.Since(start).Seconds(), err
}
