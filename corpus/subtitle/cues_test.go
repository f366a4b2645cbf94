package subtitle_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/corpus/doc"
	"footnote/corpus/subtitle"
	"footnote/internal/doctest"
	"footnote/internal/shared"
)

const bridge = "1\n00:00:01,000 --> 00:00:04,000\n青石渡橋橫跨鹿溪，\n全長三百八十四公尺。\n\n2\n00:00:04,500 --> 00:00:08,000\n於一九七一年通車，\n\n3\n00:00:08,200 --> 00:00:11,000\n每天有兩萬六千輛車經過。\n"

// sentences are those of subtitles, each after its time.
func sentences(t *testing.T, name, text string) string {
	t.Helper()
	a, err := new(corpus.Reader).Read(t.Context(), doc.File{Name: name, Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Check(); err != nil {
		t.Error(err)
	}
	var all []string
	for _, p := range a.Passages {
		for _, s := range p.Sentences {
			all = append(all, a.At(s.Start).String()+" "+strings.ReplaceAll(a.Quote(s), "\n", "⏎"))
		}
	}
	return strings.Join(all, "\n")
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ name, file, text, want string }{
		{"a sentence over cues", "x.srt", bridge, "0:01 青石渡橋橫跨鹿溪，全長三百八十四公尺。\n0:04 於一九七一年通車，每天有兩萬六千輛車經過。"},
		{"English", "x.srt", "1\r\n00:59:58,900 --> 01:00:01,000\r\n<i>It was built</i>\r\nin 1898.\r\n\r\n2\r\n01:02:03,000 --> 01:02:04,000\r\nIt is white.\r\n", "59:58 It was built in 1898.\n1:02:03 It is white."},
		{"two speakers", "x.srt", "1\n00:00:01,000 --> 00:00:02,000\n- 幾點？\n2\n00:00:02,000 --> 00:00:03,000\n- 三點。\n", "0:01 - 幾點？\n0:02 - 三點。"},
		{"without punctuation", "x.srt", "1\n00:00:01,000 --> 00:00:02,000\n橋很長\n\n2\n00:00:02,000 --> 00:00:03,000\n燈很亮\n", "0:01 橋很長\n0:02 燈很亮"},
		{"a number that is said", "x.srt", "1\n00:00:01,000 --> 00:00:02,000\n有幾座？\n42\n\n2\n00:00:02,000 --> 00:00:03,000\n真多。\n", "0:01 有幾座？\n0:01 42 真多。"},
		{"without blank lines", "x.srt", "1\n00:00:00,000 --> 00:00:02,000\n甲。\n2\n00:00:02,000 --> 00:00:03,000\n乙。\n", "0:00 甲。\n0:02 乙。"},
		{"WebVTT", "x.vtt", "WEBVTT - 港口\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE 備註\n\nid-1\n00:01.500 --> 00:03.000 align:start position:0%\n<v 阿明>港口有<c.yellow>三班</c>渡輪&amp;快艇。\n", "0:01 阿明: 港口有三班渡輪&快艇。"},
		{"captions that roll up", "x.vtt", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nthe bridge is\n\n00:00:02.000 --> 00:00:03.000\nthe bridge is\nlong and old\n\n00:00:03.000 --> 00:00:04.000\nlong and old\nand white.\n", "0:01 the bridge is long and old and white."},
		{"a pause", "x.srt", "1\n00:00:01,000 --> 00:00:02,000\n沒有說完\n\n2\n00:01:02,000 --> 00:01:03,000\n一分鐘後。\n", "0:01 沒有說完\n1:02 一分鐘後。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, sentences(t, c.file, c.text)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// The case of ../shared/cases/README.md: sentences without numbers and timecodes.
func TestCaseSRT(t *testing.T) {
	data, err := os.ReadFile(shared.Path(t, "cases/srt_zh.srt"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("0:01 青石渡橋橫跨鹿溪，全長三百八十四公尺。\n0:04 於一九七一年通車，每天有兩萬六千輛車經過。", sentences(t, "srt_zh.srt", string(data))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRefusedSubtitles(t *testing.T) {
	many := strings.Repeat("00:00:01,000 --> 00:00:02,000\nx\n", doc.MaxParagraphs+1)
	for name, text := range map[string]string{"no subtitles": "只有文字。\n", "no line is a time": "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "lines or paragraphs": many, "NUL": "a\x00b"} {
		d, err := subtitle.Parse(t.Context(), doc.File{Data: []byte(text)})
		doctest.Check(t, d, err)
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzSubtitles(f *testing.F) {
	f.Add([]byte(bridge))
	f.Add([]byte("WEBVTT\n\n99:99.9 --> 00:00.0\n<v a>{\\an8}&#0;\n-\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := subtitle.Parse(t.Context(), doc.File{Data: data})
		doctest.Check(t, d, err)
	})
}
