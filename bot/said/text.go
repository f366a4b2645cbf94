// Package said is what a message says: its text, what it forwards, its embeds, its
// poll and its files.
//
// It reads, and decides nothing: what is answered, checked or added of it is decided
// elsewhere.
package said

import (
	"fmt"
	"slices"
	"strings"

	"footnote/bot/wire"
)

// Text is all that a message says, as Markdown: what its author wrote, what it
// forwards, its embeds and its poll. Files are not in it.
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
	return joined("\n\n", parts...)
}

// Files are those of a message and of what it forwards.
func Files(m *wire.Message) []wire.Attachment {
	files := slices.Clone(m.Attached)
	for i := range m.Forwarded {
		files = append(files, Files(&m.Forwarded[i].Message)...)
	}
	return files
}

// HasMaterial reports whether a message brings something that can be asked about: a
// file, or what it forwards.
func HasMaterial(m *wire.Message) bool { return len(m.Attached) > 0 || len(m.Forwarded) > 0 }

// embedded is the text of an embed. Of the one that tells how a poll ended, which has
// no sentences but names of fields, there is none.
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
		parts = append(parts, joined(": ", strings.TrimSpace(f.Name), strings.TrimSpace(f.Value)))
	}
	return joined("\n\n", append(parts, e.Footer.Text)...)
}

// polled is the question of a poll, with the answers as a list.
func polled(p *wire.Poll) string {
	var answers []string
	for _, a := range p.Answers {
		if text := strings.TrimSpace(a.Media.Text); text != "" {
			answers = append(answers, fmt.Sprintf("- %s", text))
		}
	}
	return joined("\n\n", p.Question.Text, strings.Join(answers, "\n"))
}

// joined are the parts that are not empty.
func joined(between string, parts ...string) string {
	parts = slices.DeleteFunc(slices.Clone(parts), func(part string) bool { return strings.TrimSpace(part) == "" })
	return strings.Join(parts, between)
}
