package subscription

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"path/filepath"
	"testing"

	"footnote/corpus/scan"
)

// An eye is a model that reads all pages but the one numbered fails.
type eye struct {
	fails int
	asked []int
}

func (*eye) Model() string   { return "eyes" }
func (*eye) Version() string { return "eyes" }

func (e *eye) See(_ context.Context, s scan.Sight) (scan.Seen, error) {
	e.asked = append(e.asked, s.Number)
	if s.Number == e.fails {
		return scan.Seen{}, &scan.Failure{Reason: "the model did not answer in time", Server: true}
	}
	return scan.Seen{Text: fmt.Sprintf("# 手冊\n\n第%d頁說塔有四十二公尺高。", s.Number)}, nil
}

// TestSeenInPart checks that a picture that was read in part is read further only on request.
func TestSeenInPart(t *testing.T) {
	s, at, u := folder(t)
	e := &eye{fails: 2}
	s.Library.Reader.Eye = e
	long := image.NewGray(image.Rect(0, 0, 100, 300)) // read as two sheets
	for i := range long.Pix {
		long.Pix[i] = byte(i * i >> 3)
	}
	var file bytes.Buffer
	if err := png.Encode(&file, long); err != nil {
		t.Fatal(err)
	}
	s.write(filepath.Join(at, "long.png"), file.String())
	s.must(u, Options{})
	s.holds("手冊")
	if fmt.Sprint(e.asked) != "[1 2]" {
		t.Errorf("asked for %v", e.asked)
	}
	e.fails, e.asked = 0, nil
	if s.must(u, Options{}); len(e.asked) > 0 {
		t.Errorf("asked by itself for %v", e.asked)
	}
	s.must(u, Options{Again: true})
	s.holds("手冊")
	if fmt.Sprint(e.asked) != "[2]" {
		t.Errorf("asked again for %v", e.asked)
	}
	if s.must(u, Options{Again: true}); len(e.asked) != 1 {
		t.Errorf("asked once more for %v", e.asked)
	}
}
