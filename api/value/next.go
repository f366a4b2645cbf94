package value

import (
	"context"

	"footnote/rag"
	"footnote/rag/intent"
)

// next is the number of questions suggested.
const next = 3

// A Suggester suggests questions that the articles answer.
type Suggester interface {
	Suggest(ctx context.Context, a rag.Answer, n int) ([]string, error)
}

// Next returns up to three questions that the articles answer, if the reader does not know yet
// what to ask (see [Invites]), and none otherwise.
func Next(ctx context.Context, of Suggester, a rag.Answer) ([]string, error) {
	if !Invites(a) {
		return nil, nil
	}
	return of.Suggest(ctx, a, next)
}

// Invites reports whether an answer should suggest questions: a greeting, or an answer to a
// question about the program.
func Invites(a rag.Answer) bool {
	return a.Intent == intent.Help || a.Intent == intent.Identity || a.Intent == intent.Greeting
}
