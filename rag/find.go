package rag

import (
	"context"

	"footnote/corpus"
	"footnote/rag/decide"
	"footnote/rag/extract"
	"footnote/rag/followup"
	"footnote/rag/index"
)

// A finder finds the passages that belong to a question and says how likely they
// answer it.
type finder struct {
	index       *index.Index
	retriever   *index.Retriever
	embedder    index.Embedder // or nil
	judge       decide.Judge   // or nil
	calibration decide.Calibration
	depth       int // how many passages are found for a question
}

// An assessment is a question that stands by itself, with what was found for it
// and how likely that answers it.
type assessment struct {
	question   index.Query
	found      []index.Hit       // best first
	passages   []decide.Passage  // those of them that it is decided by, and quoted from
	compared   []*corpus.Article // where the question compares articles: these, best first
	confidence float64           // probability that passages answer the question, 0..1
	ratio      float64           // of confidence to what is enough to show them
	tier       Tier
	evidence   decide.Evidence
	said       string              // of it before, where more is asked for
	statements []extract.Statement // that answer it, or come closest; none if it is refused
}

// understand takes a question by itself or, in a conversation, in the form in which
// it stands by itself that the articles answer best.
func (f *finder) understand(ctx context.Context, q asked) (assessment, error) {
	alone, err := f.assess(ctx, q.Query)
	if len(q.history) == 0 && alone.tier == TierSure && followup.Contrasts(q.Text) {
		alone.tier = TierUnsure // what is asked of it was not said
	}
	depends := followup.Depends(q.Text)
	if err != nil || len(q.history) == 0 || alone.tier == TierSure && !depends {
		return alone, err
	}
	best := alone
	best.ratio = max(1, alone.ratio) * clearly
	if depends { // it means little by itself
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
		if depends && whole.tier == TierSure && (alone.tier != TierSure || whole.confidence >= alone.confidence-alike) {
			return whole, nil
		}
		if whole.tier != TierRefused && whole.ratio > best.ratio {
			best = whole
		}
	}
	if best.tier == "" || best.question.Text == alone.question.Text {
		return alone, nil
	}
	return best, nil
}

const (
	// maxForms is how many forms of a question are tried.
	maxForms = 3
	// clearly is how much better another form must be answered than a question that
	// does not say that it goes on from another.
	clearly = 1.2
	// alike is how much less likely a form may be than a question by itself that says
	// that it goes on from another.
	alike = 0.05
)

// questions are those of a conversation, the latest last.
func questions(history []Turn) []string {
	all := make([]string, len(history))
	for i, h := range history {
		all[i] = h.Question
	}
	return all
}

// read reads a question: its language, its words and its vector.
func (f *finder) read(ctx context.Context, text string) (index.Query, error) {
	q, err := f.index.Read(text)
	if err != nil {
		return q, err
	}
	return f.retriever.Embed(ctx, q)
}

// assess searches for a question that was read and decides how likely what it
// finds answers it.
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

// settle chooses the statements of an answer. It is not sure without what is asked
// for: a number, a time, the year that the question names, the cell of a row.
func (f *finder) settle(ctx context.Context, a assessment) (assessment, error) {
	if row, ok, err := extract.LookUp(ctx, f.judge, f.index, a.question, f.request(a)); ok || err != nil {
		a.tier, a.statements = TierSure, []extract.Statement{row}
		if ok && f.request(a).HasSaid(row) { // there is no more of it
			a.tier, a.statements = TierRefused, nil
		}
		return a, err
	}
	if a.tier == TierRefused {
		// A section that is called what is asked for is worth showing, whatever it says.
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
