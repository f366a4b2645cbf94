package picture_test

import (
	"context"
	"image"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"footnote/corpus/pdf"
	"footnote/corpus/picture"
)

// fellBack draws a page as one whose second drawing, in another font, failed.
type fellBack struct {
	first, second string
	found         []int // in the first
}

func (d *fellBack) Draw(_ context.Context, _ []byte, _, side int, find func([]uint16) []int) (pdf.Drawing, error) {
	drawn := pdf.Drawing{Image: image.NewNRGBA(image.Rect(0, 0, side, side)), Found: find(utf16.Encode([]rune(d.first)))}
	d.found = drawn.Found
	for _, i := range drawn.Found {
		drawn.Places = append(drawn.Places, image.Rect(20*i, 100, 20*i+20, 120))
	}
	find(utf16.Encode([]rune(d.second)))
	return drawn, nil
}

// What is marked was found in the text of the drawing that is shown.
func TestDrawFallsBack(t *testing.T) {
	page := picture.Page{Number: 1, Quotations: []picture.Quotation{{Text: "渡輪每天開三班。"}}}
	for _, c := range []struct {
		fellBack
		marked bool
	}{
		{fellBack{first: "渡輪每天開三班。"}, true},
		{fellBack{second: "渡輪每天開三班。"}, false},
	} {
		got, err := picture.Draw(t.Context(), &c.fellBack, nil, page)
		if err != nil || got.Marked[0] != c.marked {
			t.Errorf("%q, then %q: marked is %v, %v", c.first, c.second, got.Marked, err)
		}
	}
}

// Where a sentence is said again and again beside another column, line by line, no words
// of the other column are taken for its end.
func TestDrawRepeated(t *testing.T) {
	const left, right = "蓄水池设在体育公园地下十二米处，暴雨时每秒可进水三十立方米，雨停后四十八小时内排空。", "水务部门表示，存下的雨水将用于道路冲洗和绿地浇灌，预计每年可节约自来水一百一十万立方米。"
	all := [2][]rune{[]rune(strings.Repeat(left, 6)), []rune(strings.Repeat(right, 6))}
	const width = 20
	var text []rune
	var column []int // of each rune
	for at := 0; at < len(all[1]); at += width {
		for n, c := range all {
			line := append(slices.Clone(c[min(at, len(c)):min(at+width, len(c))]), []rune(" \n")[n])
			text, column = append(text, line...), append(column, slices.Repeat([]int{n}, len(line))...)
		}
	}
	drawer := &fellBack{first: string(text)}
	page := picture.Page{Number: 1, Quotations: []picture.Quotation{{Before: string([]rune(left)[len([]rune(left))-30:]), Text: right, After: string([]rune(right)[:30])}}}
	if got, err := picture.Draw(t.Context(), drawer, nil, page); err != nil || !got.Marked[0] {
		t.Fatalf("%v, %v", got.Marked, err)
	}
	for _, i := range drawer.found {
		if column[i] == 0 && text[i] != ' ' {
			t.Errorf("letter %d, %c, is of the other column", i, text[i])
		}
	}
}
