package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"footnote/bot"
	"footnote/corpus/scan"
	"footnote/internal/samples"
	"footnote/library"
)

// A seer is a model that reads the made-up pictures, one page in five seconds; it refuses one
// of them at first.
type seer struct{ refuses int }

func (*seer) Model() string   { return "eyes_*7b*" }
func (*seer) Version() string { return "eyes" }

func (s *seer) See(ctx context.Context, sight scan.Sight) (scan.Seen, error) {
	select {
	case <-time.After(5 * time.Second):
	case <-ctx.Done():
		return scan.Seen{}, ctx.Err()
	}
	img, err := scan.Decode(sight.Data)
	if err != nil {
		return scan.Seen{}, err
	}
	if marks := samples.Marks(img); marks == s.refuses {
		s.refuses = 0
		return scan.Seen{}, &scan.Failure{Reason: "the model refused to read it"}
	}
	text, ok := samples.SeenText(img)
	if !ok {
		return scan.Seen{}, fmt.Errorf("another picture")
	}
	return scan.Seen{Text: text, Tokens: 100}, nil
}

// TestScans checks that a scan and a screenshot are added with their progress, can be asked
// about, and have footnotes with pages that can be shown.
func TestScans(t *testing.T) {
	withPages(t, func(_ *bot.Options, l *library.Options) { l.Reader.Eye = &seer{refuses: 2} }, func(t *testing.T, h *libraryScene) {
		const by = "由 eyes\\_\\*7b\\* 從圖片讀出"
		h.alice.Slash(h.room, "settings set", option("originals", true)).Answer("-")
		has(t, h.alice.Slash(h.room, "privacy policy").Answer("PDF").Text(), "圖片和掃描頁，會送給語言模型讀出文字")
		added := h.alice.Slash(h.room, "library add", file("scan.pdf", string(samples.Scan(1, 2))))
		added.Answer("從圖片讀第 2 頁，共 2 頁")
		has(t, added.Answer("✅ 已加入").Text(), "Report of the lighthouse", by, "沒有讀的頁面：2。模型拒絕讀取", "讀好的會留著")

		i := h.sources(h.bob, h.room, "Sources", "How tall is the lighthouse?")
		has(t, i.Answer("42 metres").Text(), "p. 1 (read from a picture by eyes\\_\\*7b\\*)")
		page := i.WaitFollowUps(1)[0]
		if width, height, _ := picture(t, page, 0); width != 989 || height != 1400 || !strings.Contains(page.Text(), "p. 1 (read from a picture by") || strings.Contains(page.Text(), "could not be marked") {
			t.Errorf("%d x %d, %q", width, height, page.Text())
		}
		has(t, h.alice.Slash(h.room, "library info", about("Report")).Answer("Report").Text(), "- 從圖片讀出的模型：eyes\\_\\*7b\\*")

		has(t, h.alice.Slash(h.room, "library add", file("shot.png", string(samples.Screenshot()))).Answer("✅ 已加入").Text(), "Ferry timetable", by)
		i = h.sources(h.alice, h.room, "來源", "What does a ferry ticket cost?")
		has(t, i.Answer("90 dollars").Text(), by)
		if width, height, _ := picture(t, i.WaitFollowUps(1)[0], 0); width != 500 || height != 300 {
			t.Errorf("%d x %d", width, height)
		}
	})
}

// TestScansWithoutModel checks that the error without a model that reads pictures says what to
// do.
func TestScansWithoutModel(t *testing.T) {
	withPages(t, nil, func(t *testing.T, h *libraryScene) {
		for _, f := range []string{"scan.pdf", "shot.png"} {
			data := map[string]string{"scan.pdf": string(samples.Scan(1)), "shot.png": string(samples.Screenshot())}[f]
			has(t, h.alice.Slash(h.room, "library add", file(f, data)).Answer("❌").Text(), "FOOTNOTE\\_VISION\\_MODEL")
		}
	})
}
