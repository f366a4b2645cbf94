package rag

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"footnote/rag/prompt"
)

// generate lets the model write from as many passages as it takes.
func (e *Engine) generate(ctx context.Context, d *draft, u understanding) error {
	refs := e.fit(u.wide)
	for {
		err := e.attempt(ctx, d, u.question, refs)
		if causeOf(err) != CauseTooLong || d.shown() || len(refs) < 2 {
			return err
		}
		refs = refs[:len(refs)/2] // still the best ones
	}
}

// attempt writes once, from passages given best first.
func (e *Engine) attempt(ctx context.Context, d *draft, question string, refs []Ref) error {
	refs = slices.Clone(refs)
	slices.SortFunc(refs, func(a, b Ref) int { return cmp.Compare(a.order(), b.order()) })
	many := e.index.many()
	passages := make([]prompt.Passage, len(refs))
	for i, r := range refs {
		passages[i] = prompt.Passage{Number: i + 1, Heading: r.heading(many), Text: r.Text()}
	}
	m, err := e.writer.texts.Answer(question, d.phrases.model, passages)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	d.begin(ctx, m.System, refs)
	made, err := e.writer.Generator.Generate(ctx, Prompt{System: m.System, User: m.User}, d.add)
	d.answer.Usage = d.answer.Usage.plus(made)
	switch {
	case errors.Is(err, errEnough):
		return d.settle(nil)
	case err != nil:
		return err
	case made.Finish == FinishLength: // what is left is no whole statement
		err := d.settle(nil)
		d.gap = true
		return err
	}
	return d.end()
}

// fit is the passages that fit a prompt, best first.
func (e *Engine) fit(hits []Hit) []Ref {
	var refs []Ref
	left := e.writer.ContextTokens
	for _, h := range hits {
		left -= prompt.Tokens(h.Text())
		if left < 0 && len(refs) > 0 {
			break
		}
		refs = append(refs, h.Ref)
	}
	return refs
}

// plus is both together, ended as the latter did.
func (g Generated) plus(o Generated) Generated {
	return Generated{o.Finish, g.InputTokens + o.InputTokens, g.OutputTokens + o.OutputTokens, g.Cost + o.Cost, g.Truncated || o.Truncated}
}
