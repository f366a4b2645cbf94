package bot_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"footnote/internal/samples"
)

// TestAddEveryFormat uploads a file of each of ten more formats under its own name, and checks
// that it answers with the row, the slide, the cell or the time.
func TestAddEveryFormat(t *testing.T) {
	places := map[string]string{"row 2": "第 2 列", "row 3": "第 3 列", "slide 2": "第 2 張投影片", "slide 3": "第 3 張投影片", "cell 3": "第 3 個儲存格", "0:04": "· 0:04", "": ""}
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		files := samples.Formats()
		for _, name := range slices.Sorted(maps.Keys(files)) {
			h.alice.Slash(h.room, "library add", file(name, string(files[name]))).Answer("✅ 已加入")
		}
		for _, q := range samples.FormatQuestions() {
			answer := h.alice.Slash(h.room, "ask", question(q.Question.Question)).Answer("[1]")
			shown := answer.Text() + h.alice.Click(answer, "來源").Answer("**").Text()
			if !strings.Contains(plain(shown), plain(q.Quote)) {
				h.Errorf("%s: no %q in\n%s", q.Question.Question, q.Quote, shown)
			}
			if !strings.Contains(plain(answer.Text()), plain(q.Section)) || !strings.Contains(plain(answer.Text()), plain(places[q.Position])) {
				h.Errorf("%s: no section %q or no place %q in\n%s", q.Question.Question, q.Section, places[q.Position], answer.Text())
			}
		}
	})
}

// TestAddOldFormats checks that known formats that are not supported get an error that says
// what to do instead.
func TestAddOldFormats(t *testing.T) {
	withLibrary(t, quiet, nil, func(t *testing.T, h *libraryScene) {
		old := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 504) + "W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00"
		for name, c := range map[string]struct{ data, want string }{"報告.doc": {old, "另存成 DOCX"}, "掃描.png": {"\x89PNG\r\n\x1a\n0000", "文字辨識（OCR）"}} {
			answer := h.over(h.alice.Slash(h.room, "library add", file(name, c.data)))
			if !strings.Contains(answer.Text(), c.want) {
				h.Errorf("%s: %s", name, answer.Text())
			}
		}
	})
}
