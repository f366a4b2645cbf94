package markdown

import (
	"strings"

	"footnote/corpus/doc"
)

var (
	fence     = doc.Pattern("^[ \t>]*(```+|~~~+)")
	container = doc.Pattern(`^[ \t]{0,3}:{3,}[ \t]*(?:\{[^}]*\}|[A-Za-z][\w-]*(?:\{[^}]*\}|\[[^\]]*\])?)?[ \t]*(.*?)[ \t:]*$`)
	callout   = doc.Pattern(`^((?:[ \t]{0,3}>[ \t]?)+)\[![A-Za-z][\w-]*\][+-]?[ \t]*(.*)$`)
	component = doc.Pattern(`^(?:import\s+(?:['"][^'"]+['"]|[\w{}*,$ ]+\s+from\s+['"][^'"]+['"])|export\s+(?:default|const|let|function)\s.*);?\s*$`)
)

// withoutMarks removes what site generators add to Markdown and do not show: the lines ":::tip
// Title" and ":::" around containers, of which the title stays, the kinds of callouts in ">
// [!NOTE]", and imports of components. Code is not changed.
func withoutMarks(source string) string {
	if !strings.Contains(source, ":::") && !strings.Contains(source, "[!") && !strings.Contains(source, "import ") && !strings.Contains(source, "export ") {
		return source
	}
	var out strings.Builder
	open, blank := "", true // the open code fence, and whether the line before was blank
	for line := range strings.Lines(source) {
		body := strings.TrimSuffix(line, "\n")
		start := body[:min(len(body), doc.MaxLine)] // enough for the patterns
		if m := fence().FindStringSubmatch(start); m != nil {
			switch {
			case open == "":
				open = m[1]
			case strings.HasPrefix(m[1], open):
				open = ""
			}
		} else if open == "" && len(body) == len(start) {
			if m := container().FindStringSubmatch(body); m != nil {
				line = "\n" + m[1] + "\n\n"
			} else if m := callout().FindStringSubmatch(body); m != nil {
				line = m[1] + m[2] + "\n" + strings.TrimRight(m[1], " ") + "\n"
			} else if blank && component().MatchString(body) {
				continue // the next line may be an import, too
			}
		}
		blank = strings.TrimSpace(line) == ""
		out.WriteString(line)
	}
	return out.String()
}
