package setup

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// A very long name is not compared with similar titles, and is shortened in the error.
func TestLongName(t *testing.T) {
	title := strings.Repeat("燈塔", 80_000)
	for _, name := range []string{title[3:], strings.Repeat("x", 400_000)} {
		_, err := Named([]string{title}, func(a string) (id, title string) { return "id", a }, name+"y")
		e, ok := errors.AsType[*UnclearError](err)
		if !ok || len(e.Matches) != 0 || utf8.RuneCountInString(e.Name) != maxShown+1 || !utf8.ValidString(e.Name) {
			t.Errorf("%d matches, %d bytes, %T", len(e.Matches), len(e.Name), err)
		}
	}
}

func TestMistyped(t *testing.T) {
	all := []string{"燈塔手冊", "燈塔的手冊", "燈塔手冊，以及許多別的書", "橋"}
	for name, want := range map[string]string{"燈搭手冊": "燈塔手冊", "鐵塔": "", "燈塔的手札": "燈塔的手冊"} {
		_, err := Named(all, func(a string) (id, title string) { return "", a }, name)
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
