package main

import (
	"fmt"
	"strings"

	"footnote/cmd/footnote/internal/term"
	"footnote/rag/eval"
)

type evalCommand struct {
	Passages  string `arg:"" optional:"" help:"NAME.passages.jsonl: id and text, a passage a line."`
	Questions string `arg:"" optional:"" help:"NAME.questions.jsonl: question, answerable and gold_passage_ids, a question a line."`
	QA        string `name:"qa" help:"Questions on the article instead, with evidence and answerable." placeholder:"FILE"`
	Table     bool   `help:"Print Markdown."`
	Kept      bool   `help:"Keep the passages in a library on disk first, each as an article of its own, and ask that."`
	Ablate    bool   `help:"Also measure the recipe with each of its parts switched off."`
}

func (c *evalCommand) Help() string {
	return `Examples:

  footnote eval drcd_dev.passages.jsonl drcd_dev.questions.jsonl
  footnote eval --kept drcd_dev.passages.jsonl drcd_dev.questions.jsonl
  footnote eval --table --ablate xquad_zh.passages.jsonl xquad_zh.questions.jsonl
  footnote eval --article article.txt --qa article_qa.jsonl`
}

func (c *evalCommand) Run(a *app) error {
	switch {
	case c.QA != "" && c.Passages == "" && !c.Ablate:
		return c.qa(a)
	case c.QA == "" && c.Questions != "":
		return c.retrieval(a)
	}
	return usagef("eval takes either PASSAGES and QUESTIONS, or --qa FILE")
}

type qaJSON struct {
	Set       string           `json:"set"`
	Questions int              `json:"questions"`
	Languages []eval.QAFigures `json:"languages"`
	Total     eval.QAFigures   `json:"total"`
	Mistakes  []string         `json:"mistakes"` // IDs of the questions that went wrong
	Embedder  string           `json:"embedder"`
}

// qaDepth is how many passages are looked through for the evidence.
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
	return a.print(r.text(c.Table))
}

func (r qaJSON) text(table bool) string {
	var out strings.Builder
	line := "%-8s evidence in the top %d: %d of %d   answered: %d of %d   refused when it should: %d of %d\n"
	if table {
		out.WriteString("| questions | evidence in the top | found | answered | refused when it should |\n|---|---|---|---|---|\n")
		line = "| %s | %d | %d of %d | %d of %d | %d of %d |\n"
	}
	for _, f := range append(r.Languages, r.Total) {
		fmt.Fprintf(&out, line, f.Language, qaDepth, f.Evidence, f.Answerable, f.Answered, f.Answerable, f.Refused, f.Unanswerable)
	}
	if s := r.Total.Statements; r.Total.Written+r.Total.Degraded > 0 {
		fmt.Fprintf(&out, "\nwritten by the model: %d, from the article instead: %d; statements: %d supported, of these %d with a wrong footnote and %d with none; %d left out\n",
			r.Total.Written, r.Total.Degraded, s.Supported, s.Miscited, s.Uncited, s.Dropped)
	}
	if len(r.Mistakes) > 0 {
		fmt.Fprintf(&out, "\nmistakes: %s\n", term.Line(strings.Join(r.Mistakes, " ")))
	}
	return out.String()
}
