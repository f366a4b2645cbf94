package main

import "footnote/rag/eval"

type evalCommand struct {
	Passages    string            `arg:"" complete:"file" optional:"" help:"NAME.passages.jsonl: id and text, a passage a line."`
	Questions   string            `arg:"" complete:"file" optional:"" help:"NAME.questions.jsonl: question, answerable and gold_passage_ids, a question a line."`
	QA          string            `name:"qa" help:"Questions on the article instead, with evidence and answerable." placeholder:"FILE"`
	Answers     string            `help:"Questions as people type them instead, each with the article that it is about, its kind and its evidence." placeholder:"FILE"`
	Articles    string            `help:"Directory of the articles of --answers." placeholder:"DIR"`
	ArticleFile map[string]string `help:"Where one of them is that is not called so." placeholder:"NAME=FILE" mapsep:"none"`
	Wrap        bool              `help:"Ask the questions of --answers politely as well, and count those whose tier changes."`
	Out         string            `help:"Keep what each question of --answers came to, a JSON value a line." placeholder:"FILE"`
	Table       bool              `help:"Print Markdown."`
	Kept        bool              `help:"Keep the passages in a library on disk first, each as an article of its own, and ask that."`
	Ablate      bool              `help:"Also measure the recipe with each of its parts switched off."`
	Rerank      int               `help:"Also measure the order that the judge gives, on so many of the questions." placeholder:"N"`
}

func (c *evalCommand) Help() string {
	return `Examples:

  footnote eval drcd_dev.passages.jsonl drcd_dev.questions.jsonl
  footnote eval --kept drcd_dev.passages.jsonl drcd_dev.questions.jsonl
  footnote eval --table --ablate xquad_zh.passages.jsonl xquad_zh.questions.jsonl
  footnote eval --rerank 150 xquad_zh.passages.jsonl xquad_zh.questions.jsonl
  footnote eval --article article.txt --qa article_qa.jsonl
  footnote eval --answers answers.jsonl --articles answers --article-file seed=article.txt --wrap --out after.jsonl`
}

func (c *evalCommand) Run(a *app) error {
	switch {
	case c.Answers != "" && c.QA == "" && c.Passages == "":
		return c.answers(a)
	case c.Answers == "" && c.QA != "" && c.Passages == "" && !c.Ablate:
		return c.qa(a)
	case c.Answers == "" && c.QA == "" && c.Questions != "":
		return c.retrieval(a)
	}
	return usagef("eval takes either PASSAGES and QUESTIONS, or --qa FILE, or --answers FILE")
}

type qaJSON struct {
	Set       string           `json:"set"`
	Questions int              `json:"questions"`
	Languages []eval.QAFigures `json:"languages"`
	Total     eval.QAFigures   `json:"total"`
	Mistakes  []string         `json:"mistakes"` // IDs of the questions with a wrong result
	Embedder  string           `json:"embedder"`
}

// qaDepth is the number of passages searched for the evidence.
const qaDepth = 3

// qa asks the questions of a set about the article.
func (c *evalCommand) qa(a *app) error {
	questions, err := eval.ReadLines[eval.Question](c.QA)
	if err != nil {
		return err
	}
	engine, err := a.setup.Engine(a.ctx)
	if err != nil {
		return err
	}
	defer engine.Close()
	tally, err := eval.Ask(a.ctx, engine, questions, qaDepth)
	if err != nil {
		return err
	}
	r := qaJSON{eval.SetName(c.QA), len(questions), tally.Languages(), tally.Total(), tally.Mistakes, a.Embedder}
	if a.JSON {
		return a.out.JSON(r)
	}
	return a.print(tally.Text(qaDepth, c.Table))
}
