package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A tokenizer reads the tokens of a page. In drawings and formulas, unlike elsewhere, <title/>
// is an empty element and not the beginning of a text without an end.
type tokenizer struct {
	*html.Tokenizer
	page    string
	end     int // the offset in page of the end of the current token
	foreign int // number of open drawings and formulas
}

func newTokenizer(page string) *tokenizer {
	return &tokenizer{Tokenizer: html.NewTokenizer(strings.NewReader(page)), page: page}
}

// next returns the next token. ok is false at the end; Err returns the reason.
func (u *tokenizer) next() (t html.Token, ok bool) {
	kind := u.Next()
	u.end += len(u.Raw())
	if kind == html.ErrorToken {
		return t, false
	}
	t = u.Token()
	isForeign := t.DataAtom == atom.Svg || t.DataAtom == atom.Math
	switch {
	case kind == html.StartTagToken && isForeign:
		u.foreign++
	case kind == html.EndTagToken && isForeign:
		u.foreign = max(u.foreign-1, 0)
	case kind == html.StartTagToken && isBlock(t.DataAtom): // a block ends drawings
		u.foreign = 0
	}
	if u.foreign > 0 && (kind == html.StartTagToken || kind == html.SelfClosingTagToken) {
		u.NextIsNotRawText()
	}
	return t, true
}
