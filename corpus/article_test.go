package corpus

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus/doc"
	"footnote/internal/shared"
)

// checkArticle checks what every article promises: spans are exact, in order,
// within one another, on character boundaries, and lose nothing.
func checkArticle(t testing.TB, a *Article) {
	t.Helper()
	if !utf8.ValidString(a.Text) {
		t.Fatal("Text is not valid UTF-8")
	}
	covered := make([]bool, len(a.Text))
	cover := func(s Span) {
		for i := s.Start; i < s.End; i++ {
			if covered[i] {
				t.Fatalf("byte %d is covered twice", i)
			}
			covered[i] = true
		}
	}
	end := 0
	for _, p := range a.Passages {
		section := a.Sections[p.Section].Span
		if p.Start < end || p.Start < section.Start || p.End > section.End || len(p.Sentences) == 0 {
			t.Fatalf("passage %v after %d in section %v", p, end, section)
		}
		if p.Start != p.Sentences[0].Start || p.End != p.Sentences[len(p.Sentences)-1].End {
			t.Fatalf("passage %v does not end where its sentences do", p)
		}
		for _, s := range p.Sentences {
			quote := a.Quote(s)
			if s.Start < end || quote == "" || quote != strings.TrimSpace(quote) || !utf8.ValidString(quote) {
				t.Fatalf("sentence %v after %d: %q", s, end, quote)
			}
			end = s.End
			cover(s)
		}
	}
	for i, s := range a.Sections {
		if s.Span.Start > s.Span.End || i > 0 && s.Span.Start != a.Sections[i-1].Span.End {
			t.Fatalf("section %d is %v", i, s.Span)
		}
	}
	for i, r := range a.Text {
		if covered[i] || unicode.IsSpace(r) {
			continue
		}
		inHeading := false
		for _, s := range a.Sections {
			body := a.Quote(s.Span)
			heading := s.Span.Start + len(body)
			if len(a.Passages) > 0 {
				for _, p := range a.Passages {
					if p.Start >= s.Span.Start && p.End <= s.Span.End {
						heading = p.Start
						break
					}
				}
			}
			inHeading = inHeading || s.Title != "" && i >= s.Span.Start && i < heading
		}
		if !inHeading {
			t.Fatalf("byte %d, %q, is in no sentence", i, r)
		}
	}
}

func read(t testing.TB, source, text string) *Article {
	t.Helper()
	a, err := new(Reader).Read(t.Context(), doc.File{Source: source, Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	checkArticle(t, a)
	return a
}

func readFile(t *testing.T, path string) (*Article, error) {
	t.Helper()
	f, err := doc.Open(path)
	if err != nil {
		return nil, err
	}
	return new(Reader).Read(t.Context(), f)
}

func TestBuiltin(t *testing.T) {
	a, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	checkArticle(t, a)
	if a.Repairs != (Repairs{}) || len(a.Warnings) > 0 {
		t.Errorf("repairs %+v, warnings %v", a.Repairs, a.Warnings)
	}
	var titles []string
	for _, s := range a.Sections {
		titles = append(titles, s.Title)
	}
	want := []string{"大模型這一年：從百家爭鳴到大企業領軍", "01 百模競逐：通用與領域兩條腿走路", "02 國際競爭的新戰場：數據與算力要自主可控", "03 大企業領軍：帶動整條創新鏈"}
	if diff := cmp.Diff(want, titles); diff != "" {
		t.Errorf("sections (-want +got):\n%s", diff)
	}
	if n := utf8.RuneCountInString(a.Text); n < 3800 || n > 4200 {
		t.Errorf("%d characters, want about 4,000", n)
	}
	if got, want := a.SectionPath(2), want[0]+" › "+want[2]; got != want {
		t.Errorf("path %q, want %q", got, want)
	}
}

// A title that is the first heading, too, is said once.
func TestPlace(t *testing.T) {
	a := read(t, "x.md", "開頭。\n\n# 湖\n\n湖很大。\n\n## 魚\n\n魚很多。\n\n# 湖邊\n\n路很長。\n")
	var got []string
	for i := range a.Sections {
		got = append(got, a.Place(i))
	}
	if diff := cmp.Diff([]string{"湖", "湖", "湖 › 魚", "湖 › 湖邊"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The real article, which stays outside the repository.
func TestRealArticle(t *testing.T) {
	a, err := readFile(t, shared.Path(t, "article/article.txt"))
	if err != nil {
		t.Fatal(err)
	}
	checkArticle(t, a)
	if a.Repairs.Glosses != 704 || a.Repairs.Mojibake != 1 || len(a.Warnings) != 0 {
		t.Errorf("repairs %+v, warnings %v", a.Repairs, a.Warnings)
	}
	if left := regexp.MustCompile(`\([^)]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][^)]*\)`).FindAllString(a.Text, -1); len(left) > 0 {
		t.Errorf("glosses left: %v", left)
	}
	folded := strings.NewReplacer("为", "為", "于", "於", "开", "開").Replace(a.Text)
	for _, want := range []string{"(sft)", "(模型即服務)", "(2023-2025年)", "這是因為通用大模型一般基於公開信息進行訓練", "150EFLOPS,位居世界第二"} {
		if !strings.Contains(folded, want) {
			t.Errorf("the cleaned article does not hold %s", want)
		}
	}
	if len(a.Sections) != 4 {
		t.Errorf("%d sections, want the opening and three numbered ones", len(a.Sections))
	}
}

func BenchmarkBuiltin(b *testing.B) {
	for b.Loop() {
		if _, err := Builtin(); err != nil {
			b.Fatal(err)
		}
	}
}
