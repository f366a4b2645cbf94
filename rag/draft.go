package rag

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

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

	ctx                    context.Context // of the attempt
	refs                   []Ref           // that the model sees, in the order of their numbers
	instructions, passages string          // that it sees, squeezed
	splitter               verify.Splitter
	said                   map[string]int // how often, by the statement
	text                   strings.Builder
	answer                 Answer
	gap                    bool  // a statement was left out since the last that was shown
	refused                bool  // it says that the passages do not answer
	denied                 bool  // one of the statements says so in words
	emitError              error // of the reader
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
	d.instructions, d.passages = squeeze(instructions), ""
	for _, r := range refs {
		d.passages += squeeze(r.Text()) + "\n"
	}
}

// add takes what the model wrote.
func (d *draft) add(delta string) error { return d.take(d.splitter.Add(delta)) }

// end takes what is left when the model has finished.
func (d *draft) end() error {
	err := d.take(d.splitter.End())
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

func (d *draft) take(pieces []verify.Piece) error {
	for _, p := range pieces {
		if err := d.consider(p); err != nil {
			return err
		}
	}
	return nil
}

// consider shows a statement if a passage bears it out.
func (d *draft) consider(p verify.Piece) error {
	if strings.Contains(p.Text, prompt.Sentinel) {
		if strings.HasPrefix(p.Text, prompt.Sentinel) && !d.shown() && d.answer.Statements == (Statements{}) {
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
	if asks(p.Text) {
		return nil
	}
	if d.elsewhere(p.Text) || d.leaks(p.Text) {
		d.drop(p.Text)
		return nil
	}
	v, err := d.verifier.Check(d.ctx, p.Text, p.Cites, d.refs)
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

// drop leaves a statement out.
func (d *draft) drop(text string) {
	d.answer.Statements.Dropped++
	d.denied = d.denied || saysNothing.MatchString(text)
	d.gap = true
}

// asks reports a question, which states nothing.
func asks(text string) bool { return strings.HasSuffix(text, "？") || strings.HasSuffix(text, "?") }

// elsewhere reports whether a statement is in another language than the
// question: what the reader may not read is no answer. A name alone is in none.
func (d *draft) elsewhere(text string) bool {
	analyser := d.verifier.index.analyser
	language := analyser.Language(text)
	return language != lexical.Other && d.language != lexical.Other && language.Chinese() != d.language.Chinese() &&
		len(analyser.Tokens(text)) > maxName
}

// maxName is how many terms a name has at most.
const maxName = 5

// leaks reports whether a statement repeats the instructions. What the article
// says, too, is no secret.
func (d *draft) leaks(text string) bool {
	said := []rune(squeeze(text))
	for i := 0; i+leakRun <= len(said); i++ {
		if run := string(said[i : i+leakRun]); strings.Contains(d.instructions, run) && !strings.Contains(d.passages, run) {
			return true
		}
	}
	return false
}

// leakRun is how many letters and digits in a row are no chance.
const leakRun = 20

// squeeze leaves the letters and digits of a text, in lower case.
func squeeze(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

// saysNothing are the ways in which models say, in a sentence of their own,
// that the passages do not answer.
var saysNothing = regexp.MustCompile(`(?i)(?:文章|段落|資料|资料|原文|文中|內容|内容).{0,12}(?:沒有|没有|未|並未|并未|無|无).{0,8}(?:提|說|说|回答|包含|涉及|資訊|信息|相關|相关)|` +
	`(?:passages?|article|text|context|information)\b.{0,40}\b(?:not|n't|no)\b.{0,30}\b(?:say|mention|contain|provide|answer|include|state|specif|information)|` +
	`(?:無法|无法)(?:回答|確定|确定)|\b(?:cannot|can't|unable to) (?:answer|determine|find)`)

// render writes a statement with its marks.
func (d *draft) render(p verify.Piece, support []verify.Place) string {
	var out strings.Builder
	switch {
	case !d.shown():
		if d.gap {
			out.WriteString(omission + " ")
		}
	case p.Newline:
		out.WriteString("\n")
		if d.gap {
			out.WriteString(omission + " ")
		}
	default:
		out.WriteString(" ")
		if d.gap {
			out.WriteString(omission + " ")
		}
	}
	d.gap = false
	out.WriteString(escapeMarks(p.Text) + " ")
	for _, place := range support[:min(len(support), maxSupport)] {
		out.WriteString("[" + strconv.Itoa(d.footnote(place)) + "]")
	}
	return out.String()
}

var markLike = regexp.MustCompile(`\[(\d+)\]`)

// escapeMarks keeps what looks like a footnote mark from being taken for one.
func escapeMarks(text string) string { return markLike.ReplaceAllString(text, "($1)") }

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
