package verify

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// The limits were set on the answers marked "tune" in testdata/answers.jsonl; docs/quality.md
// has the measurements on the others.
const (
	// nearShare is the share of the best segment's score from which on a clause may rest on
	// another segment.
	nearShare = 0.6
	// citedBonus is added to the score of a cited segment.
	citedBonus = 0.1
)

// A Rule is a rule that statements are checked by.
type Rule int

// The rules, in the order in which they are checked.
const (
	Address     Rule = iota // an address occurs verbatim in the sources
	Intrusion               // the statement does not address anybody or speak of prompts
	Quotation               // what is quoted occurs in the sources
	Name                    // every name occurs in the sources
	Number                  // every number occurs in the sources
	Count                   // so does every small number, unless it was counted
	OtherNumber             // a number belongs to the same thing in the sources
	Attribution             // what is said of a name is said of the same name in the sources
	Denial                  // the sources deny what the statement denies, and nothing else of it
	Opposition              // the statement does not say the opposite
	Overstating             // "all" and "most" are said in the sources too
	Words                   // the sources have enough of the statement's words
)

// A Finding is a rule that a statement breaks, with the reason.
type Finding struct {
	Rule   Rule
	Reason string
}

// findings checks a claim against the evidence, and sets the best segments of the evidence.
// The first finding is the most important.
func (c *Checker) findings(one claim, s Statement, sources []Source, e *evidence) ([]Finding, error) {
	if err := c.anchor(one, e, s, sources); err != nil {
		return nil, err
	}
	unnamed, err := c.named(one, *e)
	if err != nil {
		return nil, err
	}
	intruded, err := c.intruded(one, *e)
	if err != nil {
		return nil, err
	}
	attributed, err := c.attributed(one, *e)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc([]Finding{
		{Address, c.links(one, sources)},
		{Intrusion, intruded},
		{Quotation, c.quotations(one, *e)},
		{Name, unnamed},
		c.numbers(one, e),
		{Attribution, attributed},
		c.agrees(one, *e),
		{Words, c.overlaps(one, *e, s)},
	}, func(f Finding) bool { return f.Reason == "" }), nil
}

// byWords returns the verdict by the rules alone.
func byWords(found []Finding, e evidence) Verdict {
	if len(found) == 0 {
		return Verdict{Supported: true, Support: e.support()}
	}
	v := Verdict{Reason: found[0].Reason}
	// It must be about the same thing; otherwise it is merely something different.
	if found[0].opposes(e) && found[len(found)-1].Rule != Words {
		v.Against = e.support()
	}
	return v
}

// opposes reports whether breaking the rule means contradicting the evidence.
func (f Finding) opposes(e evidence) bool {
	return f.Rule >= Attribution && f.Rule < Words || e.rivalled && f.Rule >= Number && f.Rule <= OtherNumber
}

// links checks that every address occurs verbatim in a source. It returns the reason if not.
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

// intruded checks that a statement does not address the reader or the model. It returns the
// reason if it does.
func (c *Checker) intruded(one claim, e evidence) (string, error) {
	var failed error
	translated := func(word string) bool {
		translations, err := c.analyser.Translations(word)
		failed = cmp.Or(failed, err)
		return slices.ContainsFunc(translations, func(t string) bool { return len(t) >= 3 && strings.Contains(e.all, t) })
	}
	if said, yes := intrudes(c.analyser.Fold(one.text), e.all, translated); yes {
		return fmt.Sprintf("no passage speaks of %q", said), failed
	}
	return "", failed
}

// quotations checks that every quotation occurs in the source. It returns the reason if not.
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

// withoutMarks removes spaces and punctuation.
func withoutMarks(folded string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && (r < '0' || r > '9' && r < 'a' || r > 'z') || strings.ContainsRune("，。、；：！？「」『』“”‘’《》（）…—·", r) {
			return -1
		}
		return r
	}, folded)
}
