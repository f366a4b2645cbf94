package about_test

import (
	"fmt"
	"strings"
	"testing"

	"footnote/rag/about"
	"footnote/rag/lexical"
)

const catalogue = `# 港口指南

渡輪公司提供兩種票。包括：

全票：兩百元。不限時段。

半票：一百元。

買票之前請先看天氣。

## 設施

1、候船室

有三百個座位。

2、咖啡館

早上六點開門。

## 航線總覽

| 航線 | 班次 |
|---|---|
| 東島線 | 三班 |
| 西島線 | 一班 |

## Advantages of ferries

Ferries are cheap to run and easy to board. They carry cars.

Ferries are seldom late.

## 歷史

### 木船時代

最早的渡輪是木船。

### 鐵船時代

後來換成鐵船。
`

func TestListing(t *testing.T) {
	a := read(t, "port.md", catalogue)
	for _, c := range []struct {
		subject string
		want    string // empty: nothing is listed under that name
	}{
		{"設施", "「設施」底下列了 2 項：\n候船室 [1]\n咖啡館 [2]"},
		{"设施", "「設施」底下列了 2 項：\n候船室 [1]\n咖啡館 [2]"},
		{"這期推薦了哪些設施", "「設施」底下列了 2 項：\n候船室 [1]\n咖啡館 [2]"},
		{"航線", "「航線」底下列了 2 項：\n東島線 | 三班 [1]\n西島線 | 一班 [2]"},
		{"票", ""},
		{"兩種票", "「渡輪公司提供兩種票」底下列了 2 項：\n全票：兩百元。 [1]\n半票：一百元。 [2]"},
		{"advantages", "「Advantages of ferries」底下寫的是：\nFerries are cheap to run and easy to board. [1]\nFerries are seldom late. [2]"},
		{"歷史", "「歷史」底下列了 2 項：\n木船時代 [1]\n鐵船時代 [2]"},
		{"港口指南", ""}, {"渡輪", ""}, {"乘客", ""}, {"有哪些", ""}, {"", ""},
	} {
		r, ok, err := about.Listing(t.Context(), over(t, a), nil, c.subject, lexical.Traditional)
		if err != nil || ok != (c.want != "") || r.Text() != c.want {
			t.Errorf("%s: %v %q, %v, want %q", c.subject, ok, r.Text(), err, c.want)
		}
		for _, s := range r.Statements {
			if !strings.Contains(s.Ref.Text(), a.Quote(s.Span)) {
				t.Errorf("%s: %q is not in its passage", c.subject, a.Quote(s.Span))
			}
		}
	}
}

// TestLongListing checks that a long list is cut, and that its count is of all items.
func TestLongListing(t *testing.T) {
	text := "# 港口\n\n港口很大。\n\n## 碼頭\n\n"
	for i := range 25 {
		text += fmt.Sprintf("%d. 第%d號碼頭\n", i+1, i+1)
	}
	a := read(t, "port.txt", text)
	r, ok, err := about.Listing(t.Context(), words(a), a, "docks", lexical.English)
	if err != nil || !ok {
		t.Fatalf("%v, %v", ok, err)
	}
	if len(r.Statements) != 20 || r.Lead != "25 under “碼頭”:" || r.Rest != "… and 5 more." {
		t.Errorf("%d items, %q, %q", len(r.Statements), r.Lead, r.Rest)
	}
}
