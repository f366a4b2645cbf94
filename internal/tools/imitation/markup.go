package main

import (
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strings"
	"unicode/utf8"
)

// markup converts Discord's Markdown to HTML, as far as the bot uses it. Line ends are kept,
// except for those of quotations, small lines and list items, which become block elements.
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
		if rest, found := strings.CutPrefix(line, "> "); found {
			quoted = append(quoted, inline(strings.TrimSuffix(rest, "\n")))
			continue
		}
		flush()
		if small, found := strings.CutPrefix(line, "-# "); found {
			out.WriteString("<small>" + inline(strings.TrimSuffix(small, "\n")) + "</small>")
			continue
		}
		if item, found := strings.CutPrefix(line, "- "); found {
			out.WriteString("<div class=item>" + inline(strings.TrimSuffix(item, "\n")) + "</div>")
			continue
		}
		out.WriteString(inline(line))
	}
	flush()
	return template.HTML(out.String()) // safe: inline escapes the text
}

// spans matches markup within a line, in the order in which Discord looks for it.
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
