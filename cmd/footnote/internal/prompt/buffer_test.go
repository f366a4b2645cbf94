package prompt

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

const family = "👨‍👩‍👧‍👦"

// What is written is edited by characters as a reader counts them.
func TestBuffer(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		do               func(b *buffer)
	}{
		{"a family", "家" + family, "家", func(b *buffer) { b.cut(b.left) }},
		{"an accent that comes late", "cafe", "cafe\u0301!", func(b *buffer) { b.insert("\u0301"); b.insert("!") }},
		{"an accent goes with its letter", "cafe\u0301", "caf", func(b *buffer) { b.cut(b.left) }},
		{"nothing before", "", "", func(b *buffer) { b.cut(b.left); b.cut(b.wordLeft); b.left(); b.wordRight() }},
		{"in the middle", "大模型", "大的模型", func(b *buffer) { b.left(); b.left(); b.insert("的") }},
		{"at the beginning", "模型", "大模型", func(b *buffer) { b.home(); b.insert("大") }},
		{"forwards", "大模型", "模型", func(b *buffer) { b.home(); b.cut(b.right) }},
		{"a word of letters", "what is GPT-4o ", "what is GPT-", func(b *buffer) { b.cut(b.wordLeft) }},
		{"a word of Chinese", "大模型", "大模", func(b *buffer) { b.cut(b.wordLeft) }},
		{"letters behind Chinese", "模型GPT", "模型", func(b *buffer) { b.cut(b.wordLeft) }},
		{"a word forwards", "one two", " two", func(b *buffer) { b.home(); b.cut(b.wordRight) }},
		{"to the end of a line", "one\ntwo", "o\ntwo", func(b *buffer) { b.up(); b.home(); b.right(); b.cut(b.end) }},
		{"up keeps the column", "四個字呢\n兩個", "四個x字呢\n兩個", func(b *buffer) { b.up(); b.insert("x") }},
		{"down keeps the column", "ab\nc\ndef", "ab\nc\ndxef", func(b *buffer) {
			b.up()
			b.up()
			b.home()
			b.right()
			b.down()
			b.down()
			b.insert("x")
		}},
		{"what a terminal obeys", "", "a\ufffd[2Jb c", func(b *buffer) { b.insert("a\x1b[2Jb\tc") }},
	} {
		var b buffer
		b.set(c.text)
		c.do(&b)
		if got := b.text(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	var b buffer
	b.insert("begun")
	if b.insert(strings.Repeat("多", maxText)) || b.text() != "begun" || !b.insert(strings.Repeat("x", maxText-5)) || b.insert("y") {
		t.Errorf("%d bytes", len(b.text()))
	}
}

// No row is wider than the terminal, nothing of the text is lost, and the cursor is
// where the next character comes to stand.
func TestLayout(t *testing.T) {
	for _, text := range []string{"", "short", strings.Repeat("國內發布了多少個大模型", 9), strings.Repeat("GPT 在中國，", 12), "第一行\n第二行很長很長很長很長很長很長很長很長\n", family + strings.Repeat("字", 40)} {
		for _, width := range []int{4, 5, 39, 40, 60, 200} {
			for _, measure := range []ansi.Method{ansi.WcWidth, ansi.GraphemeWidth} {
				var b buffer
				b.set(text)
				for b.at = range len(b.all) + 1 {
					l := lay(sign, &b, width, measure)
					for _, row := range l.rows {
						if n := measure.StringWidth(row); n > width && !strings.Contains(row, family) {
							t.Fatalf("%q in %d columns: the row %q has %d", text, width, row, n)
						}
					}
					whole := strings.ReplaceAll(strings.ReplaceAll(text, "\n", indent), " ", "")
					if got := strings.ReplaceAll(strings.Join(l.rows, ""), " ", ""); got != ">"+strings.ReplaceAll(whole, " ", "") {
						t.Fatalf("%q in %d columns is %q", text, width, l.rows)
					}
					if l.x >= width || l.y >= len(l.rows) || b.at == len(b.all) && l.x != measure.StringWidth(l.rows[l.y]) {
						t.Fatalf("%q in %d columns: cursor at %d, %d of %q", text, width, l.x, l.y, l.rows)
					}
					if part := l.within(3); len(part.rows) > 3 || part.rows[part.y] != l.rows[l.y] {
						t.Fatalf("%q: %v", part.rows, part.y)
					}
				}
			}
		}
	}
}

// A terminal that becomes narrower moves the ends of rows to rows of their own.
func TestMoved(t *testing.T) {
	l := layout{rows: []string{strings.Repeat("x", 40), strings.Repeat("字", 10), "end"}, x: 3, y: 2}
	for width, want := range map[int]int{39: 1, 40: 0, 20: 1, 19: 3, 10: 4, 3: 13 + 6 + 1} {
		if got := l.moved(width, ansi.WcWidth); got != want {
			t.Errorf("%d columns: %d, want %d", width, got, want)
		}
	}
	if reflows(func(name string) string { return map[string]string{"XTERM_VERSION": "XTerm(390)"}[name] }) || !reflows(func(string) string { return "" }) {
		t.Error("a terminal is taken for another one")
	}
}
