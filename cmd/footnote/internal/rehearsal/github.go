package rehearsal

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"footnote/cmd/footnote/internal/term"
)

// ForGitHub formats findings for GitHub Actions: first the text for people, with workflow
// commands disabled, then annotations for the lines of a change. See
// docs.github.com/actions/reference/workflows-and-actions/workflow-commands.
func ForGitHub(all []Finding, s Summary) []string {
	text := Text(all).String() + s.Text().String()
	// Nobody can write a text that contains its own hash.
	token := fmt.Sprintf("%x", sha256.Sum256([]byte(text)))
	parts := []string{"::stop-commands::" + token + "\n", text, "::" + token + "::\n"}
	for _, f := range all {
		parts = append(parts, f.annotation())
	}
	return parts
}

func (f Finding) annotation() string {
	kind := "warning"
	if f.Fails {
		kind = "error"
	}
	where := "file=" + property(f.File)
	if f.Line > 0 {
		where += fmt.Sprintf(",line=%d", f.Line)
	}
	lines := []string{term.Line(f.Title)}
	for _, more := range f.Rest {
		lines = append(lines, term.Line(more))
	}
	return fmt.Sprintf("::%s %s::%s\n", kind, where, data(strings.Join(lines, "\n")))
}

// data escapes the text of a workflow command, which ends with the line.
func data(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

func property(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(text))
}
