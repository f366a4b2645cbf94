package openai

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"footnote/rag"
)

const (
	checkTokens = 5
	maxModels   = 1 << 20 // size limit of the list of models, in bytes
	fewModels   = 5       // number of models that a hint names
)

// Check reports whether the server answers, with a request of a few tokens that takes the same
// path as all others. A thinking model need not get to its answer within these tokens. If the
// server does not know the model, the hint of the [*Error] names some that it knows.
func (g *Generator) Check(ctx context.Context) error {
	return g.check(ctx, Picture{})
}

// CheckSight is like Check, but the request has a picture.
func (g *Generator) CheckSight(ctx context.Context, p Picture) error { return g.check(ctx, p) }

func (g *Generator) check(ctx context.Context, shown Picture) error {
	p := rag.Prompt{User: "Say OK.", MaxTokens: checkTokens}
	_, err := g.generate(ctx, wanted{p, shown}, func(string) error { return nil })
	var failed *Error
	switch {
	case !errors.As(err, &failed):
		return err
	case failed.empty, failed.Kind == KindRefused && strings.Contains(failed.Message, "output limit was reached"):
		return nil
	case failed.Kind == KindNotFound:
		if names := g.models(ctx); len(names) > 0 {
			failed.Hint = "the server has " + clean(strings.Join(names, ", "), g.options.Key)
		}
	}
	return failed
}

// models returns the names of a few models that the server has, those most like the configured
// one first, or none if it does not tell.
func (g *Generator) models(ctx context.Context) []string {
	ctx, cancel := context.WithTimeout(ctx, g.options.FirstToken)
	defer cancel()
	d := &doer{client: g.client, secret: g.options.Key, limit: maxModels}
	list, err := d.apiClient(g.options.BaseURL).ListModels(ctx)
	if err != nil {
		return nil // the caller reports a more important error
	}
	var names []string
	for _, model := range list.Models {
		names = append(names, model.ID)
	}
	slices.SortStableFunc(names, func(a, b string) int {
		return cmp.Compare(shared(b, g.options.Model), shared(a, g.options.Model))
	})
	return names[:min(len(names), fewModels)]
}

// shared returns the length of the common prefix of two names, in bytes.
func shared(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}
