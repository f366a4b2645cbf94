package rehearsal

import (
	"slices"
	"strings"

	"footnote/cmd/footnote/internal/questions"
	"footnote/corpus"
)

// A Status says what has become of a kept answer.
type Status string

// The statuses of a [Change].
const (
	Same    Status = "same"
	New     Status = "new"     // no answer to the question was kept
	Gained  Status = "gained"  // there was no answer before
	Changed Status = "changed" // it rests on other sentences; the previous ones still exist or were reworded
	Weaker  Status = "weaker"  // its sentences still exist, but the engine is less sure
	Gone    Status = "gone"
)

// A Change says what has become of a kept answer.
type Change struct {
	Status Status  `json:"status"`
	Before string  `json:"before,omitempty"` // the previous outcome
	Had    []Place `json:"had,omitempty"`    // the previous sentences, unless the answer is the same
	Lost   []Lost  `json:"lost,omitempty"`   // if the answer is gone, where its sentences were
}

// Lost is a sentence that a kept answer rested on.
type Lost struct {
	Place           // its current place: Line is the line of what has replaced it
	Was      int    `json:"was_line,omitempty"` // its previous line
	Stands   bool   `json:"stands"`             // it still exists, but the answer does not rest on it
	Reads    string `json:"reads,omitempty"`    // the sentence that it has probably become
	FileGone bool   `json:"file_gone,omitempty"`
}

// A Comparison compares results with kept answers.
type Comparison struct {
	Kept     Kept
	Articles []*corpus.Article // as they are now
	Files    *Files

	matcher matcher
	texts   string          // the letters of all articles
	known   map[string]bool // the letters of all kept sentences
}

// NewComparison returns a comparison with the articles as they are now.
func NewComparison(k Kept, articles []*corpus.Article, files *Files) *Comparison {
	var texts strings.Builder
	for _, a := range articles {
		texts.WriteString(letters(a.Text) + "\n")
	}
	known := map[string]bool{}
	for _, a := range k.Answers {
		for _, p := range a.Shown {
			known[letters(p.Quotation)] = true
		}
	}
	return &Comparison{k, articles, files, newMatcher(), texts.String(), known}
}

// All sets the Change of each result.
func (c *Comparison) All(results []Result) {
	for i := range results {
		results[i].Change = c.of(results[i])
	}
}

// of returns what has become of the kept answer to a question.
func (c *Comparison) of(r Result) *Change {
	before, found := c.Kept.of(r)
	if !found {
		return &Change{Status: New}
	}
	change := &Change{Status: Same, Before: before.Outcome}
	had := before.Outcome == questions.Answer || before.Outcome == questions.Unsure
	switch {
	case had:
		change.Status = c.status(before, r)
	case r.answers():
		change.Status = Gained
	}
	if change.Status != Same && had {
		change.Had = before.Shown
	}
	if change.Status == Gone {
		for i, p := range before.Shown {
			if !shows(r, p) && (i == 0 || before.Outcome == questions.Answer) {
				change.Lost = append(change.Lost, c.lost(p))
			}
		}
	}
	return change
}

// status compares a result with the kept answer.
func (c *Comparison) status(before KeptAnswer, now Result) Status {
	sure := before.Outcome == questions.Answer
	shown, removed := 0, false
	for i, p := range before.Shown {
		switch {
		case shows(now, p):
			shown++
		case !sure && i > 0: // the first sentence is the closest; the others are not answers
		case !c.stands(p) && !c.reworded(now, p):
			removed = true
		}
	}
	switch {
	case removed, sure && !now.answers():
		return Gone
	case !now.answers(), sure && now.Outcome == questions.Unsure && shown > 0:
		return Weaker
	case sure && now.Outcome == questions.Unsure:
		return Gone
	case shown == len(before.Shown) && shown == len(now.Shown):
		return Same
	}
	return Changed
}

// shows reports whether a result rests on a sentence, wherever it is now.
func shows(r Result, p Place) bool {
	wanted := letters(p.Quotation)
	return slices.ContainsFunc(r.Shown, func(now Place) bool { return letters(now.Quotation) == wanted })
}

// stands reports whether any article contains a sentence.
func (c *Comparison) stands(p Place) bool { return strings.Contains(c.texts, letters(p.Quotation)) }

// reworded reports whether a result rests on a sentence that may be a rewording of p.
func (c *Comparison) reworded(r Result, p Place) bool {
	return slices.ContainsFunc(r.Shown, func(now Place) bool { return c.likeness(now, p) >= alike })
}

// likeness returns how similar a sentence is to a kept one. It is 0 if now is certainly a
// different sentence: one of another file, or itself a kept sentence.
func (c *Comparison) likeness(now, before Place) float64 {
	if now.File != before.File || c.known[letters(now.Quotation)] {
		return 0
	}
	return c.matcher.likeness(now.Quotation, before.Quotation)
}

// lost finds where a sentence was: the sentence itself, the one that it has probably become,
// its place under its heading or, failing these, its previous line.
func (c *Comparison) lost(p Place) Lost {
	l := Lost{Place: p, Was: p.Line, Stands: c.stands(p)}
	i := slices.IndexFunc(c.Articles, func(a *corpus.Article) bool { return c.Files.Name(a) == p.File })
	if i < 0 {
		l.FileGone, l.Line = true, 0
		return l
	}
	a := c.Articles[i]
	if line := c.Files.lines(a).findLetters("", letters(p.Quotation)); line > 0 {
		l.Line = line
		return l
	}
	if now, likeness := c.likest(a, p); likeness >= alike {
		l.Line, l.Reads = now.Line, now.Quotation
		return l
	}
	if l.Line = c.Files.under(a, p); l.Line == 0 {
		l.Line = min(p.Line, c.Files.lines(a).count)
	}
	return l
}

// likest returns the sentence of an article that is most similar to a kept one.
func (c *Comparison) likest(a *corpus.Article, before Place) (best Place, likeness float64) {
	for i, p := range a.Passages {
		for _, s := range p.Sentences {
			now := Place{File: before.File, Quotation: a.Quote(s)}
			if n := c.likeness(now, before); n > likeness {
				now.Line = c.Files.place(a, i, s).Line
				best, likeness = now, n
			}
		}
	}
	return best, likeness
}
