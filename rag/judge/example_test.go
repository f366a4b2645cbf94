package judge_test

import (
	"context"
	"fmt"

	"footnote/rag/e5"
	"footnote/rag/judge"
)

func Example() {
	embedder, err := e5.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	j := judge.New(embedder)
	ctx := context.Background()
	passages := [][]string{
		{"The bridge was closed in 2016 after inspectors found cracks.", "It was opened to cars again in 2019."},
		{"The ferry leaves every hour.", "A ticket costs two dollars."},
	}

	answers, err := j.Question(ctx, "how much is a ticket for the ferry", passages)
	if err != nil {
		fmt.Println(err)
		return
	}
	for n, a := range answers {
		for i, score := range a.Sentences {
			if judge.Probability(score) > 0.5 {
				fmt.Println("It answers:", passages[n][i])
			}
		}
	}

	claims, err := j.Claim(ctx, "The bridge was closed in 2019.", passages[:1])
	if err != nil {
		fmt.Println(err)
		return
	}
	c := claims[0]
	fmt.Println("The claim is borne out:", c.Entailed > max(c.Neutral, c.Contradicted))

	// Output:
	// It answers: A ticket costs two dollars.
	// The claim is borne out: false
}
