// Package openai makes vectors and answers over any OpenAI-compatible API: OpenAI itself,
// Azure, Ollama, llama.cpp, vLLM, LM Studio, OpenRouter, and for vectors Text Embeddings
// Inference.
//
// It is the only package that uses go-openai, and it exposes no type of that library.
// Everything about the network stays here: addresses, keys, retries, limits, broken streams,
// and the many ways in which servers refuse, which all become an [*Error]. Articles, passages,
// prompts and the environment stay outside.
package openai
