package main

import (
	"context"
	"strings"
	"time"
)

// lookEvery is how exactly the time of an answer is known.
const lookEvery = 20 * time.Millisecond

// watch notes when answers are whole, until all are or patience is at its end,
// which begins when everybody has asked.
func (c *crowd) watch(ctx context.Context, s settings, spoken <-chan struct{}) error {
	ticker := time.NewTicker(lookEvery)
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

// unanswered notes the time of those that are answered, and returns the rest.
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
		if whole(m.Text(), sign) {
			return true
		}
	}
	return false
}

// growing stands at the end of an answer that is still being written.
const growing = "▌"

// whole reports whether a message is an answer, and all of it. That the bot
// does not know, waits, or is sorry is none.
func whole(text, sign string) bool {
	text = strings.TrimSpace(text)
	return text != "" && strings.Contains(text, sign) && !strings.HasSuffix(text, growing)
}
