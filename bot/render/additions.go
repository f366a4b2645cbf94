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

// maxName is how much of a file's name or an address is shown.
const maxName = 100

func shownName(name string) string { return markdown.Escape(markdown.Short(name, maxName)) }

// Progress is a line about an addition that is not over.
func Progress(t *texts.Texts, p library.Progress) string {
	name := shownName(p.Name)
	switch {
	case p.Stage == library.StageWaiting:
		return fmt.Sprintf(t.Waiting, name)
	case p.Stage == library.StageFetching:
		return fmt.Sprintf(t.Fetching, name)
	case p.Total > 0:
		return fmt.Sprintf(t.ReadingPart, name, p.Done, p.Total)
	}
	return fmt.Sprintf(t.Reading, name)
}

// Outcome are lines about an addition that is over.
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

// maxTold is how many files of an archive are told of, of each kind.
const maxTold = 10

func more(count int) string { return fmt.Sprintf("-# … +%d", count) }

// LastLines is as much of the last lines as a message holds.
func LastLines(lines []string) string {
	for n := range lines {
		if text := strings.Join(lines[n:], "\n"); markdown.Length(text) <= wire.MaxContent {
			return text
		}
	}
	return markdown.Pages(lines[len(lines)-1], wire.MaxContent)[0]
}

// CannotRepeat says why a page is not fetched again.
func CannotRepeat(t *texts.Texts, err error) string {
	why := t.Failed
	var limit *library.LimitError
	if errors.As(err, &limit) {
		why = t.TooMany[string(limit.Kind)]
	}
	return fmt.Sprintf(t.NotRepeated, why)
}

// CannotAdd says why something was not added.
func CannotAdd(t *texts.Texts, err error) string { return fmt.Sprintf(t.FailedToAdd, Why(t, err)) }

// Why is why something cannot be read or added.
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

// wrong is what is wrong with a file or an address and what to do about it. Names of
// others may be in that.
func wrong(t *texts.Texts, reason, hint string) string {
	return markdown.Escape(t.Wrong(strings.TrimSpace(reason), hint))
}
