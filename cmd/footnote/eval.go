package main

import (
	"fmt"
	"strings"
	"time"

	"footnote/corpus"
	"footnote/rag"
	"footnote/rag/eval"
)

type evalCommand struct {
	Passages  string `arg:"" optional:"" help:"NAME.passages.jsonl: id and text, a passage a line."`
	Questions string `arg:"" optional:"" help:"NAME.questions.jsonl: question, answerable and gold_passage_ids, a question a line."`
	QA        string `name:"qa" help:"Questions on the article instead, with evidence and answerable." placeholder:"FILE"`
}

func (c *evalCommand) Help() string {
	return `Examples:

  footnote eval drcd_dev.passages.jsonl drcd_dev.questions.jsonl
  footnote eval --article article.txt --qa article_qa.jsonl`
}

func (c *evalCommand) Run(a *app) error {
	switch {
	case c.QA != "" && c.Passages == "":
		return c.qa(a)
	case c.QA == "" && c.Questions != "":
		return c.retrieval(a)
	}
	return usagef("eval takes either PASSAGES and QUESTIONS, or --qa FILE")
}

type retrievalJSON struct {
	Set       string  `json:"set"`
	Questions int     `json:"questions"`
	NDCG10    float64 `json:"ndcg@10"`
	Recall1   float64 `json:"recall@1"`
	Recall5   float64 `json:"recall@5"`
	MRR10     float64 `json:"mrr@10"`
	P50       float64 `json:"p50_ms"`
	P99       float64 `json:"p99_ms"`
	Passages  int     `json:"passages"`
	Embedder  string  `json:"embedder"`
}

// retrieval ranks all passages of a set for every answerable question.
func (c *evalCommand) retrieval(a *app) error {
	passages, err := eval.ReadLines[eval.Passage](c.Passages)
	if err != nil {
		return err
	}
	questions, err := eval.ReadLines[eval.Question](c.Questions)
	if err != nil {
		return err
	}
	articles := make([]*corpus.Article, len(passages))
	for i, p := range passages {
		if articles[i], err = corpus.Single(p.ID, p.Title, p.Text); err != nil {
			return err
		}
	}
	index := rag.NewIndex(articles)
	retriever, err := a.retriever(index)
	if err != nil {
		return err
	}
	bar := a.progress("questions")
	defer bar.end()
	var figures eval.Retrieval
	var times eval.Times
	for i, q := range questions {
		if !q.Answerable {
			continue
		}
		start := time.Now()
		hits, err := retriever.Retrieve(a.ctx, q.Question, 10)
		if err != nil {
			return err
		}
		times.Add(time.Since(start))
		figures.Add(q.Rank(hits))
		bar.show(i+1, len(questions))
	}
	bar.end()
	r := retrievalJSON{setName(c.Passages), figures.Questions, figures.NDCG10, figures.Recall1, figures.Recall5, figures.MRR10,
		milliseconds(times.Quantile(0.5)), milliseconds(times.Quantile(0.99)), len(passages), a.Embedder}
	if a.JSON {
		return printJSON(a.out, r)
	}
	return a.print(fmt.Sprintf("%s: %d questions, %d passages, embedder %s\nnDCG@10 %.4f  recall@1 %.4f  recall@5 %.4f  MRR@10 %.4f\np50 %.2f ms  p99 %.2f ms\n",
		r.Set, r.Questions, r.Passages, r.Embedder, r.NDCG10, r.Recall1, r.Recall5, r.MRR10, r.P50, r.P99))
}

func setName(path string) string {
	base := path[strings.LastIndexAny(path, `/\`)+1:]
	return strings.TrimSuffix(base, ".passages.jsonl")
}

type qaJSON struct {
	Set        string           `json:"set"`
	Questions  int              `json:"questions"`
	Languages  []eval.QAFigures `json:"languages"`
	Total      eval.QAFigures   `json:"total"`
	Mistakes   []string         `json:"mistakes"` // IDs of the questions that went wrong
	Embedder   string           `json:"embedder"`
	Confidence string           `json:"calibrated_on"`
}

// qaDepth is how many passages are looked through for the evidence.
const qaDepth = 3

// qa asks the questions of a set about the article.
func (c *evalCommand) qa(a *app) error {
	questions, err := eval.ReadLines[eval.Question](c.QA)
	if err != nil {
		return err
	}
	engine, _, _, err := a.engine()
	if err != nil {
		return err
	}
	var tally eval.QA
	for _, q := range questions {
		hits, err := engine.Search(a.ctx, q.Question, qaDepth)
		if err != nil {
			return err
		}
		answer, err := engine.Answer(a.ctx, rag.Question{Text: q.Question}, nil)
		if err != nil {
			return err
		}
		tally.Add(q, hits, answer)
	}
	calibration, err := rag.DefaultCalibration()
	if err != nil {
		return err
	}
	r := qaJSON{setName(c.QA), len(questions), tally.Languages(), tally.Total(), tally.Mistakes, a.Embedder, calibration.Set}
	if a.JSON {
		return printJSON(a.out, r)
	}
	var out strings.Builder
	for _, f := range append(r.Languages, r.Total) {
		fmt.Fprintf(&out, "%-8s evidence in the top %d: %d of %d   answered: %d of %d   refused when it should: %d of %d\n",
			f.Language, qaDepth, f.Evidence, f.Answerable, f.Answered, f.Answerable, f.Refused, f.Unanswerable)
	}
	if len(r.Mistakes) > 0 {
		fmt.Fprintf(&out, "mistakes: %s\n", strings.Join(r.Mistakes, " "))
	}
	return a.print(out.String())
}
