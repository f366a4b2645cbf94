package html

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"footnote/corpus/doc"
)

// hiddenRules are the rules of a page's style sheets that hide a class or an identifier, or
// show it again. Other selectors, and colours, are ignored.
type hiddenRules struct {
	rules map[string][]rule // by the last class or identifier of the selector
	count int
	seen  map[string]bool // the classes and identifiers that occurred on the page so far
}

// A rule applies to elements with all classes and identifiers in own, if all those in around
// have occurred on the page.
type rule struct {
	own, around []string // ".class" and "#identifier"
	important   bool
	style
}

// These limits bound the rules in total, the rules for one class, and the classes of one
// element, as every element is compared with all rules for its classes.
const (
	maxRules   = 2_000
	maxForOne  = 32
	maxClasses = 64
)

// learn adds the rules of a style sheet.
func (u *hiddenRules) learn(sheet string) { u.read(uncommented(sheet), true) }

// read adds the rules of a sheet. Rules inside @media and the like apply only in some cases, so
// they can show but not hide.
func (u *hiddenRules) read(sheet string, always bool) {
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
			inside, after := block(rest)
			if always && showsOnScreens(strings.ToLower(selectors)) {
				u.read(inside, false)
			}
			sheet = after
			continue
		}
		declarations, after, _ := strings.Cut(rest, "}")
		normal, important := declared(declarations)
		u.add(selectors, normal, false, always)
		u.add(selectors, important, true, always)
		sheet = after
	}
}

func showsOnScreens(condition string) bool {
	name, _, _ := strings.Cut(strings.TrimLeft(condition, "@"), " ")
	return (name == "media" || name == "supports" || name == "layer") && !strings.Contains(condition, "print") && !strings.Contains(condition, "not ")
}

// block returns the contents of a block, which may be nested, after its opening brace, and what
// follows it.
func block(sheet string) (inside, after string) {
	depth := 1
	for i := range len(sheet) {
		switch sheet[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return sheet[:i], sheet[i+1:]
			}
		}
	}
	return sheet, ""
}

func (u *hiddenRules) add(selectors string, s style, important, always bool) {
	if s == (style{}) {
		return
	}
	for selector := range strings.SplitSeq(selectors, ",") {
		own, around, ok := parts(selector)
		if !ok || u.count >= maxRules {
			continue
		}
		// Only a selector of a single class or identifier certainly hides.
		simple := always && len(own) == 1 && len(around) == 0 && strings.TrimSpace(selector) == own[0]
		r := rule{own, around, important, s}
		if !simple {
			r.style = shows(s)
		}
		key := own[len(own)-1]
		if r.style == (style{}) || len(u.rules[key]) >= maxForOne {
			continue
		}
		if u.rules == nil {
			u.rules = map[string][]rule{}
		}
		u.count++
		u.rules[key] = append(u.rules[key], r)
	}
}

// shows returns the part of a style that shows.
func shows(s style) style {
	for _, p := range []*choice{&s.display, &s.content, &s.visibility, &s.font} {
		if *p == hide {
			*p = unset
		}
	}
	return s
}

// parts returns the classes and identifiers of a selector's element, and those of the elements
// around it. ok is false if the selector contains anything other than these and element names.
func parts(selector string) (own, around []string, ok bool) {
	selector = strings.TrimSpace(selector)
	if len(selector) >= doc.MaxLine || strings.ContainsAny(selector, ":+~[*\\") {
		return nil, nil, false
	}
	for element := range strings.FieldsSeq(strings.ReplaceAll(selector, ">", " ")) {
		around = append(around, own...)
		own = nil
		for i := strings.IndexAny(element, ".#"); i >= 0; {
			element = element[i:]
			if i = strings.IndexAny(element[1:], ".#"); i >= 0 {
				i++
				own = append(own, element[:i])
			} else {
				own = append(own, element)
			}
		}
	}
	return own, around, len(own) > 0
}

// see records the classes and identifiers of an element, and returns them.
func (u *hiddenRules) see(t html.Token) []string {
	var own []string
	for _, a := range t.Attr {
		switch a.Key {
		case "id":
			own = append(own, "#"+a.Val)
		case "class":
			for class := range strings.FieldsSeq(a.Val) {
				if len(own) >= maxClasses {
					break
				}
				own = append(own, "."+class)
			}
		}
	}
	if u.count > 0 {
		if u.seen == nil {
			u.seen = map[string]bool{}
		}
		for _, name := range own {
			u.seen[name] = true
		}
	}
	return own
}

// styleOf returns the effect of style sheets and of the element's own style. More specific
// rules have precedence, then later ones.
func (u *hiddenRules) styleOf(t html.Token) style {
	own := u.see(t)
	var found []rule
	for _, name := range own {
		for _, r := range u.rules[name] {
			if all(r.own, func(n string) bool { return slices.Contains(own, n) }) && all(r.around, func(n string) bool { return u.seen[n] }) {
				found = append(found, r)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b rule) int { return a.weight() - b.weight() })
	normal, important := declared(value(t, "style"))
	var s style
	i := 0
	for ; i < len(found) && !found[i].important; i++ {
		s = found[i].over(s)
	}
	s = normal.over(s)
	for ; i < len(found); i++ {
		s = found[i].over(s)
	}
	return important.over(s)
}

func all(names []string, is func(string) bool) bool {
	return !slices.ContainsFunc(names, func(n string) bool { return !is(n) })
}

// weight is the precedence of a rule: by importance, then identifiers, then classes.
func (r rule) weight() int {
	n := 0
	if r.important {
		n = 1 << 20
	}
	for _, name := range slices.Concat(r.own, r.around) {
		if n++; name[0] == '#' {
			n += 1 << 10
		}
	}
	return n
}

// look returns the style of an element, including the effect of its other attributes.
func (u *hiddenRules) look(t html.Token) style {
	s := u.styleOf(t)
	if isShownByScript(t) {
		return style{}
	}
	for _, a := range t.Attr {
		switch {
		case a.Key == "hidden", a.Key == "aria-hidden" && !holdsThePage(t.DataAtom) && strings.EqualFold(strings.TrimSpace(a.Val), "true"):
			s.display = hide
		}
	}
	if t.DataAtom == atom.Dialog && !slices.ContainsFunc(t.Attr, func(a html.Attribute) bool { return a.Key == "open" }) {
		s.display = hide
	}
	return s
}

// holdsThePage reports whether pages hide the element only until they are loaded, or from
// screen readers while a dialog is open.
func holdsThePage(a atom.Atom) bool {
	return a == atom.Html || a == atom.Body || a == atom.Main || a == atom.Article
}

// isShownByScript reports whether an element is hidden until a script shows it: the parts that
// React sends after the page, the article of WeChat, or the page itself.
func isShownByScript(t html.Token) bool {
	id := value(t, "id")
	return strings.HasPrefix(id, "S:") || id == "js_content" || t.DataAtom == atom.Html || t.DataAtom == atom.Body
}

// hides reports whether nothing in the element is shown.
func (s style) hides() bool { return s.display == hide || s.content == hide }
