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
	"footnote/library/store"
)

// summaries returns articles of a library; some were added at the same moment.
func summaries(count int) (all []store.Summary) {
	for n := range count {
		all = append(all, store.Summary{
			ID: fmt.Sprintf("%012x", n*7919%100_003), Title: fmt.Sprint("報告", n), Characters: 1000, Passages: 7,
			Added: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n/3) * time.Hour),
		})
	}
	return all
}

// read returns the ids on the page of a cursor.
func read(all []store.Summary, c Cursor) (ids []string) {
	from, to := c.page(all)
	for _, k := range all[from:to] {
		ids = append(ids, k.ID)
	}
	return ids
}

// TestPages checks that paging through a list shows each article once, forwards and backwards,
// however many there are.
func TestPages(t *testing.T) {
	for _, count := range []int{0, 1, 9, 10, 11, 20, 60, 2000} {
		all := Ordered(summaries(count))
		want := idsOf(all)
		var got []string
		for c := (Cursor{Way: First}); ; {
			page := read(all, c)
			got = append(got, page...)
			if len(got) >= count || len(page) == 0 {
				break
			}
			c = ReadCursor(c.at(After, all[len(got)-1]).payload())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d articles: %d are seen forwards", count, len(got))
		}
		got = read(all, Cursor{Way: Last})
		for len(got) < count {
			first := all[count-len(got)]
			page := read(all, ReadCursor(Cursor{}.at(Before, first).payload()))
			got = append(page, got...)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d articles: %d are seen backwards", count, len(got))
		}
	}
}

func idsOf(all []store.Summary) (ids []string) {
	for _, k := range all {
		ids = append(ids, k.ID)
	}
	return ids
}

// TestPagesOfChangingList checks that removals and additions between two pages make the next one
// neither leave out nor repeat anything.
func TestPagesOfChangingList(t *testing.T) {
	all := Ordered(summaries(60))
	next := Cursor{}.at(After, all[19])
	back := Cursor{}.at(Before, all[20])
	for name, gone := range map[string]func(n int) bool{
		"the article that the button names": func(n int) bool { return n == 19 || n == 20 },
		"a page before":                     func(n int) bool { return n < 10 },
		"its own page":                      func(n int) bool { return n >= 10 && n < 20 },
		"all before":                        func(n int) bool { return n < 20 },
		"the next page":                     func(n int) bool { return n >= 20 && n < 30 },
		"all behind":                        func(n int) bool { return n >= 20 },
		"nearly all":                        func(n int) bool { return n != 5 },
		"all":                               func(int) bool { return true },
	} {
		var after, before []string
		var kept []store.Summary
		for n, k := range all {
			if gone(n) {
				continue
			}
			kept = append(kept, k)
			if n >= 20 {
				after = append(after, k.ID)
			} else {
				before = append(before, k.ID)
			}
		}
		added := store.Summary{ID: "ffffffffffff", Title: "new", Added: all[0].Added.Add(time.Hour)}
		kept = append([]store.Summary{added}, kept...)
		if got := read(kept, next); len(after) > 0 && !slices.Equal(got, after[:min(10, len(after))]) {
			t.Errorf("%s is gone: next come %v, not %v", name, got, after)
		} else if len(got) == 0 {
			t.Errorf("%s is gone: the next page is empty", name)
		}
		if got := read(kept, back); len(before) >= 10 && !slices.Equal(got, before[len(before)-10:]) {
			t.Errorf("%s is gone: before come %v, not %v", name, got, before)
		}
	}
}

// TestPageFits checks that every page fits, whatever the titles are, and that Discord accepts
// its custom_ids.
func TestPageFits(t *testing.T) {
	s := NewSigner("token")
	words := texts.NewCatalog(nil)
	for _, title := range []string{"報告", strings.Repeat("長", 500), strings.Repeat("*_~`|>#", 100), strings.Repeat("👨‍👩‍👧‍👦", 60), "", "@everyone <@1>\n# x", strings.Repeat("[a](https://a.example)", 20)} {
		all := summaries(2000)
		for n := range all {
			all[n].Title, all[n].Characters, all[n].Passages = title, 123_456_789, 123_456
		}
		for _, locale := range texts.Locales() {
			for _, filter := range []string{"", Shortened(strings.Repeat("長", 100))} {
				c := Cursor{Way: Last, Filter: filter}
				m := s.Page(store.Guild("1"), words.ForLocale(locale), List{Articles: Ordered(all)}, c)
				if n := markdown.Length(*m.Content); n > wire.MaxContent || !strings.Contains(*m.Content, "\n2000. ") {
					t.Errorf("%.20q, %s: %d characters:\n%s", title, locale, n, *m.Content)
				}
				if len(m.Components) != 2 || len(m.Components[1].Menu.CustomID) > 100 {
					t.Errorf("%.20q: %+v", title, m.Components)
				}
				sure := s.SureToRemove(store.Guild("1"), words.ForLocale(locale), all[:10], c)
				if n := markdown.Length(*sure.Content); n > wire.MaxContent || len(sure.Components[0].Buttons[0].CustomID) > 100 {
					t.Errorf("%.20q: %d characters, %+v", title, n, sure.Components)
				}
			}
		}
	}
}

func TestShortened(t *testing.T) {
	for text, want := range map[string]string{"": "", "報告": "報告", strings.Repeat("長", 17): strings.Repeat("長", 16), "a" + strings.Repeat("長", 17): "a" + strings.Repeat("長", 16), "a\xff": "a"} {
		if got := Shortened(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
