package followup

import (
	"strings"
	"testing"
)

func TestParseRewritten(t *testing.T) {
	for name, test := range map[string]struct {
		reply string
		want  Rewritten
	}{
		"as asked":    {`{"question": "騰訊有多少專利？", "search": "Tencent patents"}`, Rewritten{"騰訊有多少專利？", "Tencent patents"}},
		"fenced":      {"Sure:\n```json\n{\"question\": \" a? \"}\n```", Rewritten{Question: "a?"}},
		"prose":       {"騰訊有多少專利？", Rewritten{}},
		"broken":      {`{"question": "a?"`, Rewritten{}},
		"turned":      {`} {`, Rewritten{}},
		"an address":  {`{"question": "a https://x.example", "search": "b"}`, Rewritten{Search: "b"}},
		"two lines":   {`{"question": "a?\nb", "search": "b\rc"}`, Rewritten{}},
		"no answer":   {`{"question": "NO_ANSWER", "search": "NO_ANSWER"}`, Rewritten{}},
		"too long":    {`{"question": "` + strings.Repeat("問", maxRewritten+1) + `"}`, Rewritten{}},
		"long enough": {`{"question": "` + strings.Repeat("問", maxRewritten) + `"}`, Rewritten{Question: strings.Repeat("問", maxRewritten)}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := ParseRewritten(test.reply); got != test.want {
				t.Errorf("%q: %+v, want %+v", test.reply, got, test.want)
			}
		})
	}
}
