package main

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLines(t *testing.T) {
	bold, red := look{Bold: true}, look{Front: palette[1]}
	for captured, want := range map[string][][]cell{
		"":                                       {nil},
		"ab 燈e\u0301\n":                          {{{"ab ", 3, true, look{}}, {"燈", 2, false, look{}}, {"e\u0301", 1, false, look{}}}},
		"a\n\nb\n\n\n":                           {{{"a", 1, true, look{}}}, nil, {{"b", 1, true, look{}}}},
		"\x1b[1ma\x1b[0mb\x1b[31mc\nd\x1b[me":    {{{"a", 1, true, bold}, {"b", 1, true, look{}}, {"c", 1, true, red}}, {{"d", 1, true, red}, {"e", 1, true, look{}}}},
		"\x1b[1;31ma\x1b[22mb\x1b[39mc":          {{{"a", 1, true, look{Bold: true, Front: palette[1]}}, {"b", 1, true, red}, {"c", 1, true, look{}}}},
		"\x1b[38;5;9ma\x1b[38;5;232;48;5;231mb":  {{{"a", 1, true, look{Front: palette[9]}}, {"b", 1, true, look{Front: "#080808", Back: "#ffffff"}}}},
		"\x1b[38;2;1;2;3ma\x1b[38:2::255:0:16mb": {{{"a", 1, true, look{Front: "#010203"}}, {"b", 1, true, look{Front: "#ff0010"}}}},
		"\x1b]8;;https://a.example\x1b\\a\x1b]8;;\x1b\\b\x1b(Bc\x0f": {{{"abc", 3, true, look{}}}},
		"\x1b[2Ka\x1b[38ma\x1b[38;9;1mb\x1b[":                        {{{"aab", 3, true, look{}}}},
	} {
		if d := cmp.Diff(want, lines(captured)); d != "" {
			t.Errorf("%q (-want +got)\n%s", captured, d)
		}
	}
}

// Characters outside of ASCII get cells of their own, and no character is taken as markup.
func TestPage(t *testing.T) {
	page, err := layOut(lines("\x1b[1ma<b>\x1b[0m\"燈\x1b[7m…"), 20, "zh-CN")
	if err != nil {
		t.Fatal(err)
	}
	want := `<div><i class="ascii" style="width: 36px; font-weight: bold">a&lt;b&gt;</i><i class="ascii" style="width: 9px">&#34;</i><i class="two" style="width: 18px">燈</i>` +
		`<i class="one" style="width: 9px; color: #1e2127; background: #d7dae0">…</i></div>`
	if !strings.Contains(string(page), want) || !strings.Contains(string(page), `lang="zh-CN"`) || !strings.Contains(string(page), "width: 216px") {
		t.Errorf("no %s in\n%s", want, page)
	}
}

// The commands run one after another in a terminal of the given width, also after one failed.
func TestRunAll(t *testing.T) {
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("tmux is not installed")
	}
	got, err := runAll(t.Context(), 12, []string{"echo it\\'s 'a  b'; false", "test -t 1 && echo 1234567890123"})
	if err != nil {
		t.Fatal(err)
	}
	var shown []string
	for _, line := range lines(got) {
		text := ""
		for _, c := range line {
			text += c.Text
		}
		shown = append(shown, strings.TrimRight(text, " "))
	}
	want := []string{`$ echo it\'s`, " 'a  b'; fal", "se", "it's a  b", "", "$ test -t 1", "&& echo 1234", "567890123", "123456789012", "3"}
	if d := cmp.Diff(want, shown); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}
