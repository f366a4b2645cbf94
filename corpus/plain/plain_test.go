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
