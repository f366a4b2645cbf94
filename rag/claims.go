package rag

import (
	"context"
	"strings"

	"footnote/corpus"
	"footnote/rag/index"
	"footnote/rag/verify"
)

// A Finding says what the articles say to a claim.
type Finding string

// The findings.
const (
	FindingSupported Finding = "supported"
	FindingOpposed   Finding = "opposed" // the articles say otherwise
	FindingAbsent    Finding = "absent"  // the articles do not say
)

// A Claim is a sentence of somebody's text, checked against the articles.
type Claim struct {
	Text    string
	Finding Finding
	// Footnotes are the sentences that bear it out or say otherwise; none where
	// it is absent. Their numbers go on from claim to claim.
	Footnotes []Footnote
}

const (
	// MaxClaims is how many sentences of a text are checked.
	MaxClaims = 12
	// minClaim is how many characters a sentence needs to claim something.
	minClaim = 4
)

// Claims checks the sentences of a text, the first [MaxClaims] of them. A text
// without one has no claims. The error is that of the embedder or of ctx.
func (e *Engine) Claims(ctx context.Context, text string) ([]Claim, error) {
	var splitter verify.Splitter
	var claims []Claim
	type sentence struct {
		article *corpus.Article
		corpus.Span
	}
	numbers := map[sentence]int{}
	for _, piece := range append(splitter.Add(text), splitter.End()...) {
		said := strings.TrimSpace(piece.Text)
		if len([]rune(said)) < minClaim || checkQuestion(said) != nil {
			continue
		}
		claim, err := e.claim(ctx, said)
		if err != nil {
			return nil, err
		}
		for i, f := range claim.Footnotes {
			cited := sentence{f.Article, f.Span}
			if numbers[cited] == 0 {
				numbers[cited] = len(numbers) + 1
			}
			claim.Footnotes[i].Number = numbers[cited]
		}
		if claims = append(claims, claim); len(claims) == MaxClaims {
			break
		}
	}
	return claims, nil
}

// claim checks one sentence against the passages that come nearest.
func (e *Engine) claim(ctx context.Context, text string) (Claim, error) {
	q, err := e.read(ctx, text)
	if err != nil {
		return Claim{}, err
	}
	hits, err := e.retriever.Search(ctx, q, AnswerDepth)
	if err != nil {
		return Claim{}, err
	}
	refs, cites := make([]index.Ref, len(hits)), make([]int, len(hits))
	for i, h := range hits {
		refs[i], cites[i] = h.Ref, i+1
	}
	verdict, err := e.verifier.Read(refs).check(ctx, text, q.Vector, cites)
	if err != nil {
		return Claim{}, err
	}
	claim := Claim{Text: text, Finding: FindingAbsent}
	places := verdict.Against
	switch {
	case verdict.Supported:
		claim.Finding, places = FindingSupported, verdict.Support
	case len(places) > 0:
		claim.Finding = FindingOpposed
	}
	for _, place := range places {
		ref := refs[place.Source]
		claim.Footnotes = append(claim.Footnotes, newFootnote(0, ref, ref.Article.Passages[ref.Passage].Sentences[place.Sentence]))
	}
	return claim, nil
}
