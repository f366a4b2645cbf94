package term

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/internal/columns"
)

const title = "大模型這一年：從百家爭鳴到大企業領軍"

// page is one with a part of each kind.
func page() *Page {
	var p Page
	p.Line("[1][2] %s › 02 國際競爭", title)
	p.Line("%s  added  %s", "0a270d00291d", title)
	p.Item("title      ", "%s", title)
	p.Whole("    https://a.example/%s", strings.Repeat("x", 50))
	p.Link("https://a.example/long/address/that/is/not/broken", "https://a.example/#a")
	p.Row(title, "0a270d00291d", "2026-11-28", "   1234 characters    12 passages")
	p.Brief(2, "  nearest: %s", title+title+title)
	p.Marked("燈塔高四十二公尺。 [1]\n", []corpus.Span{{Start: 9, End: 24}})
	text := strings.Repeat("前文很長。", 60) + "燈塔高四十二公尺。" + strings.Repeat("後文很長。", 60)
	at := strings.Index(text, "燈塔")
	p.Excerpt(text, []corpus.Span{{Start: at, End: at + 6}}, corpus.Span{Start: at, End: at + 27}, 2)
	p.Text("\n\n- one two three four five six seven eight nine ten eleven twelve\n")
	return &p
}

// A pipe has everything as it is, each line whole.
func TestPageInPipe(t *testing.T) {
	var out bytes.Buffer
	if err := New(&out).Show(page()); err != nil {
		t.Fatal(err)
	}
	want := "[1][2] " + title + " › 02 國際競爭\n0a270d00291d  added  " + title + "\ntitle      " + title + "\n    https://a.example/" + strings.Repeat("x", 50) +
		"\n    \x1b]8;;https://a.example/#a\x1b\\https://a.example/long/address/that/is/not/broken\x1b]8;;\x1b\\\n0a270d00291d  2026-11-28     1234 characters    12 passages  " + title +
		"\n  nearest: " + title + title + title + "\n燈塔高\x1b[1;33m四十二公尺\x1b[0m。 [1]\n" +
		strings.Repeat("前文很長。", 60) + "\x1b[1;33m燈塔\x1b[0m高四十二公尺。" + strings.Repeat("後文很長。", 60) + "\n\n- one two three four five six seven eight nine ten eleven twelve\n"
	if d := cmp.Diff(want, out.String()); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestPageOnTerminal(t *testing.T) {
	for width, want := range map[int]string{
		40: `[1][2] 大模型這一年：從百家爭鳴到大企業
       領軍 › 02 國際競爭
0a270d00291d  added  大模型這一年：從百
                     家爭鳴到大企業領軍
title      大模型這一年：從百家爭鳴到大
           企業領軍
    https://a.example/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
    https://a.example/long/address/that/is/not/broken
0a270d00291d  大模型這一年：從百家爭鳴…
  nearest: 大模型這一年：從百家爭鳴到大
  企業領軍大模型這一年：從百家爭鳴到大…
燈塔高四十二公尺。 [1]
…很長。前文很長。前文很長。燈塔高四十二
公尺。後文很長。後文很長。後文很長…

- one two three four five six seven
  eight nine ten eleven twelve
`,
	} {
		got := onTerminal(t, width, func(s *Screen) { _ = s.Show(page()) })
		got = strings.NewReplacer("\x1b]8;;https://a.example/#a\x1b\\", "", "\x1b]8;;\x1b\\", "", markStart, "", markEnd, "").Replace(got)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%d columns (-want +got)\n%s", width, d)
		}
	}
	for width := least; width < 220; width++ {
		got := onTerminal(t, width, func(s *Screen) { _ = s.Show(page()) })
		got = strings.NewReplacer("\x1b]8;;https://a.example/#a\x1b\\", "", "\x1b]8;;\x1b\\", "", markStart, "", markEnd, "").Replace(got)
		for line := range strings.Lines(got) {
			line = strings.TrimSuffix(line, "\n")
			if columns.Width(line) > width && !strings.Contains(line, "https://") && !strings.HasPrefix(line, "0a270d00291d") && strings.TrimSpace(line) != "nearest:" {
				t.Errorf("%d columns: %q", width, line)
			}
			if columns.Width(line) > widest && strings.Contains(line, "很長") {
				t.Errorf("%d columns: %q is tiresome", width, line)
			}
		}
	}
}

// The rows of a table have the same cells, as many as there is room for in each of them.
func TestTable(t *testing.T) {
	var p Page
	p.Row("Short", "0a270d00291d", "2026-11-28", "12 passages")
	p.Row("A title that needs a lot of room for itself", "0a270d00291e", "2026-11-28", "12 passages")
	p.Line("and")
	p.Row("Short", "0a270d00291d", "2026-11-28", "12 passages")
	want := `0a270d00291d  2026-11-28  Short
0a270d00291e  2026-11-28  A title that needs a lot of room f…
and
0a270d00291d  2026-11-28  12 passages  Short
`
	if d := cmp.Diff(want, onTerminal(t, 61, func(s *Screen) { _ = s.Show(&p) })); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// A lead that leaves no room is drawn together.
func TestNarrowItem(t *testing.T) {
	var p Page
	p.Item("ok    library    ", "11 articles in 1 scope")
	p.Item("                 hint: ", "all whole")
	want := "ok  library  11\n  articles in 1\n  scope\n  hint: all whole\n"
	if got := onTerminal(t, 20, func(s *Screen) { _ = s.Show(&p) }); got != want {
		t.Errorf("%q, not %q", got, want)
	}
}

// What is streamed is wrapped as it comes.
func TestStream(t *testing.T) {
	for width, want := range map[int]string{
		0:  "It is white and tall. [1] 燈塔高四十二公尺。\n",
		16: "It is white and\ntall. [1] 燈塔高\n四十二公尺。\n",
	} {
		stream := func(s *Screen) {
			stream := s.Stream()
			for _, r := range "It is white and tall. [1] 燈塔高四十二公尺。" {
				_ = stream.Text(string(r))
			}
			_ = stream.End()
			_ = s.Text("\n")
		}
		var got string
		if width > 0 {
			got = onTerminal(t, width, stream)
		} else {
			var pipe bytes.Buffer
			stream(New(&pipe))
			got = pipe.String()
		}
		if got != want {
			t.Errorf("%d columns: %q, not %q", width, got, want)
		}
	}
}
