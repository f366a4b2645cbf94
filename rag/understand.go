package rag

import (
	"context"
	"strings"
)

// understand takes a question by itself and, where it sounds like a follow-up or
// the articles do not answer it, together with the question before.
func (f *finder) understand(ctx context.Context, q asked) (assessment, error) {
	alone, err := f.assess(ctx, q.Query)
	enough := alone.threshold
	if isFollowUp(q.Text) {
		enough = enoughForFollowUp
	}
	if err != nil || len(q.history) == 0 || alone.confidence >= enough {
		return alone, err
	}
	before := q.history[len(q.history)-1].Question
	whole := strings.TrimSpace(before) + " " + strings.TrimSpace(q.Text)
	if checkQuestion(whole) != nil {
		return alone, nil
	}
	read, err := f.read(ctx, whole)
	if err != nil {
		return alone, err
	}
	together, err := f.assess(ctx, read)
	if err != nil || !together.answerable() {
		return alone, err
	}
	return together, nil
}

// enoughForFollowUp is the confidence from which on a question that sounds like
// a follow-up is answered by itself: 那2022年的數據產量呢 says all that it needs.
const enoughForFollowUp = 0.8

// isFollowUp reports whether a question says itself that it goes on from
// another: 那產量呢, what about exports.
func isFollowUp(question string) bool {
	question = strings.ToLower(strings.TrimSpace(question))
	for _, start := range []string{"那", "它", "他", "她", "這", "这", "其中", "and ", "what about", "how about", "then "} {
		if strings.HasPrefix(question, start) {
			return true
		}
	}
	return strings.HasSuffix(strings.TrimRight(question, "?？。! "), "呢")
}
