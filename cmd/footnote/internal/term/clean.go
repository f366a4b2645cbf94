package term

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes text of any number of lines safe to print: it replaces control characters and
// removes invisible ones. Line breaks of every kind become "\n"; tabs stay. Text without such
// characters is returned as it is.
func Clean(text string) string {
	if utf8.ValidString(text) && !strings.ContainsFunc(text, suspicious) {
		return text
	}
	var out strings.Builder
	before := plain
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		k := kindOf(r)
		if flag := flagAt(text[i:]); flag != "" {
			k, size = plain, len(flag)
		}
		switch {
		case k == lineBreak:
			out.WriteByte('\n')
			if strings.HasPrefix(text[i:], "\r\n") {
				size = 2
			}
		case k == obeyed || r == utf8.RuneError:
			out.WriteRune(utf8.RuneError)
		case k == hidden, k == joiner && before == joiner, k == selector && before != plain:
			k = before // as if it were not there
		default:
			out.WriteString(text[i : i+size])
		}
		before = k
		i += size
	}
	return out.String()
}

// A kind says how a terminal treats a character.
type kind int

const (
	plain kind = iota
	obeyed
	hidden
	lineBreak
	joiner   // joins or separates letters and emoji; several in a row could hide something
	selector // selects a form of the preceding character; several in a row could hide something
)

func kindOf(r rune) kind {
	switch {
	case r == '\n' || r == '\t':
		return plain
	case r == '\r' || r == '\u2028' || r == '\u2029':
		return lineBreak
	case r < 0x80 && r >= ' ' && r != 0x7F:
		return plain
	case unicode.Is(unicode.Cc, r): // C0, DEL and C1
		return obeyed
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069: // embeddings, overrides and isolates
		return obeyed
	case r == 0x200C || r == 0x200D:
		return joiner
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF:
		return selector
	case r >= 0xE0000 && r <= 0xE0FFF: // tags, which repeat ASCII, and what is like them
		return hidden
	case unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r): // zero-width, marks of direction, soft hyphens
		return hidden
	}
	return plain
}

func suspicious(r rune) bool { return kindOf(r) != plain }

// flags are the emoji that contain tags: the flags of England, Scotland and Wales
// (unicode.org/reports/tr51/#valid-emoji-tag-sequences).
var flags = []string{flag("gbeng"), flag("gbsct"), flag("gbwls")}

func flag(region string) string {
	out := "\U0001F3F4"
	for _, r := range region {
		out += string(0xE0000 + r)
	}
	return out + "\U000E007F"
}

// flagAt returns the flag that text begins with, or "".
func flagAt(text string) string {
	for _, f := range flags {
		if strings.HasPrefix(text, f) {
			return f
		}
	}
	return ""
}

// Line puts text on one line and cleans it. White space that contains a line break or tab, or
// several characters, becomes one space; leading and trailing white space is removed.
func Line(text string) string {
	text = strings.Map(func(r rune) rune {
		if r == '\v' || r == '\f' || r == 0x85 {
			return '\n'
		}
		return r
	}, text)
	text = strings.TrimSpace(Clean(text))
	var out strings.Builder
	for text != "" {
		word := strings.IndexFunc(text, unicode.IsSpace)
		if word < 0 {
			break
		}
		out.WriteString(text[:word])
		rest := strings.TrimLeftFunc(text[word:], unicode.IsSpace)
		if space := text[word : len(text)-len(rest)]; utf8.RuneCountInString(space) == 1 && space != "\n" && space != "\t" {
			out.WriteString(space)
		} else {
			out.WriteByte(' ')
		}
		text = rest
	}
	return out.String() + text
}

// line formats a line. The format is our own text, while args may be foreign.
func line(format string, args []any) string {
	shown := make([]any, len(args))
	for i, arg := range args {
		switch arg := arg.(type) {
		case string:
			shown[i] = Line(arg)
		case error:
			shown[i] = Line(arg.Error())
		case fmt.Stringer:
			shown[i] = Line(arg.String())
		default:
			shown[i] = arg
		}
	}
	// Arguments of other types are cleaned here. The spaces of the format stay.
	return flat(fmt.Sprintf(format, shown...))
}

// flat puts text on one line and cleans it, without changing its spaces.
func flat(text string) string {
	return strings.NewReplacer("\n", " ", "\t", " ").Replace(Clean(text))
}
