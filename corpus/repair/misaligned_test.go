package repair

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/corpus/doc"
	"footnote/internal/long"
)

// A misaligned run is restored exactly or left, and never replaced by something
// else.
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
	if tried < 10 || wrong > 0 {
		t.Errorf("%d of %d runs were restored wrongly", wrong, tried)
	}
}

// What is not certain stays as it is, and is told; the same signs in a text that is
// whole are none.
func TestDoubtfulRuns(t *testing.T) {
	for _, c := range []struct {
		text     string
		doubtful bool
	}{
		{"領域?竽Ｐ蛣窃谕ㄓ么竽Ｐ脱e灌入行業知識。", true},
		{"因此?斯ぶ悄芤环矫嬉趪烂C的專業場景裡發揮價值。", true},
		{"對想?龀鋈珬Ｗ灾鲃撔麓竽Ｐ偷墓緛碚f，最主要的兩道限制。", true},
		{"面對大模?鸵活惣夹摹缚ú弊印闺y題。", true},
		{"由此推想?钺岬纳鷳沁臃止ぃ夯A設施。", true},
		{"這個字怎麼讀?龘龘是兩條龍的樣子。", false},
		{"他問幾點?三點半開船，四點到島上。", false},
		{"俄文怎麼說?Маяк построен в 1898 году。", false},
		{"何時?それは一八九八年のことだった。", false},
		{"代碼是 6660d5951b 與 3333dd18ae。", false},
	} {
		d := doc.Document{Blocks: []doc.Block{{Text: c.text}}}
		report, err := Document(&d, &Lexicon{})
		if err != nil || d.Blocks[0].Text != c.text || (len(report.Doubtful) > 0) != c.doubtful {
			t.Errorf("%s: %s, %q, %v", c.text, d.Blocks[0].Text, report.Doubtful, err)
		}
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
