package render

import (
	"fmt"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/store"
)

// WhichToRemove asks which of the matching articles to remove, with a button for each.
func (s Signer) WhichToRemove(scope store.Scope, t *texts.Texts, wanted string, all []store.Summary) wire.Outgoing {
	text := fmt.Sprintf(t.WhichToRemove, named(wanted), len(all))
	if len(all) == 1 {
		text = fmt.Sprintf(t.SureToRemove, named(wanted))
	}
	m := wire.Text(text+numbered(all, maxQuoted), 0)
	for n, k := range all {
		label := labelWith(t.Remove, k.Title)
		if len(all) > 1 { // several may have the same title
			label = labelWith(fmt.Sprint(n+1)+". %s", k.Title)
		}
		one := s.Button(scope, KindRemove, []byte(k.ID), label)
		one.Style = wire.StyleDanger
		m.Components = append(m.Components, wire.Buttons(one)...)
	}
	return m
}

// Removed says that an article was removed, with the button that restores it.
func (s Signer) Removed(scope store.Scope, t *texts.Texts, k store.Removed) wire.Outgoing {
	m := wire.Text(fmt.Sprintf(t.Removed, Title(k.Title), fmt.Sprintf("<t:%d:t>", k.Until.Unix())), 0)
	m.Components = s.Restore(scope, t, k.ID)
	return m
}

// numbered returns lines that tell articles apart, with titles cut to a width.
func numbered(all []store.Summary, width int) string {
	var out strings.Builder
	for n, k := range all {
		fmt.Fprintf(&out, "\n%d. **%s**\n-# <t:%d:d> · %s", n+1, markdown.Escape(markdown.Short(oneLine(k.Title), width)), k.Added.Unix(), k.ID)
	}
	return out.String()
}

// labelWith returns a label that contains a title, cut to fit.
func labelWith(format, title string) string {
	room := wire.MaxLabel - markdown.Length(fmt.Sprintf(format, ""))
	return fmt.Sprintf(format, markdown.Short(oneLine(title), room))
}
