package verify

import (
	"fmt"
	"slices"
	"strings"
)

// The limits were set on the answers marked "tune" in testdata/answers.jsonl;
// docs/quality.md has what they measure on the others.
const (
	// nearEnough is how much of the best segment's score another one must have
	// to be what a clause rests on.
	nearEnough = 0.6
	// citedBonus goes to the score of a segment that is cited.
	citedBonus = 0.1
)

// judge checks a claim with the evidence.
func (c *Checker) judge(one claim, s Statement, sources []Source, e evidence) (Verdict, error) {
	never := func() bool { return false }
	for _, check := range []struct {
		reason  func() (string, error)
		opposes func() bool // to fail it is to say otherwise than the evidence
	}{
		{func() (string, error) { return c.links(one, sources), nil }, never},
		{func() (string, error) { return c.intruded(one, e), nil }, never},
		{func() (string, error) { return c.quotations(one, e), nil }, never},
		{func() (string, error) { return c.named(one, e) }, never},
		{func() (string, error) { return c.anchor(one, &e, s, sources) }, func() bool { return e.rivalled }},
		{func() (string, error) { return c.attributed(one, e) }, func() bool { return true }},
		{func() (string, error) { return c.agrees(one, e), nil }, func() bool { return true }},
		{func() (string, error) { return c.overlaps(one, e, s), nil }, never},
	} {
		reason, err := check.reason()
		if err != nil {
			return Verdict{}, err
		}
		if reason == "" {
			continue
		}
		v := Verdict{Reason: reason}
		// It must be about the same, or it is only something else.
		if check.opposes() && c.overlaps(one, e, s) == "" {
			v.Against = e.support()
		}
		return v, nil
	}
	return Verdict{Supported: true, Support: e.support()}, nil
}

// links: an address must stand in a source exactly as it is.
func (c *Checker) links(one claim, sources []Source) string {
	for _, address := range one.links {
		if !slices.ContainsFunc(sources, func(source Source) bool {
			return slices.ContainsFunc(source.Sentences, func(s string) bool { return strings.Contains(s, address) })
		}) {
			return "no passage has such an address"
		}
	}
	return ""
}

// intruded: a statement must not turn to the reader, or to the model.
func (c *Checker) intruded(one claim, e evidence) string {
	if said, yes := intrudes(c.analyser.Fold(one.text), e.all); yes {
		return fmt.Sprintf("no passage speaks of %q", said)
	}
	return ""
}

// quotations: what is quoted must stand in the source, in its own language.
func (c *Checker) quotations(one claim, e evidence) string {
	for _, q := range one.quotes {
		if strings.Contains(withoutMarks(e.all), withoutMarks(q)) {
			continue
		}
		if e.segments[0].chinese != c.analyser.Language(q).Chinese() {
			continue // a translation
		}
		return fmt.Sprintf("the passage does not say %q", q)
	}
	return ""
}

// withoutMarks leaves out spaces and punctuation.
func withoutMarks(folded string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && (r < '0' || r > '9' && r < 'a' || r > 'z') || strings.ContainsRune("，。、；：！？「」『』“”‘’《》（）…—·", r) {
			return -1
		}
		return r
	}, folded)
}
