package corpus

import (
	"regexp"
	"strings"
	"unicode"
)

// parsePlain reads plain text: a line is a paragraph, unless the text is
// wrapped.
func parsePlain(text string) (document, error) {
	if strings.Count(text, "\n") > maxParagraphs {
		return document{}, tooMany()
	}
	return document{blocks: plainBlocks(text)}, nil
}

// Wrapped text has no line wider than this: mail and terminals, not paragraphs.
const maxWrapWidth = 120

var listMark = regexp.MustCompile(`^\s*([-*•·‧>#|]|[（(]?[0-9a-zA-Z一二三四五六七八九十]{1,3}[.、．)）])`)

// plainBlocks makes one block a paragraph. In text that was wrapped at a
// margin, a line that nearly reaches it goes on in the next one.
func plainBlocks(text string) []block {
	lines := strings.SplitAfter(text, "\n")
	margin := 0
	for _, line := range lines {
		margin = max(margin, Width(strings.TrimSpace(line)))
	}
	var blocks []block
	goesOn := false
	for _, line := range lines {
		body := strings.TrimSuffix(line, "\n")
		end := line[len(body):]
		if last := len(blocks) - 1; goesOn && strings.TrimSpace(body) != "" && !listMark.MatchString(body) {
			blocks[last].text += blocks[last].gap + body
			blocks[last].gap = end
		} else if body == "" && last >= 0 {
			blocks[last].gap += end
		} else {
			blocks = append(blocks, block{text: body, gap: end})
		}
		goesOn = margin <= maxWrapWidth && Width(strings.TrimSpace(body))*10 >= margin*7 && margin > 40 && !endsSentence(body)
	}
	return blocks
}

func endsSentence(line string) bool {
	line = strings.TrimRightFunc(line, func(r rune) bool { return unicode.IsSpace(r) || isCloser(r) })
	return strings.HasSuffix(line, ".") || strings.HasSuffix(line, "…") || strings.ContainsAny(lastRune(line), terminators)
}

func lastRune(s string) string {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] < 0x80 || s[i] >= 0xC0 {
			return s[i:]
		}
	}
	return ""
}
