package prompt

import (
	"errors"
	"io"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// keys are those of a name or, of another text, its characters.
var keys = map[string]tea.KeyPressMsg{
	"<enter>": {Code: tea.KeyEnter}, "<up>": {Code: tea.KeyUp}, "<down>": {Code: tea.KeyDown}, "<home>": {Code: tea.KeyHome}, "<back>": {Code: tea.KeyBackspace},
	"<tab>": {Code: tea.KeyTab}, "<esc>": {Code: tea.KeyEscape}, "<left>": {Code: tea.KeyLeft}, "<c-c>": {Code: 'c', Mod: tea.ModCtrl}, "<c-d>": {Code: 'd', Mod: tea.ModCtrl},
	"<c-r>": {Code: 'r', Mod: tea.ModCtrl}, "<c-u>": {Code: 'u', Mod: tea.ModCtrl}, "<c-y>": {Code: 'y', Mod: tea.ModCtrl},
	"<c-w>": {Code: 'w', Mod: tea.ModCtrl}, "<c-k>": {Code: 'k', Mod: tea.ModCtrl}, "<a-enter>": {Code: tea.KeyEnter, Mod: tea.ModAlt},
}

// press has a model that was asked the past questions, presses keys, and returns what it took.
func press(past []string, typed ...string) (m *model, all []result) {
	m = &model{asking: true, recall: recall{past: past, at: len(past)}, words: []string{"/sources", "/reset"}, searching: "search", taken: newInbox(), width: 40, height: 10}
	for _, text := range typed {
		if k, ok := keys[text]; ok {
			m.Update(k)
			continue
		}
		if paste, ok := strings.CutPrefix(text, "paste:"); ok {
			m.Update(tea.PasteMsg{Content: paste})
			continue
		}
		for _, c := range text {
			m.Update(tea.KeyPressMsg{Code: c, Text: string(c)})
		}
	}
	for {
		r, there := m.taken.take()
		if !there {
			return m, all
		}
		all = append(all, r)
	}
}

func TestKeys(t *testing.T) {
	past := []string{"first", "第二個問題", "third"}
	for _, c := range []struct {
		name  string
		typed []string
		want  string // lines that were taken, with | between them
	}{
		{"a line", []string{"大模型", "<enter>"}, "大模型"},
		{"a paste is one line", []string{"paste:第一行\r\n第二行\r第三行\n\n", "<enter>"}, "第一行\n第二行\n第三行"},
		{"a paste within", []string{"問：", "paste:a\nb", "！", "<enter>"}, "問：a\nb！"},
		{"a new line", []string{"a", "<a-enter>", "b", "<enter>"}, "a\nb"},
		{"the last one", []string{"<up>", "<enter>"}, "third"},
		{"up and down", []string{"<up>", "<up>", "<up>", "<up>", "<down>", "<enter>"}, "第二個問題"},
		{"what was begun is not lost", []string{"begun", "<up>", "<down>", "<enter>"}, "begun"},
		{"what is taken can be called up", []string{"one", "<enter>", "<up>", "<enter>"}, "one|one"},
		{"what begins with a space cannot", []string{" secret", "<enter>", "<up>", "<enter>"}, " secret|third"},
		{"nor with a wide space", []string{"\u3000secret", "<enter>", "<up>", "<enter>"}, "\u3000secret|third"},
		{"found", []string{"<c-r>", "二", "<enter>"}, "第二個問題"},
		{"found and changed", []string{"<c-r>", "IR", "<left>", "x", "<enter>"}, "thirxd"},
		{"the one before it", []string{"<c-r>", "ir", "<c-r>", "<enter>"}, "first"},
		{"not found", []string{"begun", "<c-r>", "zzz", "<enter>"}, "begun"},
		{"left", []string{"begun", "<c-r>", "ir", "<esc>", "!", "<enter>"}, "begun!"},
		{"less to look for", []string{"<c-r>", "fi", "<back>", "<back>", "th", "<enter>"}, "third"},
		{"a command", []string{"/s", "<tab>", "<enter>"}, "/sources"},
		{"either command", []string{"/", "<tab>", "<enter>"}, "/"},
		{"cut and put back", []string{"ab", "<c-u>", "c", "<c-y>", "<enter>"}, "cab"},
		{"words cut in a row", []string{"one two three", "<c-w>", "<c-w>", "<c-w>", "<c-y>", "<enter>"}, "one two three"},
		{"words cut to both sides", []string{"one two", "<left>", "<left>", "<left>", "<c-w>", "<c-k>", "<c-k>", "<c-y>", "<enter>"}, "one two"},
		{"words cut apart", []string{"one two", "<c-w>", "x", "<c-w>", "<c-y>", "<enter>"}, "one x"},
		{"left with text", []string{"begun", "<c-c>", "x", "<enter>"}, "x"},
		{"several at once", []string{"a", "<enter>", "b", "<enter>"}, "a|b"},
	} {
		_, all := press(past, c.typed...)
		var lines []string
		for _, r := range all {
			if r.err != nil {
				t.Errorf("%s: %v", c.name, r.err)
			}
			lines = append(lines, r.line)
		}
		if got := strings.Join(lines, "|"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestEnds(t *testing.T) {
	for key, want := range map[string]error{"<c-d>": io.EOF, "<c-c>": ErrAborted} {
		if _, all := press(nil, key); len(all) != 1 || !errors.Is(all[0].err, want) {
			t.Errorf("%s: %v", key, all)
		}
		if _, all := press(nil, "ab", "<home>", key, "<enter>"); len(all) != 1 || all[0].err != nil {
			t.Errorf("%s in a line: %v", key, all)
		}
	}
}

// TestLongPaste checks that a paste that is too long is discarded, and that the line is kept.
func TestLongPaste(t *testing.T) {
	m, all := press(nil, "begun", "paste:"+strings.Repeat("多", maxText))
	if len(all) != 1 || !errors.Is(all[0].err, ErrTooLong) || m.buffer.text() != "begun" || m.asking {
		t.Errorf("%v, %q", all, m.buffer.text())
	}
}

// A line is shown while it is waited for, and nothing otherwise.
func TestShown(t *testing.T) {
	m, _ := press([]string{"第二個問題"}, "<c-r>", "二")
	if got := m.View().Content; got != "search 二: 第二個問題" {
		t.Errorf("%q", got)
	}
	m, _ = press([]string{strings.Repeat("長", 30)}, "<c-r>", strings.Repeat("長", 25))
	if got := m.View().Content; !strings.HasPrefix(got, "search …"+strings.Repeat("長", 9)+": 長長") || strings.Count(got, "長") != 39 {
		t.Errorf("%q", got)
	}
	m, _ = press(nil, "paste:第一行\n第二行")
	if v := m.View(); v.Content != "> 第一行\n  第二行" || v.Cursor.X != 8 || v.Cursor.Y != 1 {
		t.Errorf("%q, %v", v.Content, v.Cursor)
	}
	m, _ = press(nil, "a", "<enter>", "b")
	if got := m.View().Content; got != "" {
		t.Errorf("%q", got)
	}
	m.asking = true
	if got := m.View().Content; got != "> b" {
		t.Errorf("%q", got)
	}
}
