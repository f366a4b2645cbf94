package prompt

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"footnote/cmd/footnote/internal/term"
)

// maxText is the maximum size of a text in bytes. A longer question is refused anyway, and
// drawing it would be slow with every key.
const maxText = 64 << 10

// A buffer is the text being edited: its user-perceived characters, each of one or more code
// points, and the number of them before the cursor.
type buffer struct {
	all []string
	at  int
}

func characters(text string) (all []string) {
	for state := -1; text != ""; {
		var c string
		c, text, _, state = uniseg.FirstGraphemeClusterInString(text, state)
		all = append(all, c)
	}
	return all
}

func (b *buffer) text() string { return strings.Join(b.all, "") }

func (b *buffer) empty() bool { return len(b.all) == 0 }

// set replaces the text and puts the cursor at its end.
func (b *buffer) set(text string) {
	b.all = characters(text)
	b.at = len(b.all)
}

// insert inserts text at the cursor, without control characters. The start of the text, such as
// a combining accent, may join the character before the cursor. If there is no room for all of
// the text, nothing is inserted.
func (b *buffer) insert(text string) (fits bool) {
	text = strings.ReplaceAll(term.Clean(text), "\t", " ")
	if len(b.text())+len(text) > maxText {
		return false
	}
	from := max(b.at-1, 0)
	added := characters(strings.Join(b.all[from:b.at], "") + text)
	b.all = slices.Replace(b.all, from, b.at, added...)
	b.at = from + len(added)
	return true
}

// before returns the character before the cursor, and after the one behind it, or "" if there
// is none.
func (b *buffer) before() string {
	if b.at == 0 {
		return ""
	}
	return b.all[b.at-1]
}

func (b *buffer) after() string {
	if b.at == len(b.all) {
		return ""
	}
	return b.all[b.at]
}

func (b *buffer) left() { b.at = max(b.at-1, 0) }

func (b *buffer) right() { b.at = min(b.at+1, len(b.all)) }

// home and end stay within the cursor's line.
func (b *buffer) home() {
	for b.before() != "" && b.before() != "\n" {
		b.at--
	}
}

func (b *buffer) end() {
	for b.after() != "" && b.after() != "\n" {
		b.at++
	}
}

// wordLeft moves to the beginning of a word: a run of letters, or a single character of a
// script written without spaces.
func (b *buffer) wordLeft() {
	for b.before() != "" && !isLetter(b.before()) {
		b.at--
	}
	if isWord(b.before()) {
		b.at--
		return
	}
	for isLetter(b.before()) && !isWord(b.before()) {
		b.at--
	}
}

func (b *buffer) wordRight() {
	for b.after() != "" && !isLetter(b.after()) {
		b.at++
	}
	if isWord(b.after()) {
		b.at++
		return
	}
	for isLetter(b.after()) && !isWord(b.after()) {
		b.at++
	}
}

func isLetter(c string) bool {
	r, _ := utf8.DecodeRuneInString(c)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// isWord reports whether a character is a word by itself.
func isWord(c string) bool {
	r, _ := utf8.DecodeRuneInString(c)
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// cut removes and returns the text between the cursor and where move puts it.
func (b *buffer) cut(move func()) string {
	from := b.at
	move()
	low, high := min(from, b.at), max(from, b.at)
	taken := strings.Join(b.all[low:high], "")
	b.all, b.at = slices.Delete(b.all, low, high), low
	return taken
}

// cutBy returns the movement that bounds the text cut by a key, or nil for any other key. Such
// text can be put back with Ctrl-Y.
func (b *buffer) cutBy(key string) (move func()) {
	switch key {
	case "ctrl+u":
		return b.home
	case "ctrl+k":
		return b.end
	case "ctrl+w", "alt+backspace", "ctrl+backspace":
		return b.wordLeft
	case "alt+d", "ctrl+delete":
		return b.wordRight
	}
	return nil
}

// up and down move to the line above or below, and report whether there is one.
func (b *buffer) up() bool {
	if !slices.Contains(b.all[:b.at], "\n") {
		return false
	}
	from := b.at
	b.home()
	column := from - b.at
	b.left()
	b.home()
	b.rightUpTo(column)
	return true
}

func (b *buffer) down() bool {
	if !slices.Contains(b.all[b.at:], "\n") {
		return false
	}
	from := b.at
	b.home()
	column := from - b.at
	b.end()
	b.right()
	b.rightUpTo(column)
	return true
}

func (b *buffer) rightUpTo(column int) {
	for ; column > 0 && b.after() != "" && b.after() != "\n"; column-- {
		b.at++
	}
}
