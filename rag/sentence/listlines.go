package sentence

import (
	"strings"

	"footnote/corpus/doc"
)

// list returns the list that begins with a line, below its lead-in, or nil if there are not at
// least two items. Paragraphs count as items only if announces is true.
func list(lead string, announces bool, first line) []line {
	limit := announced(lead)
	if below, ok := first.below(); ok && announces && first.alone() && first.overProse() && !first.marked() && !leadsOn(below.last.text()) {
		first = below // the items have their own heading
	}
	var found []line
	switch m := markOf(first.text()); {
	case first.isRow():
		found = first.rows()
	case m.numbered():
		found = first.numbered(m)
	case m.isMark():
		found = first.run(func(l line) bool { return markOf(l.text()).kind == m.kind })
	case labelled(first.text()):
		found = first.run(func(l line) bool { return labelled(l.text()) })
	case !doc.EndsSentence(first.text()) && !first.overProse():
		found = first.run(func(l line) bool { return !doc.EndsSentence(l.text()) && !l.overProse() })
	case imperative(first.text()):
		found = first.steps(announces)
	case announces:
		found = first.steps(true)
	}
	if len(found) < 2 {
		return nil
	}
	return found[:min(len(found), limit)]
}

// run returns the similar lines from this one on.
func (l line) run(alike func(line) bool) []line {
	var found []line
	for len(found) < maxItems && hasWord(l.text()) && alike(l) && !l.endsList(len(found)) {
		found = append(found, l)
		below, ok := l.below()
		if !ok {
			break
		}
		l = below
	}
	return found
}

// numbered returns the lines with consecutive numbers, leaving out what is between them.
func (l line) numbered(m mark) []line {
	found := []line{l.unmarked(m)}
	between := 0
	for len(found) < maxItems && between <= maxBetween {
		below, ok := l.below()
		if !ok {
			break
		}
		l = below
		next := markOf(l.text())
		if next.kind == m.kind && next.number == m.number+1 {
			found, m, between = append(found, l.unmarked(next)), next, 0
			continue
		}
		between++
	}
	return found
}

// unmarked returns the line itself, or the one below if the mark stands alone.
func (l line) unmarked(m mark) line {
	if below, ok := l.below(); ok && m.bare {
		return below
	}
	return l
}

// labelled reports whether a line begins with a label: "帶長輩：舒適度優先".
func labelled(text string) bool {
	at := strings.IndexAny(text, "：:")
	if at <= 0 || strings.Contains(text, "://") && strings.Index(text, "://") == at {
		return false
	}
	label := text[:at]
	rest := strings.TrimLeft(text[at:], "：:")
	return hasWord(rest) && !asked().MatchString(text) && doc.Width(label) <= maxLabelled && !strings.ContainsAny(label, "，。！？,!?；;") && (strings.HasPrefix(text[at:], "：") || strings.HasPrefix(rest, " "))
}

// steps returns consecutive paragraphs that may be items. If no word announces a list, only
// instructions count: "Restart the server."
func (l line) steps(announced bool) []line {
	var found []line
	for len(found) < maxItems {
		text := l.text()
		if !hasWord(text) || l.endsList(len(found)) || l.overProse() || markOf(text).numbered() || !announced && !imperative(text) {
			break
		}
		if endsInColon(text) { // a step that introduces something itself
			if !imperative(text) {
				break
			}
			if below, ok := l.below(); ok && !doc.EndsSentence(below.text()) {
				l.last = below.last
			}
		}
		found = append(found, l)
		below, ok := l.below()
		if !ok {
			break
		}
		l = below
	}
	return found
}

// asked matches the beginning of a question in a list of questions and answers.
var asked = doc.Pattern(`^(?:Q[0-9]{0,2}|[問问])\s*[:：.、]`)

var backReference = doc.Pattern(`^(?:這|这|那|該|该|此|以上|上述|上面|總之|总之|總結|总结|整體|整体|因此|所以|但是|但|然而|不過|不过|明白|看完|最後|最后|接下來|接下来|` +
	`(?:This|These|That|Those|In short|In summary|In conclusion|Overall|However|But|So|Therefore|Finally|From now on|The (?:suggested|above|best)|As you can see|If you)\b|[A-Z][a-z]*(?: [a-z]+){0,4} (?:these|those) )`)

// endsList reports whether a line speaks about the list instead of belonging to it.
func (l line) endsList(items int) bool {
	text := l.text()
	return l.isRow() || marksHeading(text) || asked().MatchString(text) || items > 0 && backReference().MatchString(text) || isAttribution(l.first.text(), l)
}

var imperatives = doc.Pattern(`(?i)^(?:optionally,? |then,? |next,? |finally,? |now,? |please |always |never |(?:do not|don't|don’t) )?(?:now you can|add|allow|append|ask|avoid|back|boil|book|bring|build|buy|call|change|check|choose|clean|click|close|combine|configure|connect|copy|create|cut|delete|disable|download|drag|drain|edit|enable|ensure|enter|export|find|fill|fix|follow|get|go|heat|hold|import|insert|install|issue|keep|launch|leave|let|log|make|mix|move|open|paste|place|pour|press|prepare|publish|pull|push|put|read|re-enable|remove|rename|repeat|replace|reset|restart|return|run|save|select|send|set|share|sign|start|stir|stop|store|submit|switch|take|tap|test|transfer|try|turn|type|unplug|update|upgrade|upload|use|verify|visit|wait|watch|write)\b`)

// imperative reports whether a line says what to do.
func imperative(text string) bool { return imperatives().MatchString(text) }
