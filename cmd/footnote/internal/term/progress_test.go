package term

import (
	"bytes"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// waited is what a wait of that length prints.
func waited(t *testing.T, terminal bool, took time.Duration) (out string) {
	synctest.Test(t, func(t *testing.T) {
		var buffer bytes.Buffer
		s := &Screen{&buffer, terminal}
		w := s.Wait("asking a\x1b\nb…")
		time.Sleep(took)
		w.End()
		w.End()
		out = buffer.String()
	})
	return out
}

func TestWait(t *testing.T) {
	const almost, two = 900 * time.Millisecond, 2500 * time.Millisecond
	for _, terminal := range []bool{false, true} {
		if got := waited(t, terminal, almost); got != "" {
			t.Errorf("%q for less than a second", got)
		}
	}
	if got := waited(t, false, two); got != "asking a� b…\n" {
		t.Errorf("%q", got)
	}
	if got := waited(t, true, two); got != "\rasking a� b… 1 s\rasking a� b… 2 s"+clearLine {
		t.Errorf("%q", got)
	}
	Wait{}.End()
}

func TestBar(t *testing.T) {
	var buffer bytes.Buffer
	b := New(&buffer).Bar("embedding")
	b.Show(1, 2)
	b.End()
	if buffer.Len() > 0 {
		t.Errorf("%q where nobody watches", buffer.String())
	}
	b = (&Screen{&buffer, true}).Bar("embedding x\x1b[2J\ny")
	b.Show(1, 2)
	b.Show(0, 0)
	b.End()
	if got, half := buffer.String(), strings.Repeat("=", 15); !strings.HasPrefix(got, "\rembedding x�[2J y ["+half+strings.Repeat(" ", 15)+"] 1/2\r") || !strings.HasSuffix(got, clearLine) {
		t.Errorf("%q", got)
	}
}
