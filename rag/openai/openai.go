// Package openai makes vectors and answers over any API that speaks like
// OpenAI's: OpenAI itself, Azure, Ollama, llama.cpp, vLLM, LM Studio,
// OpenRouter, and for vectors Text Embeddings Inference.
//
// It is the only home of go-openai, and no type of that library leaves it.
// What goes over the wire stays here: addresses, keys, retries, limits, streams
// that break, and the many ways in which servers say no, all of which come out
// as one [*Error]. Articles, passages and prompts stay outside, and so does the
// environment.
package openai
