package html

import "strings"

// A choice is what a style says of a property: nothing, that it hides, or that it
// shows.
type choice int8

const (
	unset choice = iota
	hide
	show
)

// A style is what declarations say of what hides an element. Of the first two
// nothing inside the element is shown; what the others hide, an element inside may
// show again.
type style struct{ display, content, visibility, font choice }

// over is a style that counts more put over u.
func (u style) over(other style) style {
	for _, p := range []struct{ to, from *choice }{{&other.display, &u.display}, {&other.content, &u.content}, {&other.visibility, &u.visibility}, {&other.font, &u.font}} {
		if *p.from != unset {
			*p.to = *p.from
		}
	}
	return other
}

// declared reads declarations, "display: none; …", the last of a property
// counting, and apart from them those that are important.
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
				continue // of nothing it is nothing
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

// isRelative reports a length that depends on that of the element around it.
func isRelative(length string) bool {
	relative := strings.HasSuffix(length, "%") || strings.HasSuffix(length, "em") && !strings.HasSuffix(length, "rem")
	return length == "inherit" || length == "smaller" || length == "larger" || relative && !isZero(length)
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
