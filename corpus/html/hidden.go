package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
)

// hiddenRules are the rules of a page's style sheets that hide a class or an
// identifier. Selectors of any other form are not looked at, and colours are not
// compared.
type hiddenRules struct {
	selectors map[string]bool // ".class" and "#identifier"
}

// maxRules bounds the rules that are remembered.
const maxRules = 2_000

// learn takes the rules of a style sheet that hide something. Those inside of
// @media and the like hold in some cases only, and are passed over.
func (u *hiddenRules) learn(sheet string) {
	sheet = uncommented(sheet)
	for sheet != "" {
		selectors, rest, found := strings.Cut(sheet, "{")
		if !found {
			return
		}
		if i := strings.LastIndexAny(selectors, ";}"); i >= 0 {
			selectors = selectors[i+1:]
		}
		selectors = strings.TrimSpace(selectors)
		if strings.HasPrefix(selectors, "@") {
			sheet = afterBlock(rest)
			continue
		}
		declarations, after, _ := strings.Cut(rest, "}")
		if hidesElement(declarations) {
			u.add(selectors)
		}
		sheet = after
	}
}

// afterBlock is what follows the block, of blocks, whose opening brace was read.
func afterBlock(sheet string) string {
	depth := 1
	for i := range len(sheet) {
		switch sheet[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return sheet[i+1:]
			}
		}
	}
	return ""
}

func (u *hiddenRules) add(selectors string) {
	for s := range strings.SplitSeq(selectors, ",") {
		s = strings.TrimSpace(s)
		simple := len(s) > 1 && len(s) < doc.MaxLine && (s[0] == '.' || s[0] == '#') && !strings.ContainsAny(s[1:], ".#: >+~[*\t\n")
		if !simple || len(u.selectors) >= maxRules {
			continue
		}
		if u.selectors == nil {
			u.selectors = map[string]bool{}
		}
		u.selectors[s] = true
	}
}

// hides reports whether nothing of the element is shown.
func (u *hiddenRules) hides(t html.Token) bool {
	open := false
	for _, a := range t.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if strings.EqualFold(strings.TrimSpace(a.Val), "true") {
				return true
			}
		case "style":
			if hidesElement(a.Val) {
				return true
			}
		case "open":
			open = true
		case "id":
			if u.selectors["#"+a.Val] {
				return true
			}
		case "class":
			for class := range strings.FieldsSeq(a.Val) {
				if u.selectors["."+class] {
					return true
				}
			}
		}
	}
	return t.DataAtom == atom.Dialog && !open
}

// hidesElement reports whether declarations, "display: none; …", hide the element
// that they stand for.
func hidesElement(declarations string) bool {
	for d := range strings.SplitSeq(uncommented(declarations), ";") {
		property, value, _ := strings.Cut(d, ":")
		property = strings.ToLower(strings.TrimSpace(property))
		value = strings.ToLower(strings.TrimSpace(value))
		value = strings.TrimSpace(strings.TrimSuffix(value, "!important"))
		switch property {
		case "display":
			if value == "none" {
				return true
			}
		case "visibility", "content-visibility":
			if value == "hidden" || value == "collapse" {
				return true
			}
		case "font-size":
			if isZero(value) {
				return true
			}
		}
	}
	return false
}

// uncommented is a piece of a style sheet without its comments.
func uncommented(s string) string {
	if !strings.Contains(s, "/*") {
		return s
	}
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(s, "/*")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		if _, s, found = strings.Cut(rest, "*/"); !found {
			return out.String()
		}
	}
}

// isZero reports a length of nothing: 0, 0px, .0em.
func isZero(length string) bool {
	number := strings.TrimRight(length, "abcdefghijklmnopqrstuvwxyz%")
	return number != "" && strings.Trim(number, "0.+-") == "" && strings.Contains(number, "0")
}
