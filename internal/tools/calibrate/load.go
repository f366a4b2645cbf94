package main

import (
	"context"
	_ "embed"
	"hash/fnv"
	"path/filepath"
	"slices"
	"strings"

	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/decide"
	"footnote/rag/eval"
	"footnote/rag/index"
)

//go:embed generic.txt
var generic string

// A loader gathers samples from sets.
type loader struct {
	folder   string
	embedder index.Embedder // or nil
	foreign  bool           // only samples across languages, or only ones within
	samples  []sample

	articles map[string]*corpus.Article
	indexes  map[string]*index.Index
}

// A pooled question is asked of some of a set's passages.
type pooled struct {
	eval.Question
	article string
	pool    []string // IDs of passages
}

func (l *loader) load(ctx context.Context, set string) error {
	passages, err := eval.ReadLines[eval.Passage](filepath.Join(l.folder, set+".passages.jsonl"))
	if err != nil {
		return err
	}
	questions, err := eval.ReadLines[eval.Question](filepath.Join(l.folder, set+".questions.jsonl"))
	if err != nil {
		return err
	}
	l.articles, l.indexes = map[string]*corpus.Article{}, map[string]*index.Index{}
	for _, p := range passages {
		if l.articles[p.ID], err = corpus.Single(p.ID, p.Title, p.Text); err != nil {
			return err
		}
	}
	for _, q := range pools(passages, questions) {
		if err := l.sample(ctx, set, q); err != nil {
			return err
		}
	}
	return nil
}

// sample weighs the evidence for one question in its pool.
func (l *loader) sample(ctx context.Context, set string, q pooled) error {
	x, err := l.index(ctx, q.pool)
	if err != nil {
		return err
	}
	retriever := x.Retriever(l.embedder, index.DefaultWeights())
	read, err := x.Read(q.Question.Question)
	if err != nil {
		return err
	}
	if read, err = retriever.Embed(ctx, read); err != nil {
		return err
	}
	hits, err := retriever.Search(ctx, read, rag.AnswerDepth)
	if err != nil {
		return err
	}
	passages, err := decide.Read(ctx, nil, x, read, hits)
	if err != nil {
		return err
	}
	e, err := decide.NewEvidence(x, read, passages)
	if err != nil {
		return err
	}
	if e.Foreign == l.foreign {
		l.samples = append(l.samples, sample{Evidence: e, set: set, answerable: q.Answerable, kind: q.Kind, fitted: half(q.article)})
	}
	return nil
}

func (l *loader) index(ctx context.Context, pool []string) (*index.Index, error) {
	name := strings.Join(pool, " ")
	if x := l.indexes[name]; x != nil {
		return x, nil
	}
	var chosen []*corpus.Article
	for _, id := range pool {
		chosen = append(chosen, l.articles[id])
	}
	x := index.New(chosen)
	if l.embedder != nil {
		if err := x.Embed(ctx, l.embedder, nil); err != nil {
			return nil, err
		}
	}
	l.indexes[name] = x
	return x, nil
}

// half puts whole articles on one side, so that no passage is on both.
func half(article string) bool {
	h := fnv.New32a()
	h.Write([]byte(article))
	return h.Sum32()%2 == 0
}

// The kinds of questions, as drcd_refusal names them.
const (
	inArticle = "in-article"
	withheld  = "gold-withheld"
	offTopic  = "off-topic"
	anywhere  = "generic"
)

// genericEvery is how many questions stand between two of generic.txt.
const genericEvery = 12

// pools gives each question the passages that it is asked of.
func pools(passages []eval.Passage, questions []eval.Question) []pooled {
	article := map[string]string{} // of a passage
	members := map[string][]string{}
	var order []string
	for _, p := range passages {
		article[p.ID] = p.Article
		if members[p.Article] == nil {
			order = append(order, p.Article)
		}
		members[p.Article] = append(members[p.Article], p.ID)
	}
	english := questions[0].Language == "en"
	common := strings.Split(strings.TrimSpace(generic), "\n")
	var all []pooled
	for i, q := range questions {
		p := pooled{Question: q, pool: q.Candidates}
		if len(p.pool) == 0 {
			p = derived(q, i, article, members, order)
		} else {
			p.article = article[p.pool[0]]
		}
		all = append(all, p)
		if i%genericEvery == 0 {
			c := common[i/genericEvery%len(common)]
			if isEnglish := c[0] < 0x80; isEnglish == english {
				g := eval.Question{Question: c, Kind: anywhere}
				all = append(all, pooled{g, p.article, p.pool})
			}
		}
	}
	return all
}

// derived makes an unanswerable question of two in three.
func derived(q eval.Question, i int, article map[string]string, members map[string][]string, order []string) pooled {
	own := article[q.Gold[0]]
	switch i % 3 {
	case 0:
		q.Kind = inArticle
		return pooled{q, own, members[own]}
	case 1:
		q.Kind, q.Answerable = withheld, false
		left := slices.DeleteFunc(slices.Clone(members[own]), func(id string) bool { return slices.Contains(q.Gold, id) })
		return pooled{q, own, left}
	}
	other := order[(slices.Index(order, own)+1+i%7)%len(order)]
	q.Kind, q.Answerable = offTopic, false
	return pooled{q, other, members[other]}
}
