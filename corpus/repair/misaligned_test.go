package repair

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/internal/long"
)

// A misaligned run is restored exactly or left: next to never is it replaced by
// something else.
func TestMisalignedRuns(t *testing.T) {
	long.Skip(t, "a search over many readings")
	raw, err := os.ReadFile("../builtin.txt")
	if err != nil {
		t.Fatal(err)
	}
	var lexicon Lexicon
	w, err := lexicon.Vocabulary()
	if err != nil {
		t.Fatal(err)
	}
	m := newMojibake(w)
	text := string(raw)
	wrong, tried := 0, 0
	for i, sentence := range strings.Split(text, "。") {
		if i%3 != 0 {
			continue
		}
		run := []rune(strings.TrimSpace(sentence))
		for end := 14; end < min(len(run), 40); end++ {
			broken := misalign(m, run[2:end])
			if broken == "" {
				continue
			}
			tried++
			whole := strings.Replace(text, string(run), string(run[:2])+broken+string(run[end:]), 1)
			if got := repaired(t, whole); got != text && got != whole {
				wrong++
				t.Logf("restored wrongly: %s", string(run[:end]))
			}
			break
		}
	}
	// A vanished pair at the very start leaves no trace, so a few are beyond
	// certainty; the count may not grow.
	if tried < 10 || wrong > 2 {
		t.Errorf("%d of %d runs were restored wrongly", wrong, tried)
	}
}

// repaired is a text after repair, a line a paragraph.
func repaired(t *testing.T, text string) string {
	t.Helper()
	var d doc.Document
	for line := range strings.Lines(text) {
		d.Blocks = append(d.Blocks, doc.Block{Text: line})
	}
	if _, err := Document(&d, &Lexicon{}); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, b := range d.Blocks {
		out.WriteString(b.Text)
	}
	return out.String()
}

// misalign reads the GBK of run one byte late, the way the broken article was
// made; "" where the run has no single byte to end on.
func misalign(m *mojibake, run []rune) string {
	var raw []byte
	for _, r := range run {
		code := m.gbk(r)
		if code == 0 {
			return ""
		}
		raw = append(raw, byte(code>>8), byte(code))
	}
	if raw[len(raw)-1] >= utf8.RuneSelf {
		return ""
	}
	out := "?"
	for i := 1; i+1 < len(raw)-1; i += 2 {
		if r := m.decode[uint16(raw[i])<<8|uint16(raw[i+1])]; r != 0 {
			out += string(r)
		}
	}
	return out + string(rune(raw[len(raw)-1]))
}
