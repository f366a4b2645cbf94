package html

import "strings"

// A choice is the effect of a style on a property: none, hiding or showing.
type choice int8

const (
	unset choice = iota
	hide
	show
)

// A style is the effect of declarations on the properties that hide an element. If display or
// content hides an element, nothing in it is shown; if visibility or font does, elements inside
// it may be shown again.
type style struct{ display, content, visibility, font choice }

// over returns the combination of u and other, of which u has precedence.
func (u style) over(other style) style {
	for _, p := range []struct{ to, from *choice }{{&other.display, &u.display}, {&other.content, &u.content}, {&other.visibility, &u.visibility}, {&other.font, &u.font}} {
		if *p.from != unset {
			*p.to = *p.from
		}
	}
	return other
}

// declared parses declarations, such as "display: none; …". The last one of a property counts.
// Important ones are returned separately.
func declared(declarations string) (normal, important style) {
	for d := range strings.SplitSeq(uncommented(declarations), ";") {
		property, value, found := strings.Cut(d, ":")
		if !found {
			continue
		}
		property = strings.ToLower(strings.TrimSpace(property))
		value = strings.ToLower(strings.TrimSpace(value))
		to := &normal
		if before, found := strings.CutSuffix(value, "important"); found {
			if before, found = strings.CutSuffix(strings.TrimSpace(before), "!"); found {
				to, value = &important, strings.TrimSpace(before)
			}
		}
		switch property {
		case "display":
			to.display = hiddenBy(value == "none")
		case "content-visibility":
			to.content = hiddenBy(value == "hidden")
		case "visibility":
			if value == "inherit" || value == "unset" {
				continue
			}
			to.visibility = hiddenBy(value == "hidden" || value == "collapse")
		case "font-size":
			if isRelative(value) {
				continue // relative to zero, it is zero
			}
			to.font = hiddenBy(isZero(value))
		}
	}
	return normal, important
}

func hiddenBy(yes bool) choice {
	if yes {
		return hide
	}
	return show
}

// isRelative reports whether a length is relative to that of the enclosing element.
func isRelative(length string) bool {
	relative := strings.HasSuffix(length, "%") || strings.HasSuffix(length, "em") && !strings.HasSuffix(length, "rem")
	return length == "inherit" || length == "smaller" || length == "larger" || relative && !isZero(length)
}

// uncommented returns a part of a style sheet without its comments.
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

// isZero reports whether a length is zero: 0, 0px, .0em.
func isZero(length string) bool {
	number := strings.TrimRight(length, "abcdefghijklmnopqrstuvwxyz%")
	return number != "" && strings.Trim(number, "0.+-") == "" && strings.Contains(number, "0")
}
