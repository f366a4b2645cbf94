package render

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/citation"
	"footnote/library/store"
)

// TestAged checks that the mark uses the room that there is: for the line alone, the button
// alone, or neither; that the rest of the message stays; and that it is added once.
func TestAged(t *testing.T) {
	s, words := NewSigner("token"), texts.NewCatalog(nil).ForLocale("zh-TW")
	row := func(n int) (r wire.RowOfMessage) {
		for i := range n {
			r.Components = append(r.Components, wire.Button{Type: wire.TypeButton, Style: 2, Label: fmt.Sprint(i), CustomID: fmt.Sprint("id ", n, i)})
		}
		return r
	}
	shown := store.ShownAnswer{Scope: store.Guild("1"), Changed: time.Unix(1_800_000_000, 0), Resting: store.Resting{Cited: []store.Cited{{Number: 1, Change: store.Altered}}}}
	for _, c := range []struct {
		name   string
		text   string
		rows   []int
		want   []int // buttons per row; nil means that nothing is done
		marked bool  // with the line
	}{
		{"usual", "湖。", []int{4, 1}, []int{5, 1}, true},
		{"no buttons", "湖。", nil, []int{1}, true},
		{"the first row is full", "湖。", []int{5, 1}, []int{5, 1, 1}, true},
		{"all rows are there", "湖。", []int{5, 1, 1, 1, 1}, []int{5, 1, 1, 1, 1}, true},
		{"long", strings.Repeat("湖", 1990), []int{4}, []int{5}, false},
		{"long and full", strings.Repeat("湖", 1990), []int{5, 5, 5, 5, 5}, nil, false},
	} {
		there := &wire.Message{Content: c.text}
		for _, n := range c.rows {
			there.Components = append(there.Components, row(n))
		}
		m, fits := s.Aged(there, shown, words)
		if fits != (c.want != nil) {
			t.Errorf("%s: fits %v", c.name, fits)
		}
		if !fits {
			continue
		}
		var rows []int
		again := &wire.Message{Content: *m.Content}
		for _, r := range m.Components {
			rows = append(rows, len(r.Buttons))
			again.Components = append(again.Components, wire.RowOfMessage{Components: r.Buttons})
		}
		if !slices.Equal(rows, c.want) || !strings.HasPrefix(*m.Content, c.text) || markdown.Length(*m.Content) > wire.MaxContent || strings.Contains(*m.Content, "\n-# ⚠️ 這則答案的來源後來改過（<t:1800000000:d>）") != c.marked {
			t.Errorf("%s: buttons %v under %.100q", c.name, rows, *m.Content)
		}
		if _, fits := s.Aged(again, shown, words); fits {
			t.Errorf("%s: marked twice", c.name)
		}
	}
	shown.Cited[0].Change = store.Erased
	if m, _ := s.Aged(&wire.Message{}, shown, words); !strings.Contains(*m.Content, "後來被移除了") {
		t.Errorf("%q", *m.Content)
	}
}

// TestChangesAreText checks that changed sentences are shown as plain text, whatever they say,
// and fit.
func TestChangesAreText(t *testing.T) {
	words := texts.NewCatalog(nil).ForLocale("en-US")
	var all []citation.Change
	for n := range 20 {
		all = append(all, citation.Change{Number: n + 1, Kind: store.Gone, Title: "<@1> **x**", Old: strings.Repeat("@everyone [a](https://evil.example)\n> ", 60)})
	}
	pages := Changes(words, all)
	for _, p := range pages {
		if markdown.Length(p) > wire.MaxContent || strings.Contains(p, "@everyone") || strings.Contains(p, "<@1>") || strings.Contains(p, "](https") {
			t.Errorf("%d characters: %.300s", markdown.Length(p), p)
		}
	}
	if got := Changes(words, nil); len(got) != 1 || got[0] != words.NothingChanged {
		t.Errorf("%q", got)
	}
}
