package verify

import (
	"cmp"
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

// A Rule is one that a statement is held to.
type Rule int

// The rules, in the order in which they are looked at.
const (
	Address     Rule = iota // an address stands in the sources as it is
	Intrusion               // it speaks to nobody, and of no prompts
	Quotation               // what is quoted stands in the sources
	Name                    // every name stands in the sources
	Number                  // every number stands in the sources
	Count                   // so does a small one, unless it was counted
	OtherNumber             // and belongs to the same there
	Attribution             // what is said of a name is said of the same name there
	Denial                  // what it denies is denied there, and the other way round
	Opposition              // it does not say the opposite
	Overstating             // all and most are said there, too
	Words                   // enough of its words stand there
)

// A Finding is a rule that a statement breaks, and how.
type Finding struct {
	Rule   Rule
	Reason string
}

// findings holds a claim against the evidence, which gets what each clause rests
// on. The first finding matters most.
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

// byWords is the verdict where the rules alone decide.
func byWords(found []Finding, e evidence) Verdict {
	if len(found) == 0 {
		return Verdict{Supported: true, Support: e.support()}
	}
	v := Verdict{Reason: found[0].Reason}
	// It must be about the same, or it is only something else.
	if found[0].opposes(e) && found[len(found)-1].Rule != Words {
		v.Against = e.support()
	}
	return v
}

// opposes reports whether to break the rule is to say otherwise than the evidence.
func (f Finding) opposes(e evidence) bool {
	return f.Rule >= Attribution && f.Rule < Words || e.rivalled && f.Rule >= Number && f.Rule <= OtherNumber
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
