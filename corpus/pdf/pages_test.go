package pdf

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
)

// pageBlocks are the blocks of d as "page text", with + before one that continues.
func pageBlocks(d doc.Document) []string {
	var all []string
	for _, b := range d.Blocks {
		mark := ""
		if b.Continues {
			mark = "+"
		}
		all = append(all, fmt.Sprintf("%d %s%s", b.Page, mark, b.Text))
	}
	return all
}

func TestDocument(t *testing.T) {
	const long = "這一行文字一直寫到頁面的最後一個字還沒有寫完整句話的意思就到"
	for _, c := range []struct {
		name  string
		pages []string
		want  []string
	}{
		{"lines are paragraphs", []string{"題目\n第一段。\n\n第二段。"}, []string{"1 題目", "1 第一段。", "1 第二段。"}},
		{"a long line goes on", []string{long, "了頁尾。\n下一段。"}, []string{"1 " + long, "2 +了頁尾。", "2 下一段。"}},
		{"over three pages", []string{long, long, "完。"}, []string{"1 " + long, "2 +" + long, "3 +完。"}},
		{"over a blank page", []string{long, " \n", "完。"}, []string{"1 " + long, "3 +完。"}},
		{"a comma goes on", []string{"短，", "長。"}, []string{"1 短，", "2 +長。"}},
		{"a small letter goes on", []string{"It ends", "here."}, []string{"1 It ends", "2 +here."}},
		{"a sentence has ended", []string{long + "。", "下一段。"}, []string{"1 " + long + "。", "2 下一段。"}},
		{"the paginator knows better", []string{long + "\n", "下一段。"}, []string{"1 " + long, "2 下一段。"}},
		{"a heading", []string{"結論", "本文說明。"}, []string{"1 結論", "2 本文說明。"}},
		{"an item", []string{long, "（二）第二項"}, []string{"1 " + long, "2 （二）第二項"}},
		{"no text", []string{"", "\n"}, nil},
	} {
		if diff := cmp.Diff(c.want, pageBlocks(Paginated{Pages: c.pages}.Document())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func fileOf(raw []byte) doc.File { return doc.File{Name: "x.pdf", Data: raw} }
