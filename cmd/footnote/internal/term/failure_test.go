package term

import (
	"errors"
	"strings"
	"testing"
)

// TestReportColon checks that the colon after what failed fits its language.
func TestReportColon(t *testing.T) {
	for what, want := range map[string]string{"command line": "footnote: 命令列：沒有輸入問題\n", "ask": "footnote: ask: 沒有輸入問題\n"} {
		got := onTerminal(t, 80, func(s *Screen) {
			chinese := strings.NewReplacer("command line", "命令列", "there is no question", "沒有輸入問題")
			(&Failure{What: what, Err: errors.New("there is no question")}).Report(false, s, s, chinese.Replace)
		})
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
