// Package said reads what a message says: its text, what it forwards, its embeds, its poll
// and its files.
//
// It decides nothing: other packages decide what is answered, checked or added.
package said

import (
	"fmt"
	"slices"
	"strings"

	"footnote/bot/wire"
)

// Text returns all that a message says, as Markdown: what its author wrote, what it forwards,
// its embeds and its poll. Files are not in it.
func Text(m *wire.Message) string {
	parts := []string{strings.TrimSpace(m.Content)}
	for i := range m.Forwarded {
		parts = append(parts, Text(&m.Forwarded[i].Message))
	}
	for i := range m.Embeds {
		parts = append(parts, embedded(&m.Embeds[i]))
	}
	if m.Poll != nil {
		parts = append(parts, polled(m.Poll))
	}
	return joinNonEmpty("\n\n", parts...)
}

// Files returns the files of a message and of what it forwards.
func Files(m *wire.Message) []wire.Attachment {
	files := slices.Clone(m.Attached)
	for i := range m.Forwarded {
		files = append(files, Files(&m.Forwarded[i].Message)...)
	}
	return files
}

// HasMaterial reports whether a message has something that can be asked about: a file, or a
// forwarded message.
func HasMaterial(m *wire.Message) bool { return len(m.Attached) > 0 || len(m.Forwarded) > 0 }

// embedded returns the text of an embed. It is "" for the one that Discord makes of a poll's
// result: it has names of fields and no sentences.
func embedded(e *wire.Embed) string {
	if e.Type == "poll_result" {
		return ""
	}
	title := e.Title
	if title != "" {
		title = "# " + title
	}
	parts := []string{e.Author.Name, title, e.Description}
	for _, f := range e.Fields {
		parts = append(parts, joinNonEmpty(": ", strings.TrimSpace(f.Name), strings.TrimSpace(f.Value)))
	}
	return joinNonEmpty("\n\n", append(parts, e.Footer.Text)...)
}

// polled returns the question of a poll, with the answers as a list.
func polled(p *wire.Poll) string {
	var answers []string
	for _, a := range p.Answers {
		if text := strings.TrimSpace(a.Media.Text); text != "" {
			answers = append(answers, fmt.Sprintf("- %s", text))
		}
	}
	return joinNonEmpty("\n\n", p.Question.Text, strings.Join(answers, "\n"))
}

// joinNonEmpty joins the parts that are not empty.
func joinNonEmpty(between string, parts ...string) string {
	parts = slices.DeleteFunc(slices.Clone(parts), func(part string) bool { return strings.TrimSpace(part) == "" })
	return strings.Join(parts, between)
}
