package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"unicode/utf8"
)

// Check reports what is wrong with an article that was not made by [Reader.Read], such as one
// that another program wrote. All spans must lie in the text, in order and on character
// boundaries, and the ID must match the text.
func (a *Article) Check() error {
	switch {
	case a.Title == "":
		return errors.New("the article has no title")
	case !utf8.ValidString(a.Text):
		return errors.New("the article's text is not UTF-8")
	case a.ID != idOf(a.Text):
		return errors.New("the article's id is not that of its text")
	case len(a.Passages) == 0 || len(a.Sections) == 0:
		return errors.New("the article has no passages")
	}
	end := 0
	for i, s := range a.Sections {
		if s.Span.Start != end || !a.holds(s.Span) || s.Level < 0 {
			return fmt.Errorf("section %d does not go on from the one before", i)
		}
		end = s.Span.End
	}
	if end != len(a.Text) {
		return errors.New("the sections do not cover the text")
	}
	end = 0
	for i, p := range a.Passages {
		if p.Section < 0 || p.Section >= len(a.Sections) || p.Start < end || len(p.Sentences) == 0 {
			return fmt.Errorf("passage %d is out of place", i)
		}
		if !a.inOrder(p.Sentences, p.Span) {
			return fmt.Errorf("the sentences of passage %d are out of place", i)
		}
		end = p.End
	}
	return a.checkMarks()
}

// inOrder reports whether sentences are in order and inside a passage.
func (a *Article) inOrder(sentences []Sentence, within Span) bool {
	end := within.Start
	for _, s := range sentences {
		if s.Start < end || s.Start == s.End || !a.holds(s) {
			return false
		}
		end = s.End
	}
	return a.holds(within) && end <= within.End
}

// checkMarks checks pages and warnings.
func (a *Article) checkMarks() error {
	last := Page{}
	for i, p := range a.Pages {
		if p.Number < 0 || p.Start < last.Start || p.Number == last.Number && p.Unit == last.Unit || !a.holds(Span{p.Start, len(a.Text)}) {
			return fmt.Errorf("page %d is out of place", i)
		}
		last = p
	}
	for i, w := range a.Warnings {
		if !a.holds(w.Span) {
			return fmt.Errorf("warning %d is out of place", i)
		}
	}
	return nil
}

// holds reports whether a span lies in the text and on character boundaries.
func (a *Article) holds(s Span) bool {
	whole := func(at int) bool { return at == len(a.Text) || utf8.RuneStart(a.Text[at]) }
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(a.Text) && whole(s.Start) && whole(s.End)
}

// idOf returns the ID of an article with this text.
func idOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:6])
}
