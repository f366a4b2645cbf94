package main

import (
	"context"
	"strings"
	"time"
)

// pollInterval is the resolution with which the times of answers are measured.
const pollInterval = 20 * time.Millisecond

// watch records when each answer is complete. It returns when all are, or when s.patience has
// passed since everybody has asked.
func (c *crowd) watch(ctx context.Context, s settings, spoken <-chan struct{}) error {
	ticker := time.NewTicker(pollInterval)
	defer ticker.Stop()
	var end <-chan time.Time
	var open []*ask
	seen := 0
	for {
		select {
		case <-spoken:
			spoken, end = nil, time.After(s.patience)
		case <-end:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		case now := <-ticker.C:
			all := c.all()
			open = append(open, all[seen:]...)
			seen = len(all)
			open = unanswered(open, now, s.sign)
			if spoken == nil && len(open) == 0 && seen == len(c.plan) {
				return nil
			}
		}
	}
}

// unanswered records the time of the questions that have been answered, and returns the others.
func unanswered(open []*ask, now time.Time, sign string) []*ask {
	rest := open[:0]
	for _, a := range open {
		if a.answered(sign) {
			a.took = now.Sub(a.at)
		} else {
			rest = append(rest, a)
		}
	}
	return rest
}

func (a *ask) answered(sign string) bool {
	for _, m := range a.replies() {
		if isComplete(m.Text(), sign) {
			return true
		}
	}
	return false
}

// cursor is at the end of an answer that is still being written.
const cursor = "▌"

// isComplete reports whether a message is a complete answer. Messages that the bot does not
// know the answer, is waiting, or has failed do not contain the sign.
func isComplete(text, sign string) bool {
	text = strings.TrimSpace(text)
	return text != "" && strings.Contains(text, sign) && !strings.HasSuffix(text, cursor)
}
