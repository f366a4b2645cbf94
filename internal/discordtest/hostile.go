package discordtest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Hostile returns more than five hundred texts that try to ping people, to insert links or markup,
// to hide characters, or to break whatever reads them.
func Hostile() []string {
	attacks := []string{
		"@everyone", "@here", "@EveryOne", "<@123456789012345678>", "<@!123456789012345678>", "<@&123456789012345678>", "<#123456789012345678>",
		"</ask:123456789012345678>", "<t:1700000000:R>", "<id:customize>", "<:x:123456789012345678>", "<a:x:123456789012345678>",
		"https://evil.example/?d=1", "http://evil.example", "<https://evil.example>", "[good](https://evil.example)", "[a](<https://evil.example>)", "![i](https://evil.example/i.png)",
		"discord.gg/abc", "https://discord.com/invite/abc", "javascript://x", "**bold**", "__under__", "*i*", "_i_", "~~s~~", "||spoiler||", "`code`", "```go\nx\n```", "```",
		"# head", "### head", "> quote", ">>> all", "- item", "* item", "1. one", "-# small", "\u202e反轉", "z" + "\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a\u030b", "a\u200bb\u2060c", "\U000e0041\U000e0042", "\x00\x07\x1b[31m", "\xff\xfe\x80",
	}
	carriers := []string{"%", "a%", "% b", "前%後", "\n%", "x\n%\ny", "(%)", "「%」", "\\%", "*%*", "[%", "<%>", "@%", "%%", "\u200b%\u200b"}
	var all []string
	for _, attack := range attacks {
		for _, carrier := range carriers {
			all = append(all, strings.ReplaceAll(carrier, "%", attack))
		}
	}
	return append(all, strings.Repeat("長", 6000), strings.Repeat("@everyone ", 600), strings.Repeat("```", 1000), "\xff\xfe\xfd", "<@\xff1>", "\x00\x01\x1b[31m")
}

var unsafes = regexp.MustCompile(`(?i)<(@[!&]?|#|/|a?:|t:|id:)|@(everyone|here)|[a-z]://|discord(app)?\.(gg|com)|\]\(`)

// Unsafe returns the first part of a text that Discord may show as a mention or a link, or that
// is invisible, or "" if there is none. A zero-width space makes a mention or link harmless.
func Unsafe(text string) string {
	if !utf8.ValidString(text) {
		return "not UTF-8"
	}
	if found := unsafes.FindString(text); found != "" {
		return found
	}
	marks := 0
	for _, r := range text {
		switch {
		case r == '\n' || r == '\u200b' || r == '\u200d' || r == '\ufe0f':
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co) || r >= 0xe0000:
			return string(r)
		case unicode.In(r, unicode.Mn, unicode.Me):
			if marks++; marks > 10 {
				return "too many combining marks"
			}
			continue
		}
		marks = 0
	}
	return ""
}
