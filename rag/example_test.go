package rag_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/rag"
	"footnote/rag/e5"
	"footnote/rag/index"
	"footnote/rag/judge"
)

const handbook = `# Lighthouse handbook

## The tower

The lighthouse of Sandholm is 41 metres tall and painted white. It was built in 1898.

## Visits

The lighthouse is open to visitors every Saturday from May to September. A ticket costs six euros.
`

// engine returns an engine that answers from a text, with the built-in embedder and judge.
func engine(ctx context.Context, text string) (*rag.Engine, error) {
	article, err := new(corpus.Reader).Read(ctx, doc.File{Name: "handbook.md", Source: "handbook.md", Data: []byte(text)})
	if err != nil {
		return nil, err
	}
	embedder, err := e5.New()
	if err != nil {
		return nil, err
	}
	x := index.New([]*corpus.Article{article})
	if err := x.Embed(ctx, embedder, nil); err != nil {
		return nil, err
	}
	return rag.New(x, rag.Options{Embedder: embedder, Judge: judge.New(embedder)})
}

// This reads, indexes and asks a text. Each footnote is a part of the article's text.
func Example() {
	ctx := context.Background()
	e, err := engine(ctx, handbook)
	if err != nil {
		log.Fatal(err)
	}
	answer, err := e.Answer(ctx, rag.Question{Text: "How tall is the lighthouse of Sandholm?"}, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.Tier)
	fmt.Println(answer.Text)
	for _, f := range answer.Footnotes {
		fmt.Printf("[%d] %s: %s\n", f.Number, f.Place(), f.Article.Quote(f.Span))
	}
	// Output:
	// sure
	// The lighthouse of Sandholm is 41 metres tall and painted white. [1]
	// [1] Lighthouse handbook › The tower: The lighthouse of Sandholm is 41 metres tall and painted white.
}

// A refusal is an answer, not an error.
func ExampleEngine_Answer_refusal() {
	ctx := context.Background()
	e, err := engine(ctx, handbook)
	if err != nil {
		log.Fatal(err)
	}
	answer, err := e.Answer(ctx, rag.Question{Text: "Who won the election?"}, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.Tier, answer.Abstained(), len(answer.Footnotes))
	fmt.Println(answer.Text)
	// Output:
	// refused true 0
	// The article does not say.
}

// A follow-up is asked together with the earlier questions.
func ExampleEngine_Answer_conversation() {
	ctx := context.Background()
	e, err := engine(ctx, handbook)
	if err != nil {
		log.Fatal(err)
	}
	first := rag.Question{Text: "How tall is the lighthouse of Sandholm?"}
	answer, err := e.Answer(ctx, first, nil)
	if err != nil {
		log.Fatal(err)
	}
	next := rag.Question{Text: "And when was it built?", History: []rag.Turn{{Question: first.Text, Answer: answer.Text}}}
	if answer, err = e.Answer(ctx, next, nil); err != nil {
		log.Fatal(err)
	}
	fmt.Println(answer.Text)
	// Output:
	// The lighthouse of Sandholm is 41 metres tall and painted white. It was built in 1898. [1]
}

// The text arrives piece by piece.
func ExampleEngine_Answer_streamed() {
	ctx := context.Background()
	e, err := engine(ctx, handbook)
	if err != nil {
		log.Fatal(err)
	}
	var shown strings.Builder
	answer, err := e.Answer(ctx, rag.Question{Text: "What does a ticket cost?"}, func(delta string) error {
		shown.WriteString(delta)
		return nil
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(shown.String() == answer.Text)
	// Output:
	// true
}

// Search finds passages for any words, whether they answer a question or not.
func ExampleEngine_Search() {
	ctx := context.Background()
	e, err := engine(ctx, handbook)
	if err != nil {
		log.Fatal(err)
	}
	hits, err := e.Search(ctx, "tickets for visitors", 1)
	if err != nil {
		log.Fatal(err)
	}
	for _, hit := range hits {
		fmt.Println(hit.Place())
		fmt.Println(hit.Article.Quote(hit.Best.Span))
	}
	// Output:
	// Lighthouse handbook › Visits
	// The lighthouse is open to visitors every Saturday from May to September.
}

// Claims checks somebody's sentences against the articles.
func ExampleEngine_Claims() {
	ctx := context.Background()
	e, err := engine(ctx, handbook)
	if err != nil {
		log.Fatal(err)
	}
	claims, err := e.Claims(ctx, "The lighthouse was built in 1898. The lighthouse of Sandholm is 60 metres tall. The keeper has two dogs.")
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range claims {
		fmt.Println(c.Finding, len(c.Footnotes), c.Text)
	}
	// Output:
	// supported 1 The lighthouse was built in 1898.
	// opposed 1 The lighthouse of Sandholm is 60 metres tall.
	// absent 0 The keeper has two dogs.
}
