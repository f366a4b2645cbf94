package rag

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"footnote/corpus"
	"footnote/rag/lexical"
	"footnote/rag/prompt"
	"footnote/rag/verify"
)

// A draft is an answer while a model writes it. Only statements that a passage
// bears out are shown, and what was shown stays.
type draft struct {
	verifier *Verifier
	emit     func(string) error
	phrases  phrases
	language lexical.Language

	ctx     context.Context // of the attempt
	refs    []Ref           // that the model sees, in the order of their numbers
	reading *Reading        // of them
	// What it sees, squeezed.
	instructions, passages string

	splitter  verify.Splitter
	said      map[string]int // how often, by the statement
	cites     bool           // the model has cited something
	pending   []verify.Piece // statements before that
	text      strings.Builder
	answer    Answer
	gap       bool  // a statement was left out since the last that was shown
	refused   bool  // it says that the passages do not answer
	denied    bool  // one of the statements says so in words
	emitError error // of the reader
}

// errEnough ends a model that goes round in circles, or has said that there is
// no answer.
var errEnough = errors.New("the model has said enough")

const (
	// omission stands where statements were left out.
	omission = "[…]"
	// maxRepeats is how often a statement may come again before the model is
	// taken to go round in circles.
	maxRepeats = 3
	// maxSupport is how many footnotes one statement has at most.
	maxSupport = 3
)

func (d *draft) begin(ctx context.Context, instructions string, refs []Ref) {
	d.ctx, d.refs, d.splitter, d.said = ctx, refs, verify.Splitter{}, map[string]int{}
	d.reading, d.cites, d.pending = d.verifier.Read(refs), false, nil
	d.instructions, d.passages = squeeze(instructions), ""
	for _, r := range refs {
		d.passages += squeeze(r.Text()) + "\n"
	}
}

// add takes what the model wrote.
func (d *draft) add(delta string) error { return d.take(d.splitter.Add(delta)) }

// end takes what is left when the model has finished.
func (d *draft) end() error {
	if err := d.take(d.splitter.End()); err != nil && !errors.Is(err, errEnough) {
		return err
	}
	return d.settle(nil)
}

func (d *draft) take(pieces []verify.Piece) error {
	for _, p := range pieces {
		if err := d.consider(p); err != nil {
			return err
		}
	}
	return nil
}

// consider leaves out what is no statement for a reader, and has the others
// judged once the model has cited something.
func (d *draft) consider(p verify.Piece) error {
	if strings.Contains(p.Text, prompt.Sentinel) {
		if strings.HasPrefix(p.Text, prompt.Sentinel) && !d.shown() && len(d.pending) == 0 && d.answer.Statements == (Statements{}) {
			d.refused = true
			return errEnough
		}
		return nil
	}
	if d.said[p.Text]++; d.said[p.Text] > 1 {
		if d.said[p.Text] > maxRepeats {
			return errEnough
		}
		return nil
	}
	if statesNothing(p.Text) {
		return nil
	}
	if d.elsewhere(p.Text) || d.leaks(p.Text) {
		d.drop(p.Text)
		return nil
	}
	if len(p.Cites) == 0 && !d.cites {
		d.pending = append(d.pending, p)
		return nil
	}
	if !d.cites {
		d.cites = true
		if err := d.settle(p.Cites); err != nil {
			return err
		}
	}
	return d.judge(p, p.Cites)
}

// settle judges the statements that came before the first footnote. That
// footnote may stand for them too; where none came at all, the model minds no
// passages, and only what it copied is shown.
func (d *draft) settle(cites []int) error {
	pending := d.pending
	d.pending = nil
	for _, p := range pending {
		if len(cites) == 0 && !d.copied(p.Text) {
			d.drop(p.Text)
			continue
		}
		if err := d.judge(p, cites); err != nil {
			return err
		}
	}
	return nil
}

// judge shows a statement if a passage bears it out.
func (d *draft) judge(p verify.Piece, cites []int) error {
	v, err := d.reading.Check(d.ctx, d.whole(p.Text), cites)
	if err != nil {
		return err
	}
	if !v.Supported {
		d.drop(p.Text)
		return nil
	}
	d.answer.Statements.Supported++
	switch {
	case len(p.Cites) == 0:
		d.answer.Statements.Uncited++
	case v.Moved:
		d.answer.Statements.Miscited++
	}
	return d.show(d.render(p, v.Support))
}

// footnote is the number of the footnote to a sentence, a new one if need be.
func (d *draft) footnote(place verify.Place) int {
	ref := d.refs[place.Source]
	span := ref.Article.Passages[ref.Passage].Sentences[place.Sentence]
	if i := slices.IndexFunc(d.answer.Footnotes, func(f Footnote) bool { return f.Article == ref.Article && f.Span == span }); i >= 0 {
		return i + 1
	}
	n := len(d.answer.Footnotes) + 1
	d.answer.Footnotes = append(d.answer.Footnotes, Footnote{n, ref, span, ref.Article.Quote(span)})
	return n
}

func (d *draft) show(text string) error {
	d.text.WriteString(text)
	if err := d.emit(text); err != nil {
		d.emitError = err
		return err
	}
	return nil
}

func (d *draft) shown() bool { return d.text.Len() > 0 }

// abstains reports whether the model said that there is no answer, and nothing
// else that holds.
func (d *draft) abstains() bool { return !d.shown() && (d.refused || d.denied) }

// thin reports whether too little of what was written holds.
func (d *draft) thin() bool {
	return !d.shown() || d.answer.Statements.Dropped > d.answer.Statements.Supported
}

// close marks that statements at the end were left out.
func (d *draft) close() error {
	if !d.gap {
		return nil
	}
	d.gap = false
	return d.show(" " + omission)
}

// finish is the answer as it was shown.
func (d *draft) finish() Answer {
	d.answer.Text = d.text.String()
	return d.answer
}

// has reports whether a sentence has a footnote already.
func (d *draft) has(s statement) bool {
	return slices.ContainsFunc(d.answer.Footnotes, func(f Footnote) bool {
		return f.Article == s.Article && f.Span == corpus.Span(s.Span)
	})
}

// quote adds sentences of the articles below what the model wrote.
func (d *draft) quote(a *Answer, chosen []statement) error {
	var out strings.Builder
	out.WriteString("\n\n" + d.phrases.quoted)
	for _, s := range chosen {
		n := len(a.Footnotes) + 1
		a.Footnotes = append(a.Footnotes, Footnote{n, s.Ref, s.Span, s.quote()})
		out.WriteString("\n" + oneLine(s.quote()) + " [" + strconv.Itoa(n) + "]")
	}
	a.Text += out.String()
	return d.emit(out.String())
}
