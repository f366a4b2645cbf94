package openai

import (
	"net/http"
	"slices"
	"strings"
)

// kind classifies a refusal by its status and, where servers use one status for many things,
// by its words. A status below 400 is that of a refusal inside a success.
func (r refusal) kind(status int) Kind {
	switch {
	case status == http.StatusPaymentRequired || strings.Contains(r.codes, "insufficient_quota"):
		return KindQuota
	case status == http.StatusNotFound || strings.Contains(r.codes, "model_not_found"):
		return KindNotFound
	case r.filtered():
		return KindFiltered
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return KindAuth
	case r.tooMany(status) || r.tooLong(status):
		return KindTooLong
	case status == http.StatusTooManyRequests:
		return KindRate
	case status == http.StatusRequestTimeout:
		return KindTimeout
	case status >= 500 || status < 400 || status == http.StatusConflict:
		return KindServer
	}
	return KindRefused
}

// tooLong recognises the words of OpenAI and vLLM (context length), Ollama (input length
// exceeds), Text Embeddings Inference (must have less than) and llama.cpp, which answers 500,
// or 400 and context size. The words alone are not enough: a gateway may answer 504 and say
// that something took too long.
func (r refusal) tooLong(status int) bool {
	switch {
	case status == http.StatusInternalServerError:
		return r.names("too large to process")
	case status == http.StatusBadRequest || status == http.StatusUnprocessableEntity || status < 400:
		return strings.Contains(r.codes, "context_length_exceeded") || r.names(
			"context length", "context size", "context window", "input length", "must have less than", "too large to process", "too long", "too many tokens")
	}
	return false
}

// filtered recognises the codes of OpenAI, Azure (content_filter) and DashScope
// (data_inspection_failed), and OpenRouter's words, which come with 403.
func (r refusal) filtered() bool {
	return strings.Contains(r.codes, "content_filter") || strings.Contains(r.codes, "content_policy") ||
		strings.Contains(r.codes, "data_inspection_failed") || r.names("input was flagged")
}

// tooMany reports whether a smaller batch may succeed: after a 413, or words about the number
// of texts or their total size. OpenAI says "array too long" and "max 300000 tokens per
// request", DashScope "batch size is invalid", SiliconFlow "maximum allowed batch size", older
// Azure "too many inputs". Ollama and llama.cpp call the room for one text a batch; halving
// does not help there.
func (r refusal) tooMany(status int) bool {
	switch status {
	case http.StatusRequestEntityTooLarge:
		return true
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		return !r.names("physical batch", "input length") && r.names(
			"batch", "array too long", "tokens per request", "too many inputs", "too many texts",
			"number of inputs", "number of texts", "input size", "input count")
	}
	return false
}

func (r refusal) names(phrases ...string) bool {
	message := strings.ToLower(r.message)
	return slices.ContainsFunc(phrases, func(phrase string) bool { return strings.Contains(message, phrase) })
}

// retryable reports whether a failure may pass by itself.
func retryable(kind Kind, status int) bool {
	switch kind {
	case KindRate, KindServer, KindTimeout:
		return status >= 400
	}
	return false
}
