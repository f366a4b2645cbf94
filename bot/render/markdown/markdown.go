// Package markdown makes text safe to show in Discord, and makes it fit.
//
// No text of an article, a reader or a model may ping anybody, become a link or markup, or
// hide what it says. Everything here is a pure function of text; messages, buttons and
// languages are handled elsewhere.
package markdown

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"

	"footnote/corpus/doc"
)

// maxMarks is the most combining marks that one character may carry. Vietnamese and Hebrew
// need three; a hundred make a text unreadable.
const maxMarks = 8

// Clean makes a stranger's text harmless to read: valid UTF-8 in lines, without control
// characters, direction overrides and other invisible characters.
func Clean(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ").Replace(strings.ToValidUTF8(text, ""))
	runes := []rune(text)
	kept := make([]rune, 0, len(runes))
	marks := 0
	for i, r := range runes {
		before, after := last(kept), rune(0)
		if i+1 < len(runes) {
			after = runes[i+1]
		}
		switch {
		case r == '\n':
		case r == joiner && pictures(before) && unicode.Is(unicode.So, after):
		case r == emojiStyle && before > ' ' && before != emojiStyle && before != joiner:
		case doc.IsInvisible(r), unicode.In(r, unicode.Co, unicode.Cs):
			continue
		case unicode.In(r, unicode.Mn, unicode.Me):
			if marks++; marks > maxMarks {
				continue
			}
			kept = append(kept, r)
			continue
		}
		marks = 0
		kept = append(kept, r)
	}
	return strings.TrimSpace(string(kept))
}

const joiner, emojiStyle, space0 = '\u200d', '\ufe0f', "\u200b"

func last(runes []rune) rune {
	if len(runes) == 0 {
		return 0
	}
	return runes[len(runes)-1]
}

// pictures reports whether a joiner after r joins two emoji.
func pictures(r rune) bool {
	return r == emojiStyle || unicode.Is(unicode.So, r) || r >= 0x1f3fb && r <= 0x1f3ff
}

var (
	// always escapes the characters that are markup anywhere in a line.
	always = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, `~`, `\~`, "`", "\\`", `|`, `\|`, `](`, `]\(`)
	// starts matches markup at the start of a line.
	starts = regexp.MustCompile(`(?m)^([ ]*)(#{1,6}[ #]|#$|>|[-+](?:[ #]|$)|-#)`)
	// number matches an item of a numbered list at the start of a line.
	number = regexp.MustCompile(`(?m)^([ ]*[0-9]+)\.( |$)`)
	// tags matches the beginning of mentions, custom emoji, times, commands and bracketed
	// links.
	tags = regexp.MustCompile(`<(@|#|/|:|a:|t:|id:|sound:|http)`)
	// everyone matches mentions that ping a whole server if they are allowed.
	everyone = regexp.MustCompile(`(?i)@(everyone|here)`)
	// links matches what Discord makes clickable, or shows as a card.
	links = regexp.MustCompile(`(?i)([a-z][a-z0-9+.-]*):(//)|(discord(?:app)?)(\.(?:gg|com|me|io))|(www)(\.)`)
)

// Escape makes text show as it is: nothing in it is markup, a mention or a link. It cleans
// the text first.
func Escape(text string) string {
	text = always.Replace(Clean(text))
	text = starts.ReplaceAllString(text, `$1\$2`)
	text = number.ReplaceAllString(text, `$1\.$2`)
	text = tags.ReplaceAllString(text, "<"+space0+"$1")
	text = everyone.ReplaceAllString(text, "@"+space0+"$1")
	return links.ReplaceAllStringFunc(text, func(link string) string {
		at := strings.IndexAny(link, ":")
		if at >= 0 && strings.HasSuffix(link, "//") {
			return link[:len(link)-2] + space0 + "//"
		}
		at = strings.LastIndex(link, ".")
		return link[:at] + space0 + link[at:]
	})
}

var escaped = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")

// Unescape is the inverse of Escape: Unescape(Escape(s)) is Clean(s).
func Unescape(text string) string {
	return escaped.ReplaceAllString(strings.ReplaceAll(text, space0, ""), "$1")
}

// address matches an address that cannot end the brackets of a link.
var address = regexp.MustCompile(`^https?://[a-z0-9._-]+(:[0-9]+)?/[A-Za-z0-9._~:/?#@$&+,;=%-]*$`)

// Link returns a link to an address, of which Discord shows no preview. It returns the text
// alone if the address might break the link, or if the text is empty or has several lines.
// Nothing in text is markup.
func Link(text, to string) string {
	text = Escape(text)
	if !address.MatchString(to) || strings.TrimSpace(text) == "" || strings.Contains(text, "\n") {
		return text
	}
	// Discord finds the end of the text by its brackets, escaped or not.
	return "[" + strings.NewReplacer("[", "［", "]", "］").Replace(text) + "](<" + to + ">)"
}

// Length returns the length of a text as Discord counts it at most: in UTF-16 units.
func Length(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

// Quote puts text into a block quote.
func Quote(text string) string { return "> " + strings.ReplaceAll(text, "\n", "\n> ") }

// Short returns at most n UTF-16 units of text. The last one is an ellipsis if something is
// missing.
func Short(text string, n int) string {
	if Length(text) <= n {
		return text
	}
	var out strings.Builder
	left := n - 1
	for g := range doc.Graphemes(text) {
		if left -= Length(g); left < 0 {
			break
		}
		out.WriteString(g)
	}
	return strings.TrimRight(strings.TrimSpace(out.String()), `\`) + "…"
}
