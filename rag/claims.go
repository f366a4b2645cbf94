package rag

import (
	"context"
	"strings"

	"footnote/corpus"
	"footnote/rag/index"
	"footnote/rag/verify"
)

// A Finding says how the articles relate to a claim.
type Finding string

// The findings.
const (
	FindingSupported Finding = "supported"
	FindingUnsure    Finding = "unsure"  // the articles may support it, but the check is not certain
	FindingOpposed   Finding = "opposed" // the articles contradict it
	FindingAbsent    Finding = "absent"  // the articles do not mention it
)

// A Claim is one sentence of a text that a person submitted, checked against the articles.
type Claim struct {
	Text    string
	Finding Finding
	Likely  float64 // probability that the articles support it, if a judge decided
	// Footnotes are the sentences that (may) support or contradict the claim; none if it is absent.
	// The numbering continues from claim to claim.
	Footnotes []Footnote
}

const (
	// MaxClaims is the number of sentences of a text that are checked.
	MaxClaims = 12
	// minClaim is the length from which on a sentence is checked, in characters.
	minClaim = 4
)

// Claims checks the first [MaxClaims] sentences of a text that are not questions; without such
// sentences there are no claims. An error comes from the embedder, the judge or ctx.
func (e *Engine) Claims(ctx context.Context, text string) ([]Claim, error) {
	var splitter verify.Splitter
	var claims []Claim
	type sentence struct {
		article *corpus.Article
		corpus.Span
	}
	numbers := map[sentence]int{}
	for _, piece := range append(splitter.Add(text), splitter.End()...) {
		said, ok := piece.Stated()
		if said = strings.TrimSpace(said); !ok || len([]rune(said)) < minClaim || checkQuestion(said) != nil {
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

// claim checks one sentence against the nearest passages.
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
	claim := Claim{Text: text, Finding: FindingAbsent, Likely: verdict.Likely}
	places := verdict.Against
	switch {
	case verdict.Certain():
		claim.Finding, places = FindingSupported, verdict.Support
	case verdict.Supported:
		claim.Finding, places = FindingUnsure, verdict.Support
	case len(places) > 0:
		claim.Finding = FindingOpposed
	}
	for _, place := range places {
		ref := refs[place.Source]
		claim.Footnotes = append(claim.Footnotes, newFootnote(0, ref, ref.Article.Passages[ref.Passage].Sentences[place.Sentence]))
	}
	return claim, nil
}
