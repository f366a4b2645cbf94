package html

import (
	"strings"

	"footnote/corpus/doc"
)

// softBreak stands for white space with a line end until the text on both sides is known. It
// does not occur in text, as it is removed when text is read.
const softBreak = "\v"

// collapse replaces runs of white space with one space, as browsers do, or with a soft break if
// they contain a line end.
func collapse(s string) string {
	var out strings.Builder
	for s != "" {
		rest := strings.TrimLeftFunc(s, isHTMLSpace)
		if space := s[:len(s)-len(rest)]; strings.ContainsAny(space, "\n\r") {
			out.WriteString(softBreak)
		} else if space != "" {
			out.WriteByte(' ')
		}
		end := strings.IndexFunc(rest, isHTMLSpace)
		if end < 0 {
			end = len(rest)
		}
		out.WriteString(strings.ReplaceAll(rest[:end], softBreak, ""))
		s = rest[end:]
	}
	return out.String()
}

func isHTMLSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\f' || r == '\r' }

// apart replaces the soft break at the beginning of text with a space if it may be all that
// separates two pieces, such as a label and its value, or two fields of a form.
func (p *htmlParser) apart(text string) string {
	if p.ended && (text == softBreak || p.texts == 1 && strings.HasPrefix(text, softBreak)) {
		return " " + text[len(softBreak):]
	}
	return text
}

// joinLines resolves the soft breaks of a text. White space beside a line end of the author is
// removed.
func joinLines(text string) string {
	const space = " \n" + softBreak
	if !strings.ContainsAny(text, "\n"+softBreak) {
		return text
	}
	var out strings.Builder
	before := ""
	for text != "" {
		end := strings.IndexAny(text, space)
		if end < 0 {
			out.WriteString(text)
			break
		}
		if end > 0 {
			before = text[:end]
			out.WriteString(before)
		}
		rest := strings.TrimLeft(text[end:], space)
		run := text[end : len(text)-len(rest)]
		switch lines := strings.Count(run, "\n"); {
		case lines > 0:
			out.WriteString(strings.Repeat("\n", lines))
		case strings.Contains(run, " "):
			out.WriteByte(' ')
		default:
			out.WriteString(doc.SoftBreak(before, rest))
		}
		text = rest
	}
	return out.String()
}
