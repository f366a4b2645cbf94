package rag

import (
	"context"

	"footnote/corpus"
	"footnote/rag/conflict"
	"footnote/rag/decide"
	"footnote/rag/extract"
	"footnote/rag/followup"
	"footnote/rag/index"
)

// A finder retrieves the passages for a question and estimates how likely they answer it.
type finder struct {
	index       *index.Index
	retriever   *index.Retriever
	embedder    index.Embedder // or nil
	judge       decide.Judge   // or nil
	calibration decide.Calibration
	depth       int // how many passages are retrieved for a question
}

// An assessment is a self-contained question with the passages found for it and the
// probability that they answer it.
type assessment struct {
	question   index.Query
	found      []index.Hit       // best first
	passages   []decide.Passage  // those of found that decide the tier and may be quoted
	compared   []*corpus.Article // if the question compares articles: those articles, best first
	confidence float64           // probability that the passages answer the question, 0..1
	ratio      float64           // confidence divided by the threshold for showing an answer
	tier       Tier
	evidence   decide.Evidence
	conflict   bool                // the statements come from articles that disagree
	said       string              // the previous answer, if the question asks for more of it
	statements []extract.Statement // that answer the question, or come closest; none in a refusal
}

// understand assesses a question by itself and, in a conversation, in its self-contained
// forms, and returns the assessment that the articles answer best.
func (f *finder) understand(ctx context.Context, q asked) (assessment, error) {
	alone, err := f.assess(ctx, q.Query)
	if len(q.history) == 0 && alone.tier == TierSure && followup.Contrasts(q.Text) {
		alone.tier = TierUnsure // the question contrasts with something that was not said
	}
	depends := followup.Depends(q.Text)
	if err != nil || len(q.history) == 0 || alone.tier == TierSure && !depends {
		return alone, err
	}
	best := alone
	best.ratio = max(1, alone.ratio) * clearFactor
	if depends { // by itself the question means little
		best = assessment{ratio: 1}
	}
	forms, err := followup.Forms(ctx, q.Text, questions(q.history), index.Cosines(f.embedder))
	if err != nil {
		return alone, err
	}
	for _, form := range forms[:min(len(forms), maxForms)] {
		if checkQuestion(form.Question) != nil {
			continue
		}
		read, err := f.read(ctx, form.Question)
		if err != nil {
			return alone, err
		}
		whole, err := f.assess(ctx, read)
		if err == nil && form.More {
			whole.said = q.history[len(q.history)-1].Answer
			whole, err = f.settle(ctx, whole)
		}
		if err != nil {
			return alone, err
		}
		if depends && whole.tier == TierSure && (alone.tier != TierSure || whole.confidence >= alone.confidence-alikeMargin) {
			return whole, nil
		}
		if whole.tier != TierRefused && whole.ratio > best.ratio && (depends || !f.request(whole).Repeats(q.Text, q.history[len(q.history)-1].Answer, whole.statements)) {
			best = whole
		}
	}
	if best.tier == "" || best.question.Text == alone.question.Text {
		return alone, nil
	}
	return best, nil
}

const (
	// maxForms is how many self-contained forms of a follow-up are tried.
	maxForms = 3
	// clearFactor is the factor by which a form's ratio must exceed that of the question
	// alone, if the question does not show that it is a follow-up.
	clearFactor = 1.2
	// alikeMargin is how much lower the confidence of a form may be than that of the question
	// alone, if the question shows that it is a follow-up.
	alikeMargin = 0.05
)

// questions returns the questions of a conversation, the latest last.
func questions(history []Turn) []string {
	all := make([]string, len(history))
	for i, h := range history {
		all[i] = h.Question
	}
	return all
}

// read analyses a question: its language, its words and its vector.
func (f *finder) read(ctx context.Context, text string) (index.Query, error) {
	q, err := f.index.Read(text)
	if err != nil {
		return q, err
	}
	return f.retriever.Embed(ctx, q)
}

// assess retrieves passages for a question and decides how likely they answer it.
func (f *finder) assess(ctx context.Context, q index.Query) (assessment, error) {
	depth, compares := f.depth, f.compares(q)
	if compares {
		depth = compareDepth
	}
	found, err := f.retriever.Search(ctx, q, depth)
	if err != nil {
		return assessment{}, err
	}
	passages, err := decide.Read(ctx, f.judge, f.index, q, found[:min(len(found), AnswerDepth)])
	if err != nil {
		return assessment{}, err
	}
	evidence, err := decide.NewEvidence(f.index, q, passages)
	if err != nil {
		return assessment{}, err
	}
	a := f.decide(assessment{question: q, found: found, passages: passages}, evidence)
	if !compares {
		a.found = decide.Rank(found, passages)
	} else if a, err = f.compare(ctx, a); err != nil {
		return a, err
	}
	return f.settle(ctx, a)
}

// settle chooses the statements of an answer. The tier is lowered if they lack what is asked
// for: a number, a time, the year that the question names, the cell of a row.
func (f *finder) settle(ctx context.Context, a assessment) (assessment, error) {
	if row, ok, err := extract.LookUp(ctx, f.judge, f.index, a.question, f.request(a)); ok || err != nil {
		a.tier, a.statements = TierSure, []extract.Statement{row}
		if ok && f.request(a).HasSaid(row) { // the answer before was this row: there is nothing more to say
			a.tier, a.statements = TierRefused, nil
		}
		return a, err
	}
	if a.tier == TierRefused {
		// A section whose heading is what is asked for is worth showing, whatever it says.
		if list, ok := extract.Titled(f.request(a)); ok {
			a.tier, a.statements = TierUnsure, []extract.Statement{list}
		}
		return a, nil
	}
	asked := false
	a.statements, asked = extract.Choose(f.request(a))
	switch {
	case len(a.statements) == 0:
		a.tier = TierRefused
	case asked:
		a.tier = TierSure
	case a.tier == TierSure:
		row, ok, err := decide.ReadRow(ctx, f.judge, f.index, a.question, a.statements[0].Ref, a.statements[0].Span)
		if err != nil {
			return a, err
		}
		if ok && row.Lacks() || !f.request(a).Expected(a.question.Text, a.statements) {
			a.tier = TierUnsure
			a.statements, _ = extract.Choose(f.request(a))
		}
	}
	if a.tier == TierUnsure && !f.request(a).OfThatDay(a.statements) {
		a.tier, a.statements = TierRefused, nil
	}
	return f.contradict(ctx, a)
}

// contradict looks for other articles that give another value for what is asked. If there are
// any, the tier becomes unsure and the answer shows all the values.
func (f *finder) contradict(ctx context.Context, a assessment) (assessment, error) {
	if a.tier == TierRefused || len(a.compared) > 0 || !f.index.Many() {
		return a, nil
	}
	first := a.statements[0]
	others, err := conflict.Finder{Judge: f.judge, Index: f.index}.Find(ctx, a.question, conflict.Sentence{Ref: first.Ref, Span: first.Span}, a.passages, a.found)
	if err != nil || len(others) == 0 {
		return a, err
	}
	a.tier, a.conflict, a.statements = TierUnsure, true, a.statements[:1]
	for _, o := range others {
		a.statements = append(a.statements, extract.Statement{Ref: o.Ref, Span: o.Span, Lines: []corpus.Span{o.Span}})
	}
	return a, nil
}

// decide turns evidence into a confidence and a tier.
func (f *finder) decide(a assessment, e decide.Evidence) assessment {
	answers := f.calibration.Model(decide.Answers, f.index.Model(), e)
	right := f.calibration.Model(decide.Right, f.index.Model(), e)
	a.evidence, a.confidence = e, answers.Probability(e)
	a.ratio = a.confidence / answers.Enough
	switch {
	case a.ratio < 1:
		a.tier = TierRefused
	case right.Probability(e) < right.Enough:
		a.tier = TierUnsure
	default:
		a.tier = TierSure
	}
	return a
}
