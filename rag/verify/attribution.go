package verify

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// named checks that every name of a claim occurs somewhere in the sources. A name that the
// sources may write in another script is unknown, which is no fault. It returns the reason if
// a name is missing.
func (c *Checker) named(one claim, e evidence) (string, error) {
	for _, part := range one.clauses {
		for _, name := range part.names {
			found, err := c.mentions(e.all, name)
			if err != nil {
				return "", err
			}
			if found {
				continue
			}
			if unknown, err := c.transliterated(name, e); err != nil || !unknown {
				return fmt.Sprintf("the passage does not name %q", name), err
			}
		}
	}
	return "", nil
}

// shortestName is the minimum length of a name, in bytes: q is none.
const shortestName = 3

// transliterated reports whether sources in the other script may write a name by its sound,
// which no dictionary covers.
func (c *Checker) transliterated(name string, e evidence) (bool, error) {
	latin := name[0] < utf8.RuneSelf
	if strings.ContainsAny(name, "0123456789") || slices.ContainsFunc(e.segments, func(s segment) bool { return s.chinese != latin }) {
		return false, nil
	}
	words := strings.Fields(name)
	if len(name) < shortestName {
		return false, nil
	}
	for _, word := range words {
		known := slices.ContainsFunc(aliases, func(alias []string) bool { return slices.Contains(alias, word) })
		translations, err := c.analyser.Translations(word)
		if err != nil || !known && len(translations) == 0 {
			return true, err
		}
	}
	return false, nil
}

// attributed checks that each name stands with what the claim says of it, and that the passage
// does not say it of something with another name. It returns the reason if not.
func (c *Checker) attributed(one claim, e evidence) (string, error) {
	for i, part := range one.clauses {
		here := e.best[i]
		piece := c.piece(part, one.chinese, here)
		for _, name := range part.names {
			found, err := c.mentions(e.all, name)
			if err != nil {
				return "", err
			}
			if !found { // unknown
				continue
			}
			other, err := c.owner(name, one, part, piece, here, e)
			if err != nil || other != "" {
				return fmt.Sprintf("the passage says that of %q, not of %q", other, name), err
			}
		}
		if other, name, err := c.apart(part, here, e); err != nil || other != "" {
			return fmt.Sprintf("the passage says that of %q, not of %q", other, name), err
		}
		if one.chinese == here.chinese {
			if what := c.borrowed(one, part, piece, e.segments); what != "" {
				return fmt.Sprintf("the passage says %q of something else", what), nil
			}
		}
	}
	return "", nil
}

// owner returns the name of which a segment says what a clause says of name, or "" if that is
// name itself.
func (c *Checker) owner(name string, one claim, part clause, piece, here segment, e evidence) (string, error) {
	if found, err := c.mentions(piece.folded, name); err != nil || found {
		return "", err
	}
	near, err := c.mentions(here.folded, name)
	if err != nil {
		return "", err
	}
	if !near {
		return c.otherName(here, one.text, e)
	}
	// Within the segment, name may be a subject that carries over, unless the piece has a
	// subject of its own.
	other, err := c.otherName(piece, part.folded, e)
	if err != nil || c.after(here.folded, piece.folded, name) || heads(piece.folded, other) {
		return other, err
	}
	return "", nil
}

// after reports whether a name stands in a segment only after a piece of it, where it cannot
// be the piece's subject.
func (c *Checker) after(segment, piece, name string) bool {
	at := strings.Index(segment, piece)
	if at < 0 {
		return false
	}
	before, err := c.mentions(segment[:at], name)
	return err == nil && !before
}

// apart looks for names of one clause that no segment brings together, where the segments with
// the missing name are about something else. It returns the name of that, and the missing
// name.
func (c *Checker) apart(part clause, here segment, e evidence) (other, missing string, err error) {
	together := append(slices.Clone(part.names), part.quotes...)
	if len(together) < 2 {
		return "", "", nil
	}
	for _, name := range together {
		if found, err := c.mentions(here.folded, name); err != nil || found {
			if err != nil {
				return "", "", err
			}
			continue
		}
		found, err := c.mentions(e.all, name)
		if err != nil {
			return "", "", err
		}
		if !found { // unknown
			continue
		}
		stranger := ""
		for _, s := range e.segments {
			found, err := c.mentions(s.folded, name)
			if err != nil {
				return "", "", err
			}
			if !found {
				continue
			}
			if stranger, err = c.otherName(s, part.folded, e); err != nil || stranger == "" {
				return "", "", err
			}
		}
		if stranger != "" {
			return stranger, name, nil
		}
	}
	return "", "", nil
}

// heads reports whether a piece begins with a name, which is then its subject.
func heads(piece, name string) bool {
	at := strings.Index(piece, name)
	return name != "" && at >= 0 && utf8.RuneCountInString(piece[:at]) <= 3
}

// otherName returns a name that a segment has and a text does not, or "".
func (c *Checker) otherName(s segment, text string, e evidence) (string, error) {
	names, err := c.names(s.text, s.chinese, e.named, e.all)
	if err != nil {
		return "", err
	}
	claimed := c.analyser.Fold(text)
	for _, name := range names {
		if found, err := c.mentions(claimed, name); err != nil || !found {
			return name, err
		}
	}
	return "", nil
}
