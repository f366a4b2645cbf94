package solved

import (
	"regexp"
	"strings"
)

// inHeading returns a text as one line of Markdown, with markup escaped.
func inHeading(text string) string {
	return regexp.MustCompile("[\\\\`*_{}\\[\\]<>#|~]").ReplaceAllString(oneLine(text), `\$0`)
}

// Lines of Markdown that affect what follows: a heading would begin a section of the
// article, an open fence or element would swallow the text after it.
var (
	heading   = regexp.MustCompile(`^ {0,3}#{1,6}(?:[ \t]|$)`)
	underline = regexp.MustCompile(`^ {0,3}(?:=+|-+)[ \t]*$`)
	fence     = regexp.MustCompile("^ {0,3}(`{3,}|~{3,})")
	element   = regexp.MustCompile(`^ {0,3}<`)
)

// below returns a person's Markdown, changed so that it affects nothing outside its
// section.
func below(text string) string {
	var out []string
	open := "" // the fence of the open code block
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRight(line, "\r")
		switch marks := fence.FindStringSubmatch(line); {
		case open != "":
			if marks != nil && strings.HasPrefix(marks[1], open) && strings.Trim(strings.TrimSpace(line), marks[1][:1]) == "" {
				open = ""
			}
		case marks != nil:
			open = marks[1]
		case heading.MatchString(line):
			line = "**" + strings.Trim(strings.TrimSpace(line), "# ") + "**\n"
			if strings.Trim(line, "*\n") == "" {
				continue
			}
		case underline.MatchString(line):
			line = "" // underlines a heading, or draws a rule
		case element.MatchString(line):
			line = strings.Replace(line, "<", `\<`, 1)
		}
		out = append(out, line)
	}
	if open != "" {
		out = append(out, open)
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}
