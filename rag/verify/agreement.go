package verify

import (
	"fmt"
	"strings"
)

// agrees checks that no clause denies what its segment says, or says the opposite; a clause
// that does both at once agrees again. If several pieces of the segment may be the relevant
// one, it is enough that one of them agrees.
func (c *Checker) agrees(one claim, e evidence) Finding {
	for i, part := range one.clauses {
		if one.chinese == e.best[i].chinese {
			if said, yes := reversed(part.folded, e.best[i].folded); yes {
				return Finding{Denial, fmt.Sprintf("one of them denies %q, the other does not", said)}
			}
		}
		var found Finding
		for _, p := range c.nearPieces(part, one.chinese, e.best[i]) {
			if found = c.disagrees(part, p, e.best[i], one.chinese != p.chinese); found.Reason == "" {
				break
			}
		}
		if found.Reason != "" {
			return found
		}
	}
	return Finding{}
}

func (c *Checker) disagrees(part clause, piece, whole segment, foreign bool) Finding {
	mine, unsure := denies(part.folded)
	theirs, unsureThere := denies(piece.folded)
	denied := mine != theirs && !unsure && !unsureThere && piece.score >= sureShare
	if denied && !foreign {
		// Each side may deny something that the other does not mention, or both may deny the
		// same thing in different pieces.
		mineOf, theirsOf := deniedWords(part.folded), deniedWords(whole.folded)
		switch {
		case mine && touches(mineOf, strings.Join(flatten(theirsOf), "")):
			denied = false
		case !mine && !touches(deniedWords(piece.folded), part.folded):
			denied = false
		}
	}
	if what, more := overstates(part.folded, whole.folded); more && !mine && piece.score >= sureShare/2 {
		return Finding{Overstating, "it says " + what}
	}
	what, opposed := contradicts(part.folded, piece.folded)
	if denied && !opposed {
		_, opposed = contradicts(part.folded, whole.folded)
	}
	switch {
	case opposed && mine == theirs:
		return Finding{Opposition, "it says " + what}
	case denied && !opposed && mine:
		return Finding{Denial, "it denies what the passage says"}
	case denied && !opposed:
		return Finding{Denial, "the passage denies it"}
	}
	return Finding{}
}

func flatten(lists [][]string) []string {
	var all []string
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}

const (
	// sureShare is the share of a clause's words from which on a piece of a sentence certainly
	// speaks of the same thing.
	sureShare = 0.25
	// likewiseShare is the share of the best piece's score from which on another piece may be
	// the relevant one as well.
	likewiseShare = 0.85
)
