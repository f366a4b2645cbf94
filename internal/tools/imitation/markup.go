package main

import (
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strings"
	"unicode/utf8"
)

// markup is a message in Discord's Markdown as HTML: as much of it as the bot writes.
// Line ends are shown as they are, but for those of quotes, small lines and items of
// lists, which are blocks.
func markup(content string) template.HTML {
	var out strings.Builder
	var quoted []string
	flush := func() {
		if len(quoted) > 0 {
			out.WriteString("<div class=quote><i></i><blockquote>" + strings.Join(quoted, "\n") + "</blockquote></div>")
			quoted = nil
		}
	}
	for line := range strings.Lines(content) {
		if rest, is := strings.CutPrefix(line, "> "); is {
			quoted = append(quoted, inline(strings.TrimSuffix(rest, "\n")))
			continue
		}
		flush()
		if small, is := strings.CutPrefix(line, "-# "); is {
			out.WriteString("<small>" + inline(strings.TrimSuffix(small, "\n")) + "</small>")
			continue
		}
		if item, is := strings.CutPrefix(line, "- "); is {
			out.WriteString("<div class=item>" + inline(strings.TrimSuffix(item, "\n")) + "</div>")
			continue
		}
		out.WriteString(inline(line))
	}
	flush()
	return template.HTML(out.String()) // inline has escaped all that is not ours
}

// What is marked up within a line, in the order in which Discord looks for it.
var spans = regexp.MustCompile("^(?:" + strings.Join([]string{
	`\\([^0-9A-Za-z\s])`,               // 1: an escaped character
	`\[([^\[\]]+)\]\(<?([^\s<>]+)>?\)`, // 2, 3: a link
	`<(/[^:>]+):[0-9]+>`,               // 4: a command
	`\*\*((?:\\.|[^*\\]|\*[^*])+)\*\*`, // 5: bold
	"`([^`]+)`",                        // 6: code
	`([\x{2139}\x{2600}-\x{27bf}\x{2b1b}-\x{2b55}\x{1f300}-\x{1faff}]\x{fe0f}?)`, // 7: an emoji
}, "|") + ")")

func inline(text string) string {
	var out strings.Builder
	for text != "" {
		m := spans.FindStringSubmatch(text)
		if m == nil {
			_, size := utf8.DecodeRuneInString(text)
			out.WriteString(html.EscapeString(text[:size]))
			text = text[size:]
			continue
		}
		text = text[len(m[0]):]
		switch {
		case m[1] != "":
			out.WriteString(html.EscapeString(m[1]))
		case m[2] != "":
			fmt.Fprintf(&out, `<a href="%s">%s</a>`, html.EscapeString(m[3]), inline(m[2]))
		case m[4] != "":
			out.WriteString("<span class=mention>" + html.EscapeString(m[4]) + "</span>")
		case m[5] != "":
			out.WriteString("<strong>" + inline(m[5]) + "</strong>")
		case m[6] != "":
			out.WriteString("<code>" + html.EscapeString(m[6]) + "</code>")
		default:
			out.WriteString("<span class=emoji>" + m[7] + "</span>")
		}
	}
	return out.String()
}
