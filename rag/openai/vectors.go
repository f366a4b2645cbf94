package openai

import (
	api "github.com/sashabaranov/go-openai"
)

// inOrder returns the vectors in the order of their indices, and checks that there is one
// usable vector per text, all of the same length.
func inOrder(data []api.Embedding, texts int) ([][]float32, error) {
	if len(data) != texts {
		return nil, malformed("%d vectors for %d texts", len(data), texts)
	}
	vectors := make([][]float32, texts)
	for _, item := range data {
		if item.Index < 0 || item.Index >= texts {
			return nil, malformed("index %d for %d texts", item.Index, texts)
		}
		if vectors[item.Index] != nil {
			return nil, malformed("index %d twice", item.Index)
		}
		if err := usable(item.Embedding); err != nil {
			return nil, err
		}
		if len(item.Embedding) != len(data[0].Embedding) {
			return nil, malformed("vectors of %d and of %d numbers", len(data[0].Embedding), len(item.Embedding))
		}
		vectors[item.Index] = item.Embedding
	}
	return vectors, nil
}

// usable returns an error if a vector has no direction. The decoder has already rejected
// numbers that are not finite: JSON cannot write them, and a number beyond float32 is an
// error. A null, which some servers write instead, is decoded as 0.
func usable(vector []float32) error {
	if len(vector) == 0 {
		return malformed("a vector without numbers")
	}
	for _, number := range vector {
		if number != 0 {
			return nil
		}
	}
	return malformed("a vector of nothing but zeros")
}
