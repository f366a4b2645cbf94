package insights

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"footnote/bot/render/markdown"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/library/insight"
	"footnote/library/store"
)

const (
	perPage    = 5 // questions without an answer on a page
	mostWeeks  = 6 // latest weeks
	mostListed = 5 // articles in the list of those that answered most
	mostShown  = 3 // questions that were answered since, or disliked, and answers that have aged
	mostOthers = 2 // other wordings of a question
)

// widths are the lengths to which questions, titles and sentences may be shortened, in
// UTF-16 units. The first with which a message fits is used.
var widths = []int{120, 80, 50, 30, 15, 8}

// A writer writes the lines of a message. It shortens texts to width.
type writer struct {
	*texts.Texts
	width int
}

// most returns how many lines of a list are shown: n, or half as many if there is little
// room.
func (t writer) most(n int) int {
	if t.width < widths[1] {
		return n / 2
	}
	return n
}

// fitting returns the text of a message, with texts shortened no more than necessary for it
// to fit.
func fitting(t *texts.Texts, write func(w writer) []string) (text string) {
	for _, width := range widths {
		if text = strings.Join(write(writer{t, width}), "\n"); markdown.Length(text) <= wire.MaxContent {
			return text
		}
	}
	return markdown.Pages(text, wire.MaxContent)[0]
}

// gaps returns the unanswered questions on the view's page. If there are fewer pages, it
// changes the view to the last one.
func (v *view) gaps(r insight.Report) []insight.Group {
	v.page = max(min(v.page, (len(r.Gaps)-1)/perPage), 0)
	from := min(v.page*perPage, len(r.Gaps))
	return r.Gaps[from:min(from+perPage, len(r.Gaps))]
}

// pageText returns a page of a report. The first page has the counts, too.
func pageText(t *texts.Texts, r insight.Report, v *view) string {
	gaps := v.gaps(r)
	return fitting(t, func(w writer) []string { return w.page(r, v, gaps) })
}

func (t writer) page(r insight.Report, v *view, gaps []insight.Group) []string {
	lines := []string{fmt.Sprintf(t.Asked, date(r.From), date(r.To))}
	if v.page == 0 {
		lines = append(lines, t.counts(r)...)
	}
	switch {
	case len(gaps) > 0:
		lines = append(lines, "", fmt.Sprintf(t.Gaps, len(r.Gaps)))
		for n, g := range gaps {
			lines = append(lines, t.gap(v.page*perPage+n+1, g)...)
		}
	case r.Kept == 0:
		lines = append(lines, "", t.NoneKept)
	case len(r.Days) > 0:
		lines = append(lines, "", t.NoGaps)
	}
	if v.page == 0 {
		lines = append(append(append(lines, t.filled(r)...), t.disliked(r)...), t.aged(r)...)
	}
	return lines
}

// counts returns the lines with the shares of the tiers, in all and by week, the votes, and
// the articles that answered most.
func (t writer) counts(r insight.Report) (lines []string) {
	var sum insight.Day
	for _, d := range r.Days {
		sum = sum.Plus(d)
	}
	if sum.Asked()+sum.Other+sum.Fixed == 0 {
		lines = append(lines, t.NothingAsked)
	} else {
		lines = append(lines, t.shares(sum))
	}
	if sum.Fixed > 0 {
		lines = append(lines, fmt.Sprintf(t.FixedTimes, sum.Fixed))
	}
	if sum.Other > 0 {
		lines = append(lines, fmt.Sprintf(t.Besides, sum.Other))
	}
	if r.Good+r.Bad > 0 {
		lines = append(lines, fmt.Sprintf(t.VotesGiven, r.Good, r.Bad))
	}
	weeks := insight.Weeks(r.Days)
	if len(weeks) > 1 {
		for _, w := range weeks[max(len(weeks)-t.most(mostWeeks), 0):] {
			monday, _ := time.Parse(time.DateOnly, w.Day) // Weeks wrote it in this format
			lines = append(lines, "-# "+fmt.Sprintf(t.Week, date(monday), t.shares(w)))
		}
	}
	if len(r.Articles) > 0 {
		lines = append(lines, "", t.MostCited)
	}
	for _, a := range r.Articles[:min(len(r.Articles), t.most(mostListed))] {
		lines = append(lines, fmt.Sprintf(t.Cited, a.Answers, t.titled(&a)))
	}
	return lines
}

func (t writer) shares(d insight.Day) string {
	share := func(part int64) string {
		return fmt.Sprintf("%.0f%%", 100*float64(part)/float64(max(d.Asked(), 1)))
	}
	return fmt.Sprintf(t.Shares, d.Asked(), share(d.Sure), share(d.Unsure), share(d.Refused))
}

func (t writer) titled(a *insight.Counted) string {
	if a == nil || a.Title == "" {
		return t.GoneArticle
	}
	return t.short(a.Title)
}

// gap returns the lines about an unanswered question: how often it was asked, in which
// words, and what came nearest.
func (t writer) gap(n int, g insight.Group) []string {
	often := fmt.Sprintf(t.Once, moment(g.Last))
	if g.Times > 1 {
		often = fmt.Sprintf(t.Often, g.Times, g.People, moment(g.Last))
	}
	lines := []string{fmt.Sprintf("**%d** %s", n, t.short(g.Question)), "-# " + often + " · " + t.Tiers[string(g.Questions[0].Tier)]}
	if also := t.others(g); len(also) > 0 {
		lines = append(lines, "-# "+fmt.Sprintf(t.AlsoPut, strings.Join(also, " / ")))
	}
	if g.Nearest != nil {
		lines = append(lines, "-# "+fmt.Sprintf(t.ComesNearest, t.short(g.Nearest.Place), t.short(g.Nearest.Sentence)))
	}
	return lines
}

// others returns other wordings of a question.
func (t writer) others(g insight.Group) (also []string) {
	for _, q := range g.Questions {
		if one := t.short(q.Question); q.Question != g.Question && !slices.Contains(also, one) && len(also) < mostOthers {
			also = append(also, one)
		}
	}
	return also
}

func (t writer) filled(r insight.Report) (lines []string) {
	if len(r.Filled) == 0 {
		return nil
	}
	lines = []string{"", fmt.Sprintf(t.FilledSince, len(r.Filled))}
	for _, g := range r.Filled[:min(len(r.Filled), mostShown)] {
		lines = append(lines, "- "+t.short(g.Question), "-# "+fmt.Sprintf(t.Filled, date(g.Filled), t.titled(g.Filler)))
	}
	return lines
}

func (t writer) disliked(r insight.Report) (lines []string) {
	if len(r.Disliked) == 0 {
		return nil
	}
	lines = []string{"", t.DislikedOnes}
	for _, q := range r.Disliked[:min(len(r.Disliked), mostShown)] {
		lines = append(lines, "- "+t.short(q.Question), "-# "+fmt.Sprintf(t.Disliked, q.Good, q.Bad, t.Tiers[string(q.Tier)]))
	}
	return lines
}

// aged returns the lines about the latest answers whose source has changed since.
func (t writer) aged(r insight.Report) (lines []string) {
	if len(r.Aged) == 0 {
		return nil
	}
	lines = []string{"", fmt.Sprintf(t.AgedOnes, len(r.Aged))}
	guild := strings.TrimPrefix(string(r.Scope), string(store.Guild("")))
	for _, a := range r.Aged[:min(len(r.Aged), t.most(mostShown))] {
		if len(a.Changes) == 0 {
			continue
		}
		first, at := a.Changes[0], t.AgedAlone
		if a.Message != "" {
			at = wire.Address(guild, a.Channel, a.Message)
		}
		lines = append(lines, fmt.Sprintf(t.AgedOne, t.titled(&insight.Counted{Title: first.Title}), t.Agings[string(first.Change)], at))
	}
	return lines
}

// whyText returns how a question was answered.
func whyText(t *texts.Texts, w insight.Why) string {
	return fitting(t, func(out writer) []string { return out.why(w) })
}

func (t writer) why(w insight.Why) []string {
	trace := w.Trace
	lines := []string{markdown.Quote(t.short(w.Question.Question))}
	if trace.Understood != "" {
		lines = append(lines, fmt.Sprintf(t.WhyTaken, t.short(trace.Understood)))
	}
	if intent := t.Intents[string(trace.Intent)]; intent != "" {
		lines = append(lines, fmt.Sprintf(t.WhyIntent, intent))
	}
	lines = append(lines, fmt.Sprintf(t.WhyTier, t.Tiers[string(trace.Tier)], percent(trace.Confidence)))
	if e := trace.Evidence; e.Judged {
		lines = append(lines, fmt.Sprintf(t.WhyJudge, percent(insight.Probability(e.Odds)), percent(insight.Probability(e.Top))))
	}
	if len(w.Passages) == 0 {
		return append(lines, t.NothingFound)
	}
	lines = append(lines, "", t.WhyFound)
	for n, p := range w.Passages {
		scores := fmt.Sprintf(t.WhyUnjudged, p.Score)
		if p.Judge != nil {
			scores = fmt.Sprintf(t.WhyPassage, percent(*p.Judge), p.Score)
		}
		lines = append(lines, fmt.Sprintf("%d\\. %s · %s", n+1, t.place(p), scores))
		if p.Sentence != "" {
			lines = append(lines, "-# "+t.short(p.Sentence))
		}
	}
	return lines
}

func (t writer) place(p insight.Passage) string {
	if p.Place == "" {
		return t.GoneArticle
	}
	return t.short(p.Place)
}

// percent formats a probability. It distinguishes small ones from zero.
func percent(p float64) string {
	if p > 0 && p < .01 {
		return "< 1%"
	}
	return fmt.Sprintf("%.0f%%", 100*p)
}

func (t writer) short(text string) string { return short(text, t.width) }

// short returns a person's text on one line, shortened and with its markup escaped.
func short(text string, width int) string {
	return markdown.Escape(markdown.Short(strings.Join(strings.Fields(markdown.Clean(text)), " "), width))
}

// date and moment return timestamps that Discord shows in each reader's time zone: as a
// day, and as how long ago.
func date(at time.Time) string   { return fmt.Sprintf("<t:%d:d>", at.Unix()) }
func moment(at time.Time) string { return fmt.Sprintf("<t:%d:R>", at.Unix()) }
