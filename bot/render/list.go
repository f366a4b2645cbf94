package render

import (
	"fmt"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library"
	"footnote/library/store"
)

// A List has the articles of a scope in order, and the additions in progress.
type List struct {
	Articles  []store.Summary
	Additions []library.Progress
	Standing  bool // the scope has none, and other articles answer instead
}

const (
	// maxAdditions is the most additions in progress that are shown below a list.
	maxAdditions = 5
	// narrowWidth is the width to which titles are cut if there is no room for more.
	narrowWidth = 40
	// severalWidth is the width to which each of up to perPage titles is cut.
	severalWidth = 60
)

// Page returns one page of a list, with buttons that lead to the other pages, and a menu of
// articles to remove.
func (s Signer) Page(scope store.Scope, t *texts.Texts, l List, c Cursor) wire.Outgoing {
	from, to := c.page(l.Articles)
	shown := l.Articles[from:to]
	text := l.heading(t, c, from, to)
	below := l.below(t)
	for _, width := range []int{maxQuoted, narrowWidth} {
		lines := articleLines(t, shown, from, width)
		if markdown.Length(text+lines+below) <= wire.MaxContent || width == narrowWidth {
			text += lines + below
			break
		}
	}
	m := wire.Text(markdown.Pages(text, wire.MaxContent)[0], 0)
	if len(shown) == 0 {
		return m
	}
	if len(l.Articles) > perPage {
		m.Components = append(m.Components, pageButtons(s, scope, c, shown, from > 0, to < len(l.Articles)))
	}
	pick := wire.Menu{CustomID: s.ID(scope, KindPick, c.at(From, shown[0]).payload()), Placeholder: t.PickToRemove, Least: 1, Most: len(shown)}
	for n, k := range shown {
		pick.Choices = append(pick.Choices, choice(from+n+1, t, k))
	}
	m.Components = append(m.Components, wire.WithMenu(pick))
	return m
}

func (l List) heading(t *texts.Texts, c Cursor, from, to int) string {
	switch {
	case c.Filter != "":
		return fmt.Sprintf(t.RemoveByID, named(c.Filter), len(l.Articles)) + l.part(t, from, to)
	case l.Standing:
		return t.Standing
	case len(l.Articles) == 0:
		return t.EmptyLibrary
	}
	return fmt.Sprintf(t.Listed, len(l.Articles)) + l.part(t, from, to)
}

// part says which of the articles the page shows, if not all.
func (l List) part(t *texts.Texts, from, to int) string {
	if to-from == len(l.Articles) {
		return ""
	}
	return "\n-# " + fmt.Sprintf(t.Shown, from+1, to)
}

// below returns lines about the additions in progress.
func (l List) below(t *texts.Texts) string {
	var out strings.Builder
	for n, p := range l.Additions {
		if n == maxAdditions {
			out.WriteString("\n" + more(len(l.Additions)-n))
			break
		}
		out.WriteString("\n" + Progress(t, p))
	}
	return out.String()
}

// articleLines returns lines that describe articles, with titles cut to a width.
func articleLines(t *texts.Texts, all []store.Summary, from, width int) string {
	var out strings.Builder
	for n, k := range all {
		fmt.Fprintf(&out, "\n%d. **%s**\n", from+n+1, markdown.Escape(markdown.Short(oneLine(k.Title), width)))
		fmt.Fprintf(&out, "-# "+t.Sizes+" · <t:%d:d> · %s", k.Characters, k.Passages, k.Added.Unix(), k.ID)
	}
	return out.String()
}

// pageButtons returns the buttons that lead to other pages.
func pageButtons(s Signer, scope store.Scope, c Cursor, shown []store.Summary, back, on bool) wire.Row {
	first, last := shown[0], shown[len(shown)-1]
	var all []wire.Button
	for _, to := range []struct {
		sign string
		at   Cursor
		can  bool
	}{{"⏮️", c.at(First, first), back}, {"◀️", c.at(Before, first), back}, {"▶️", c.at(After, last), on}, {"⏭️", c.at(Last, last), on}} {
		b := s.Button(scope, KindPage, to.at.payload(), "")
		b.Emoji, b.Disabled = &wire.Emoji{Name: to.sign}, !to.can
		all = append(all, b)
	}
	return wire.Buttons(all...)[0]
}

// choice returns an article as an entry of a menu.
func choice(number int, t *texts.Texts, k store.Summary) wire.MenuChoice {
	label := fmt.Sprintf("%d. %s", number, oneLine(k.Title))
	return wire.MenuChoice{Label: markdown.Short(label, wire.MaxChoiceLabel), Value: k.ID, Description: markdown.Short(fmt.Sprintf(t.Sizes, k.Characters, k.Passages), wire.MaxChoiceLabel)}
}

// SureToRemove names the articles that were picked from a list, and asks once more.
func (s Signer) SureToRemove(scope store.Scope, t *texts.Texts, picked []store.Summary, back Cursor) wire.Outgoing {
	var ids []string
	for _, k := range picked {
		ids = append(ids, k.ID)
	}
	m := wire.Text(fmt.Sprintf(t.SureToRemoveAll, len(picked))+numbered(picked, severalWidth), 0)
	yes := s.Button(scope, KindRemoveAll, packIDs(ids), fmt.Sprintf(t.RemoveAll, len(picked)))
	yes.Style = wire.StyleDanger
	m.Components = wire.Buttons(yes, s.Button(scope, KindPage, back.payload(), t.BackToList))
	return m
}

// RemovedAll shows the lines said and the articles that were removed, with a menu of those
// that can be restored. The menu carries ids.
func (s Signer) RemovedAll(scope store.Scope, t *texts.Texts, said []string, removed []store.Removed, ids []string) wire.Outgoing {
	text := strings.Join(said, "\n")
	for n, k := range removed {
		if n == 0 {
			text += "\n" + fmt.Sprintf(t.RemovedAll, len(removed), fmt.Sprintf("<t:%d:t>", k.Until.Unix()))
		}
		text += "\n- " + markdown.Escape(markdown.Short(oneLine(k.Title), severalWidth))
	}
	m := wire.Text(markdown.Pages(strings.TrimPrefix(text, "\n"), wire.MaxContent)[0], 0)
	if len(removed) > 0 {
		pick := wire.Menu{CustomID: s.ID(scope, KindRestoreAll, packIDs(ids)), Placeholder: t.PickToRestore, Least: 1, Most: len(removed)}
		for n, k := range removed {
			pick.Choices = append(pick.Choices, choice(n+1, t, k.Summary))
		}
		m.Components = append(m.Components, wire.WithMenu(pick))
	}
	m.Components = append(m.Components, wire.Buttons(s.Button(scope, KindPage, Cursor{Way: First}.payload(), t.BackToList))...)
	return m
}
