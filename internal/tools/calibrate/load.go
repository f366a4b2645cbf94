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

// A loader reads the samples of sets.
type loader struct {
	folder   string
	embedder index.Embedder // nil for words alone
	foreign  bool           // only samples across languages, or only those within one
	samples  []sample

	articles map[string]*corpus.Article
	indexes  map[string]*index.Index
}

// A pooled question is a question with the passages that it is asked of.
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

// sample computes the evidence for a question in its pool, and adds it to the samples.
func (l *loader) sample(ctx context.Context, set string, q pooled) error {
	x, err := l.index(ctx, q.pool)
	if err != nil {
		return err
	}
	retriever := x.Retriever(l.embedder, index.DefaultWeights())
	asked, err := x.Read(q.Question.Question)
	if err != nil {
		return err
	}
	if asked, err = retriever.Embed(ctx, asked); err != nil {
		return err
	}
	hits, err := retriever.Search(ctx, asked, rag.AnswerDepth)
	if err != nil {
		return err
	}
	passages, err := decide.Read(ctx, nil, x, asked, hits)
	if err != nil {
		return err
	}
	e, err := decide.NewEvidence(x, asked, passages)
	if err != nil {
		return err
	}
	if e.Foreign == l.foreign {
		l.samples = append(l.samples, sample{Evidence: e, set: set, answerable: q.Answerable, kind: q.Kind, fitted: half(q.article)})
	}
	return nil
}

// index returns the index of a pool.
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

// half assigns each article to one of two halves, with all its passages.
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

// genericEvery sets how often a question from generic.txt is added: once per so many others.
const genericEvery = 12

// pools returns the questions with the passages that each is asked of.
func pools(passages []eval.Passage, questions []eval.Question) []pooled {
	article := map[string]string{} // by passage
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
	generics := strings.Split(strings.TrimSpace(generic), "\n")
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
			text := generics[i/genericEvery%len(generics)]
			if isEnglish := text[0] < 0x80; isEnglish == english {
				q := eval.Question{Question: text, Kind: anywhere}
				all = append(all, pooled{q, p.article, p.pool})
			}
		}
	}
	return all
}

// derived returns question number i with a pool. It makes two of three questions unanswerable.
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
