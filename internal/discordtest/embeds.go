package discordtest

import "strings"

// maxEmbedCharacters is how many characters all embeds of a message may have together. Discord's
// OpenAPI file has the limits of each part.
// docs.discord.com/developers/resources/message#embed-object-embed-limits
const maxEmbedCharacters = 6000

// embedsOf returns the embeds in a request. given is false if the request has no embeds field.
func embedsOf(body map[string]any) (embeds []any, given bool) {
	value, given := body["embeds"]
	embeds, _ = value.([]any)
	return embeds, given
}

// checkEmbeds refuses embeds that are empty, too long together, or beside components v2.
func checkEmbeds(body map[string]any) *refusal {
	embeds, _ := embedsOf(body)
	if flags, _ := flagsOf(body); flags&flagComponentsV2 != 0 && len(embeds) > 0 {
		return refuse(400, 50035, "embeds beside the components that flags ask for")
	}
	total := 0
	for _, one := range embeds {
		embed, _ := one.(map[string]any)
		size := 0
		for _, line := range embedLines(embed) {
			size += units(line)
		}
		if size == 0 && embed["image"] == nil && embed["thumbnail"] == nil {
			return refuse(400, 50006, "Cannot send an empty message: an embed without anything")
		}
		total += size
	}
	if total > maxEmbedCharacters {
		return refuse(400, 50035, "embeds have %d characters", total)
	}
	return nil
}

// embedLines returns the texts of an embed: its author, title, description, fields and footer.
func embedLines(embed map[string]any) (lines []string) {
	add := func(in any, keys ...string) {
		part, _ := in.(map[string]any)
		for _, key := range keys {
			if said := text(part, key); said != "" {
				lines = append(lines, said)
			}
		}
	}
	add(embed["author"], "name")
	add(embed, "title", "description")
	fields, _ := embed["fields"].([]any)
	for _, f := range fields {
		add(f, "name", "value")
	}
	add(embed["footer"], "text")
	return lines
}

// EmbedText returns the text of all embeds of the message.
func EmbedText(m *Message) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var lines []string
	for _, one := range m.embeds {
		embed, _ := one.(map[string]any)
		lines = append(lines, embedLines(embed)...)
	}
	return strings.Join(lines, "\n")
}
