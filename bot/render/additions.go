package render

import (
	"errors"
	"fmt"
	"strings"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/corpus/doc"
	"footnote/corpus/fetch"
	"footnote/library"
	"footnote/library/store"
)

// maxName limits how much of a file name, title or address is shown, in UTF-16 units.
const maxName = 100

func shownName(name string) string { return markdown.Escape(markdown.Short(name, maxName)) }

// Progress returns a line about an addition that has not ended.
func Progress(t *texts.Texts, p library.Progress) string {
	name := shownName(p.Name)
	switch {
	case p.Stage == library.StageWaiting:
		return fmt.Sprintf(t.Waiting, name)
	case p.Stage == library.StageFetching:
		return fmt.Sprintf(t.Fetching, name)
	case p.Pages > 0 && p.Total == 0:
		return fmt.Sprintf(t.ReadingPage, name, p.Page, p.Pages)
	case p.Total > 0:
		return fmt.Sprintf(t.ReadingPart, name, p.Done, p.Total)
	}
	return fmt.Sprintf(t.Reading, name)
}

// Outcome returns lines about an addition that has ended.
func Outcome(t *texts.Texts, p library.Progress) []string {
	var lines []string
	for n, a := range p.Added {
		if n == maxTold {
			lines = append(lines, more(len(p.Added)-n))
			break
		}
		words := map[store.Change]string{store.Added: t.Added, store.Replaced: t.Replaced, store.Unchanged: t.Unchanged}[a.Change]
		line := fmt.Sprintf(words, markdown.Escape(markdown.Short(a.Article.Title, maxName)))
		lines = append(lines, line+"\n-# "+fmt.Sprintf(t.Sizes, len([]rune(a.Article.Text)), len(a.Article.Passages)))
		if by := a.Article.SeenBy; by != "" {
			lines[len(lines)-1] += " ·" + markdown.Escape(fmt.Sprintf(t.SeenBy, by))
		}
		lines = append(lines, unread(t, a.Article.Unread)...)
		if said := unreadPictures(t, a.Article.Pictures); said != "" {
			lines = append(lines, "-# "+said)
		}
		if a.Original == store.NoRoom {
			lines = append(lines, "-# "+t.NoRoom)
		}
	}
	switch p.Stage {
	case library.StageFailed:
		return append(lines, CannotAdd(t, p.Err))
	case library.StageCancelled:
		return append(lines, fmt.Sprintf(t.Cancelled, shownName(p.Name)))
	}
	for n, err := range p.Skipped {
		if n == maxTold {
			return append(lines, more(len(p.Skipped)-n))
		}
		var unfit *doc.Error
		if errors.As(err, &unfit) {
			lines = append(lines, fmt.Sprintf(t.Left, shownName(unfit.Source), wrong(t, unfit.Reason, unfit.Hint)))
		}
	}
	if len(lines) == 0 {
		return []string{fmt.Sprintf(t.NothingIn, shownName(p.Name))}
	}
	return lines
}

// unread returns lines about pages that were not read.
func unread(t *texts.Texts, all []doc.Unread) (lines []string) {
	again := false
	for _, u := range all {
		lines = append(lines, "-# "+fmt.Sprintf(t.Unread, doc.Ranges(u.Numbers), wrong(t, u.Reason, "")))
		again = again || u.Again
	}
	if again {
		lines = append(lines, "-# "+t.UnreadYet)
	}
	return lines
}

// unreadPictures returns a text that says how many pictures in an article were not read, or
// "" if none were left unread.
func unreadPictures(t *texts.Texts, n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return t.UnreadPicture
	}
	return fmt.Sprintf(t.UnreadPictures, n)
}

// maxTold is the most files of an archive that are listed: so many that were added, and as
// many that were not.
const maxTold = 10

func more(count int) string { return fmt.Sprintf("-# … +%d", count) }

// LastLines joins as many of the last lines as fit a message.
func LastLines(lines []string) string {
	for n := range lines {
		if text := strings.Join(lines[n:], "\n"); markdown.Length(text) <= wire.MaxContent {
			return text
		}
	}
	return markdown.Pages(lines[len(lines)-1], wire.MaxContent)[0]
}

// CannotRepeat returns the text that says why a page is not fetched again.
func CannotRepeat(t *texts.Texts, err error) string {
	why := t.Failed
	var limit *library.LimitError
	if errors.As(err, &limit) {
		why = t.TooMany[string(limit.Kind)]
	}
	return fmt.Sprintf(t.NotRepeated, why)
}

// CannotAdd returns the text that says why something was not added.
func CannotAdd(t *texts.Texts, err error) string { return fmt.Sprintf(t.FailedToAdd, Why(t, err)) }

// Why returns the reason why something cannot be read or added.
func Why(t *texts.Texts, err error) string {
	why := t.Failed
	var limit *library.LimitError
	var unfit *doc.Error
	var unfetched *fetch.Error
	switch {
	case errors.As(err, &limit):
		why = t.TooMany[string(limit.Kind)]
	case errors.As(err, &unfit):
		why = shownName(unfit.Source) + " " + wrong(t, unfit.Reason, unfit.Hint)
	case errors.As(err, &unfetched):
		why = shownName(unfetched.Address) + " " + wrong(t, unfetched.Reason, unfetched.Hint)
	}
	return why
}

// wrong says what is wrong with a file or an address and what to do about it. The result is
// escaped, as strangers' names may be in it.
func wrong(t *texts.Texts, reason, hint string) string {
	return markdown.Escape(t.Wrong(strings.TrimSpace(reason), hint))
}
