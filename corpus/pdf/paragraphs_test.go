package pdf

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
)

// set lays lines out in a column that begins at 100: 20 points apart, in a font
// of 10 points, each character as wide as a reader expects. A line may begin with
// > for an indent of two characters and ^ for a place free above it.
func set(lines ...string) []line {
	var page []line
	y := 700.0
	for _, text := range lines {
		left := 100.0
		for ; strings.HasPrefix(text, "^"); text = text[1:] {
			y -= 20
		}
		for ; strings.HasPrefix(text, ">"); text = text[1:] {
			left += 20
		}
		page = append(page, placed(text, left, y))
		y -= 20
	}
	return page
}

// placed is a line of a font of 10 points that begins at left and y.
func placed(text string, left, y float64) line {
	l := line{text: text, left: left, right: left, first: y, last: y, size: 12}
	for i, text := range strings.Split(text, " ") {
		if i > 0 {
			l.right += 5
		}
		w := word{text: text, left: l.right, bottom: y, top: y + 12, gap: " "}
		l.right += 5 * float64(doc.Width(text))
		w.right = l.right
		l.words = append(l.words, w)
	}
	return l
}

const (
	fullHan     = "這一行文字一直寫到右邊的邊緣為止然後就換到下一"                         // 23 characters
	fullEnglish = "this line of words goes as far as the right mar" // 47 characters
)

func TestLayOut(t *testing.T) {
	shifted := func(page []line, by float64) []line {
		for i := range page {
			page[i].left += by
			page[i].right += by
		}
		return page
	}
	larger := set("大字的標題一直寫到右邊的邊緣為止", fullHan, "完。")
	larger[0].size = 20
	larger[0].right = larger[1].right
	for _, c := range []struct {
		name string
		page []line
		want string
	}{
		{"Chinese has no space", set(fullHan, fullHan, "行。"), fullHan + fullHan + "行。"},
		{"English has one", set(fullEnglish, fullEnglish, "end."), fullEnglish + " " + fullEnglish + " end."},
		{"a short line ends a paragraph", set(fullHan, "行。", fullHan, "完。"), fullHan + "行。\n" + fullHan + "完。"},
		{"a word that had room ends one", set(fullEnglish, "short", "I see", fullEnglish), fullEnglish + " short\nI see\n" + fullEnglish},
		{"an indent begins one", set(">"+fullHan[:3*21], fullHan, ">"+fullHan[:3*21], "完。"), fullHan[:3*21] + fullHan + "\n" + fullHan[:3*21] + "完。"},
		{"full lines of one paragraph each", set(">"+fullHan[:3*21], ">"+fullHan[:3*21], fullHan), fullHan[:3*21] + "\n" + fullHan[:3*21] + fullHan},
		{"free space ends one", set(fullHan, fullHan, "^"+fullHan, "完。"), fullHan + fullHan + "\n" + fullHan + "完。"},
		{"another size ends one", larger, "大字的標題一直寫到右邊的邊緣為止\n" + fullHan + "完。"},
		{"a hanging item", set("1. "+fullHan[:3*22], ">"+fullHan[:3*21], ">"+fullHan[:3*21], "2. 第二項"), "1. " + fullHan[:3*22] + fullHan[:3*21] + fullHan[:3*21] + "\n2. 第二項"},
		{"items", set("• "+fullHan[:3*22], "• "+fullHan[:3*22], "（三）"+fullHan[:3*20], "（四）完"), "• " + fullHan[:3*22] + "\n• " + fullHan[:3*22] + "\n（三）" + fullHan[:3*20] + "\n（四）完"},
		{"verses", set("床前明月光", "疑是地上霜", "舉頭望明月", "低頭思故鄉"), "床前明月光\n疑是地上霜\n舉頭望明月\n低頭思故鄉"},
		{"two columns", append(set(fullHan, "完。"), shifted(set(fullHan, fullHan, "完。"), 300)...), fullHan + "完。\n" + fullHan + fullHan + "完。"},
		{"a number that goes on", set(fullHan[:3*21]+"2023", "年的事情。"), fullHan[:3*21] + "2023年的事情。"},
		{"no place", []line{{text: fullHan}, {text: fullHan}}, fullHan + "\n" + fullHan},
		{"nothing", nil, ""},
	} {
		if diff := cmp.Diff([]string{c.want}, layOut([][]line{c.page})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestHyphens(t *testing.T) {
	const full = "this line of words goes as far as it can exam-"
	for _, c := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"the word stands elsewhere", []string{full, "ple, and another example."}, "this line of words goes as far as it can example, and another example."},
		{"nor does a half", []string{full, "ple, and another."}, "this line of words goes as far as it can example, and another."},
		{"the word has a hyphen elsewhere", []string{full, "ple, and an exam-ple."}, "this line of words goes as far as it can exam-ple, and an exam-ple."},
		{"both halves are words", []string{full, "paper, a paper of an exam."}, "this line of words goes as far as it can exam-paper, a paper of an exam."},
		{"a capital is a reason", []string{full, "Ple. Example"}, "this line of words goes as far as it can exam-Ple. Example"},
		{"years", []string{"this line of words goes as far as the year 2020-", "2021, and ends."}, "this line of words goes as far as the year 2020-2021, and ends."},
		{"a dash", []string{"this line of words goes as far as the right m -", "and ends."}, "this line of words goes as far as the right m - and ends."},
	} {
		if diff := cmp.Diff([]string{c.want}, layOut([][]line{set(c.lines...)})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// A page ends with "\n" where its paragraph certainly does.
func TestPageEnds(t *testing.T) {
	for _, c := range []struct {
		name        string
		first, next []line
		ends        bool
	}{
		{"a full line goes on", set(fullHan, fullHan), set(fullHan, "完。"), false},
		{"a short one does not", set(fullHan, "行"), set(fullHan, "完。"), true},
		{"nor does one before an indent", set(fullHan, fullHan), set(">"+fullHan[:3*21], fullHan, "完。"), true},
		{"a lone line is uncertain", set(fullHan), set("完。"), false},
		{"no place", []line{{text: "甲"}}, []line{{text: "乙"}}, false},
	} {
		got := layOut([][]line{c.first, c.next})
		if strings.HasSuffix(got[0], "\n") != c.ends {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

func FuzzLayOut(f *testing.F) {
	f.Add("第一行文字\nexam-\nple\f>縮排\n\n12\f12\n\f- 3 -", uint16(700), uint16(3))
	f.Add(fullHan+"\n"+fullHan+"\f"+fullEnglish+"\nend", uint16(20), uint16(0))
	f.Fuzz(func(t *testing.T, text string, step, shift uint16) {
		text = strings.ToValidUTF8(text, "")
		var pages [][]line
		for i, body := range strings.Split(text, "\f") {
			lines := strings.FieldsFunc(body, func(r rune) bool { return r == '\n' || r == '^' || r == '>' })
			for k := range lines {
				lines[k] = strings.TrimSpace(clean(lines[k]))
			}
			page := set(lines...)
			for k := range page {
				page[k].left += float64(int(shift) * k % 50)
				page[k].first -= float64(int(step) * k % 90)
				page[k].size = float64((i + k) % 3 * 10)
			}
			pages = append(pages, page)
		}
		got := layOut(pages)
		if len(got) != len(pages) {
			t.Fatalf("%d pages of %d", len(got), len(pages))
		}
		kept := withoutMargins(pages)
		for i, page := range kept {
			var want strings.Builder
			for _, l := range page {
				want.WriteString(l.text)
			}
			if letters(got[i]) != letters(want.String()) {
				t.Fatalf("page %d: %q of %q", i, got[i], want.String())
			}
		}
	})
}

// letters are what no joining may lose: all but space and hyphens.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' {
			return -1
		}
		return r
	}, text)
}
