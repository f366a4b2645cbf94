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
	maxModels   = 1 << 20 // bytes of the list of models
	fewModels   = 5       // that a hint names
)

// Check reports whether the server answers, with a request of a few tokens that
// takes the same way as all others. Whether a thinking model gets to its answer
// in so few does not matter. Where the server does not know the model, the hint
// of the [*Error] names some that it knows.
func (g *Generator) Check(ctx context.Context) error {
	p := rag.Prompt{User: "Say OK.", MaxTokens: checkTokens}
	_, err := g.Generate(ctx, p, func(string) error { return nil })
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

// models are a few names of models that the server has, first those most like
// the one that is set. There are none where it does not tell.
func (g *Generator) models(ctx context.Context) []string {
	ctx, cancel := context.WithTimeout(ctx, g.options.FirstToken)
	defer cancel()
	d := &doer{client: g.client, secret: g.options.Key, limit: maxModels}
	list, err := d.through(g.options.BaseURL).ListModels(ctx)
	if err != nil {
		return nil // the error to report is why they are asked for
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

// shared is how many bytes two names begin with alike.
func shared(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}
