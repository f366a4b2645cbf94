package setup

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"footnote/corpus/doc"
)

// A very long name is not compared with similar titles, and is shortened in the error.
func TestLongName(t *testing.T) {
	title := strings.Repeat("燈塔", 80_000)
	for _, name := range []string{title[3:], strings.Repeat("x", 400_000)} {
		_, err := Named([]string{title}, func(a string) Identity { return Identity{ID: "id", Title: a} }, name+"y")
		e, ok := errors.AsType[*UnclearError](err)
		if !ok || len(e.Matches) != 0 || utf8.RuneCountInString(e.Name) != maxShown+1 || !utf8.ValidString(e.Name) {
			t.Errorf("%d matches, %d bytes, %T", len(e.Matches), len(e.Name), err)
		}
	}
}

func TestMistyped(t *testing.T) {
	all := []string{"燈塔手冊", "燈塔的手冊", "燈塔手冊，以及許多別的書", "橋"}
	for name, want := range map[string]string{"燈搭手冊": "燈塔手冊", "鐵塔": "", "燈塔的手札": "燈塔的手冊"} {
		_, err := Named(all, func(a string) Identity { return Identity{Title: a} }, name)
		e, _ := errors.AsType[*UnclearError](err)
		var got []string
		for _, m := range e.Matches {
			got = append(got, m.Title)
		}
		if strings.Join(got, "|") != want || e.Name != name {
			t.Errorf("%q: %q", name, got)
		}
	}
}

// Articles are named by where they came from, too; a title goes before that.
func TestNamedBySource(t *testing.T) {
	t.Chdir(t.TempDir())
	all := []Identity{
		{"1", "燈塔手冊", "docs/tower.md", Key(doc.File{Source: "docs/tower.md"})}, {"2", "橋", "https://a.example/bridge", ""}, {"3", "https://a.example/bridge", "other.md", ""},
		{"4", "一", "both.zip", ""}, {"5", "二", "both.zip", ""}, {"6", "三", "-", ""}, {"7", "四", "https://b.example/page", ""},
	}
	for wanted, want := range map[string]string{
		"docs/tower.md": "1", "./docs/../docs/tower.md": "1", "https://a.example/bridge": "3", "b.example/page": "7", "橋": "2",
		"both.zip": "?4,5", "-": "?", "docs/towre.md": "?1", "https://b.example/pag": "?7", "none.md": "?",
	} {
		one, err := Named(all, func(i Identity) Identity { return i }, wanted)
		got := one.ID
		if e, ok := errors.AsType[*UnclearError](err); ok {
			var ids []string
			for _, m := range e.Matches {
				ids = append(ids, m.ID)
			}
			got = "?" + strings.Join(ids, ",")
		}
		if got != want {
			t.Errorf("%q: %s, want %s", wanted, got, want)
		}
	}
}
