package selfcheck

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAnswers(t *testing.T) {
	yesNo := map[int]bool{1: true, 2: false}
	for name, test := range map[string]struct {
		reply string
		n     int
		want  map[int]bool
	}{
		"as asked":        {"1: yes\n2: no", 2, yesNo},
		"capitals, marks": {"**1.** Yes.\n**2.** NO!", 2, yesNo},
		"dashes":          {"- 1 - yes\n- 2 – no", 2, yesNo},
		"brackets":        {"[1] yes\n(2) no", 2, yesNo},
		"words":           {"Statement 1: yes\nStatement 2: no", 2, yesNo},
		"reasons":         {"1: yes, it says 42.\n2: no (the passage says 3)", 2, yesNo},
		"one line":        {"1: yes, 2: no", 2, yesNo},
		"semicolons":      {"1: yes; 2: no", 2, yesNo},
		"JSON":            {`{"1": "yes", "2": "no"}`, 2, yesNo},
		"JSON, in lines":  {"```json\n{\n  \"1\": \"yes\",\n  \"2\": \"no\"\n}\n```", 2, yesNo},
		"Chinese":         {"1：是\n2：否", 2, yesNo},
		"Chinese, other":  {"陳述1：是的。\n第2句：不是。", 2, yesNo},
		"CRLF, preface":   {"Here is my check:\r\n\r\n1: yes\r\n2: no\r\n", 2, yesNo},
		"other order":     {"2: no\n1: yes", 2, yesNo},
		"one missing":     {"2: no", 2, map[int]bool{2: false}},
		"unclear":         {"1: maybe\n2: no", 2, map[int]bool{2: false}},
		"both ways":       {"1: yes\n2: no\n1: no", 2, map[int]bool{2: false}},
		"the same again":  {"1: yes\n2: no\n1: yes", 2, yesNo},
		"word, no answer": {"1: nothing\n2: yesterday it rained", 2, map[int]bool{}},
		"too many":        {"1: yes\n2: yes\n3: yes", 2, nil},
		"zero":            {"0: yes\n1: no", 2, nil},
		"huge number":     {"99999999999999999999: yes", 2, map[int]bool{}},
		"no numbers":      {"yes\nno", 2, map[int]bool{}},
		"one, alone":      {"Yes.", 1, map[int]bool{1: true}},
		"one, in Chinese": {"不是。", 1, map[int]bool{1: false}},
		"one, a sentence": {"The passage says so, yes", 1, map[int]bool{}},
		"empty":           {"", 1, map[int]bool{}},
		"prose":           {"I checked 2 statements, and no harm was found.", 2, map[int]bool{}},
		"not UTF-8":       {"1: yes\xff\n\xff2: no", 2, map[int]bool{1: true}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, answers(test.reply, test.n)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", test.reply, diff)
			}
		})
	}
}

// FuzzAnswers checks that whatever a model replies, only the statements that were asked about
// have answers.
func FuzzAnswers(f *testing.F) {
	f.Add("1: yes\n2: no", 2)
	f.Add(`{"1":"yes","2":"no"}`, 1)
	f.Add("，\xff；1 是", 3)
	f.Fuzz(func(t *testing.T, reply string, n int) {
		for i := range answers(reply, n) {
			if i < 1 || i > n {
				t.Errorf("%q about %d statements: an answer for %d", reply, n, i)
			}
		}
	})
}
