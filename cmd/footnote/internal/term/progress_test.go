package term

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/columns"
)

// onTerminal is what a terminal of so many columns is sent.
func onTerminal(t *testing.T, width int, do func(*Screen)) (out string) {
	synctest.Test(t, func(t *testing.T) {
		var buffer bytes.Buffer
		do(newTerminal(&buffer, func() int { return width }))
		out = buffer.String()
	})
	return out
}

// frames are the lines that were shown one after another, without what moves; "" is a
// cleared line.
func frames(sent string) (all []string) {
	for _, one := range strings.Split(sent, clearLine)[1:] {
		one = strings.TrimSuffix(one, "\r")
		for _, s := range spinner {
			one = strings.TrimPrefix(one, " "+s)
		}
		all = append(all, one)
	}
	return all
}

func TestWait(t *testing.T) {
	waited := func(took time.Duration) func(*Screen) {
		return func(s *Screen) {
			w := s.Wait("asking a\x1b\nb…")
			time.Sleep(took)
			w.End()
			w.End()
		}
	}
	if got := onTerminal(t, 80, waited(90*time.Millisecond)); got != "" {
		t.Errorf("%q for a moment", got)
	}
	if d := cmp.Diff([]string{" asking a� b… 0 s", " asking a� b… 0 s", ""}, frames(onTerminal(t, 80, waited(250*time.Millisecond)))); d != "" {
		t.Error(d)
	}
	if got := frames(onTerminal(t, 80, waited(2050*time.Millisecond))); got[len(got)-2] != " asking a� b… 2 s" || got[len(got)-1] != "" {
		t.Errorf("%q", got)
	}
	for took, want := range map[time.Duration]string{900 * time.Millisecond: "", 2500 * time.Millisecond: "asking a� b…\n"} {
		synctest.Test(t, func(t *testing.T) {
			var buffer bytes.Buffer
			waited(took)(New(&buffer))
			if buffer.String() != want {
				t.Errorf("%q in a pipe", buffer.String())
			}
		})
	}
	Wait{}.End()
}

// A bar moves at once, what is printed stands above it, and nothing of it stays.
func TestBar(t *testing.T) {
	var pipe bytes.Buffer
	b := New(&pipe).Bar("embedding")
	b.Begin().Show(1, 2)
	b.End()
	if pipe.Len() > 0 {
		t.Errorf("%q where nobody watches", pipe.String())
	}
	tick := func() { time.Sleep(every + time.Millisecond) }
	got := onTerminal(t, 80, func(s *Screen) {
		files, never := s.Bar("reading notes\x1b[2J\n"), s.Bar("never")
		tick()
		files.Begin()
		tick()
		files.Show(1, 4)
		part := s.Bar("embedding 燈塔.md")
		part.Show(30, 120)
		tick()
		_ = s.Line("%s", "added")
		tick()
		_ = s.Text("no end")
		tick()
		_ = s.Text("\n")
		part.End()
		files.Say("looking", 0, 0)
		tick()
		never.End()
		files.End()
		files.End()
		tick()
		files.Show(4, 4)
		tick()
		files.End()
		tick()
	})
	half := "[=====               ] 1/4 embedding 燈塔.md 30/120"
	want := []string{" reading notes�[2J", " " + half, "added\n", " " + half, "no end\n", " looking", "", " [====================] 4/4 reading notes�[2J", ""}
	want[len(want)-2] = " [====================] 4/4 looking"
	if d := cmp.Diff(want, frames(got)); d != "" {
		t.Errorf("(-want +got)\n%s%q", d, got)
	}
}

// An error ends what was being done, so that nothing is drawn below it.
func TestBarFailed(t *testing.T) {
	got := onTerminal(t, 80, func(s *Screen) {
		s.Bar("reading").Begin()
		time.Sleep(150 * time.Millisecond)
		(&Failure{Err: fmt.Errorf("no room"), Hint: "make some"}).Report(false, s, s, func(e string) string { return e })
		time.Sleep(time.Second)
	})
	if want := clearLine + " " + spinner[1] + " reading\r" + clearLine + "footnote: no room\nhint: make some\n"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}

func TestProgressLine(t *testing.T) {
	files := work{what: "reading a folder", done: 3, total: 10}
	embedding := work{what: "燈塔管理年報（民國一百一十五年）.pdf: embedding", done: 40, total: 120}
	for width, want := range map[int]string{
		100: " * [======              ] 3/10 燈塔管理年報（民國一百一十五年）.pdf: embedding 40/120",
		80:  " * [======              ] 3/10 燈塔管理年報（民國一百一十五年）.pdf 40/120",
		60:  " * [======              ] 3/10 燈塔管理年…五年）.pdf 40/120",
		40:  " * 3/10 燈塔管理年報…五年）.pdf 40/120",
		20:  " * 3/10 燈塔…）.pdf",
		12:  " * 3/10",
		8:   " *",
	} {
		if got := progressLine([]work{files, embedding}, "*", width); got != want {
			t.Errorf("%d columns: %q, not %q", width, got, want)
		}
	}
	for width := least; width < 130; width++ {
		for _, works := range [][]work{{files}, {embedding}, {files, embedding}, {{what: "燈塔"}}, {{what: "found", done: 12}}} {
			if got := progressLine(works, "*", width); columns.Width(got) >= width || got != strings.TrimRight(got, " ") {
				t.Errorf("%d columns: %q", width, got)
			}
		}
	}
}
