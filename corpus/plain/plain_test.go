package plain

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Blocks lose nothing; only those of text that was wrapped have several lines.
func TestBlocks(t *testing.T) {
	const wrapped = "The harbour has three ferries on every day of the week, and two more of\nthem at weekends. The lighthouse is forty-two metres high.\n"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a line is a paragraph", "甲。\n乙。\n\n丙。", []string{"甲。", "乙。", "丙。"}},
		{"wrapped", wrapped + "\nEnd.\n", []string{strings.TrimSuffix(wrapped, "\n"), "End."}},
		{"a list in wrapped text", wrapped + "- The first item of a list is as long as the lines above it, nearly so\n- the second\n", []string{strings.TrimSuffix(wrapped, "\n"), "- The first item of a list is as long as the lines above it, nearly so", "- the second"}},
		{"blank lines in front", "\n甲。\n", []string{"", "甲。"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			whole := ""
			for _, b := range Blocks(c.text) {
				got = append(got, b.Text)
				whole += b.Text + b.Gap
			}
			if diff := cmp.Diff(c.want, got); diff != "" || whole != c.text {
				t.Errorf("together %q (-want +got):\n%s", whole, diff)
			}
		})
	}
}

// The line ends of a column of Chinese stand for nothing. Where lines are the
// author's, each stays one.
func TestColumns(t *testing.T) {
	const ten = "石橋橫跨鹿溪全長一百"
	for _, c := range []struct{ name, text, want string }{
		{"a column", ten + "石橋橫\n" + ten + "石橋橫\n" + ten + "石橋橫\n公尺。\n\n另一段。", ten + "石橋橫" + ten + "石橋橫" + ten + "石橋橫公尺。|另一段。"},
		{"words of English", ten + "石橋橫\n" + ten + "石橋橫\n" + ten + "用了\nWindows系統和石橋橫跨大\n鹿溪。\n", ten + "石橋橫" + ten + "石橋橫" + ten + "用了Windows系統和石橋橫跨大鹿溪。"},
		{"Korean", strings.Repeat("등대는바다에서서있다그리고배들을\n", 4), strings.TrimSuffix(strings.Repeat("등대는바다에서서있다그리고배들을|", 4), "|")},
		{"verse", strings.Repeat("床前明月光，\n疑是地上霜。\n", 4), strings.TrimSuffix(strings.Repeat("床前明月光，|疑是地上霜。|", 4), "|")},
		{"names", "王小明\n李小華\n陳大文\n林志成\n張美麗\n", "王小明|李小華|陳大文|林志成|張美麗"},
		{"a list", strings.Repeat("- "+ten+"石橋橫跨\n", 4), strings.TrimSuffix(strings.Repeat("- "+ten+"石橋橫跨|", 4), "|")},
		{"headlines of several lengths", ten + "石橋橫跨\n" + ten + "\n" + ten + "石橋橫跨鹿溪\n" + ten + "橋\n" + ten + "石橋\n", ten + "石橋橫跨|" + ten + "|" + ten + "石橋橫跨鹿溪|" + ten + "橋|" + ten + "石橋"},
		{"paragraphs apart", strings.Repeat(ten+"石橋橫跨。\n\n", 4), strings.TrimSuffix(strings.Repeat(ten+"石橋橫跨。|", 4), "|")},
		{"a soft hyphen", "The harbour has three ferries on every day of the week, and two infor\u00AD\nmation desks.\n", "The harbour has three ferries on every day of the week, and two information desks."},
	} {
		var got []string
		for _, b := range Blocks(c.text) {
			got = append(got, b.Text)
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
