package pdf

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// numbered are n pages with a head, a body of three lines that differ, and a
// foot.
func numbered(n int, head, foot func(page int) string) [][]line {
	bodies := strings.Split("春夏秋冬東南西北上下左右天地玄黃宇宙洪荒日月盈昃辰宿列張", "")
	var pages [][]line
	for i := range n {
		body := bodies[i%len(bodies)]
		lines := set(head(i+1), "^"+body+"一。", body+"二。", body+"三。", "^"+foot(i+1))
		pages = append(pages, lines)
	}
	return pages
}

func TestWithoutMargins(t *testing.T) {
	constant := func(text string) func(int) string { return func(int) string { return text } }
	counting := func(format string, by int) func(int) string {
		return func(page int) string { return fmt.Sprintf(format, page+by) }
	}
	prices := func(page int) string { return []string{"17", "4", "92", "5"}[page%4] }
	unlike := func(page int) string { return strings.Repeat("題", page+1) }
	bySide := func(page int) string { return []string{"書名", "章名"}[page%2] }
	for _, c := range []struct {
		name       string
		pages      int
		head, foot func(int) string
		left       int // lines of the last page
	}{
		{"head and page number", 5, constant("人工智能年報"), counting("- %d -", 0), 3},
		{"numbers from another one on", 5, constant("年報"), counting("%d", 16), 3},
		{"page of pages", 4, constant("年報"), counting("第 %d 頁 共 4 頁", 0), 3},
		{"left and right heads", 6, bySide, counting("%d", 0), 3},
		{"two pages are few", 2, constant("年報"), counting("%d", 0), 4},
		{"numbers that do not count", 6, unlike, prices, 5},
		{"a sentence recurs", 5, constant("我們又說了一次。"), unlike, 5},
	} {
		pages := withoutMargins(numbered(c.pages, c.head, c.foot))
		if got := len(pages[len(pages)-1]); got != c.left {
			t.Errorf("%s: %d lines left, want %d: %v", c.name, got, c.left, pages[len(pages)-1])
		}
	}
}

// What is all there is stays.
func TestMarginsOfNothingElse(t *testing.T) {
	pages := [][]line{set("標語"), set("標語"), set("標語")}
	if diff := cmp.Diff(pages, withoutMargins(pages), cmp.AllowUnexported(line{}, word{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestInfo(t *testing.T) {
	for date, want := range map[string]string{
		"D:20260102030405+08'00'": "2026-01-02", "20260102": "2026-01-02", "D:20261402": "", "D:2026": "", "": "", "D:00000000": "", "yesterday": "",
	} {
		if got := day(date); got != want {
			t.Errorf("day of %q is %q, want %q", date, got, want)
		}
	}
	for raw, want := range map[string]string{
		"人工智能的故事": "人工智能的故事", "Microsoft Word - 報告.docx": "", "report.DOC": "", "untitled": "", "Untitled-1": "", "The PDF. A history": "The PDF. A history",
	} {
		if got := title(raw); got != want {
			t.Errorf("title of %q is %q, want %q", raw, got, want)
		}
	}
}
