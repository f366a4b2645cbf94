// Package insights implements "footnote report": it prints what people asked in a scope.
package insights

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"footnote/cmd/footnote/internal/term"
	"footnote/library/insight"
	"footnote/library/store"
)

// shown is the maximum number of entries of a list printed for people. CSV and JSON have all of
// them.
const shown = 20

// page formats a report for people.
func page(r insight.Report) *term.Page {
	var p term.Page
	from := "the beginning"
	if !r.From.IsZero() {
		from = day(r.From)
	}
	p.Line("What was asked in %s, %s to %s", string(r.Scope), from, day(r.To))
	counts(&p, r)
	articles(&p, r)
	aged(&p, r)
	if r.Kept == 0 && len(r.Gaps)+len(r.Filled) == 0 {
		p.Text("\nNo question is kept here, so there are counts alone. Who manages the server decides that: /settings set keep_questions\n")
		return &p
	}
	if len(r.Gaps) > 0 {
		p.Text(fmt.Sprintf("\nWithout a certain answer: %d\n", len(r.Gaps)))
	}
	for i, g := range r.Gaps[:min(len(r.Gaps), shown)] {
		group(&p, i+1, g)
	}
	rest(&p, len(r.Gaps))
	filled(&p, r)
	disliked(&p, r)
	return &p
}

// counts prints the shares of the tiers, in total and by week.
func counts(p *term.Page, r insight.Report) {
	var sum insight.Day
	for _, d := range r.Days {
		sum = sum.Plus(d)
	}
	p.Line("questions  %s", shares(sum))
	if sum.Fixed > 0 {
		p.Line("fixed      %d times the answer that somebody has fixed", sum.Fixed)
	}
	if sum.Other > 0 {
		p.Line("besides    %d times small talk, or what the bot does not do", sum.Other)
	}
	if r.Good+r.Bad > 0 {
		p.Line("votes      %d good, %d bad", r.Good, r.Bad)
	}
	if weeks := insight.Weeks(r.Days); len(weeks) > 1 {
		p.Text("\n")
		for _, w := range weeks {
			p.Line("from %s  %s", w.Day, shares(w))
		}
	}
}

// shares formats the number of questions and the share of each tier.
func shares(d insight.Day) string {
	n := d.Asked()
	if n == 0 {
		return "none"
	}
	share := func(part int64) string { return fmt.Sprintf("%.0f %% (%d)", 100*float64(part)/float64(n), part) }
	return fmt.Sprintf("%5d: sure %s, unsure %s, refused %s", n, share(d.Sure), share(d.Unsure), share(d.Refused))
}

func articles(p *term.Page, r insight.Report) {
	if len(r.Articles) == 0 {
		return
	}
	p.Text("\nArticles that answers rest on\n")
	for _, a := range r.Articles[:min(len(r.Articles), shown)] {
		p.Line("%7d  %s", a.Answers, title(a))
	}
	rest(p, len(r.Articles))
}

func title(a insight.Counted) string {
	if a.Title == "" {
		return a.ID + " (no longer there)"
	}
	return a.Title
}

// group prints a group of questions that ask the same: the latest one, how often it was asked,
// other wordings, and the nearest passages.
func group(p *term.Page, n int, g insight.Group) {
	last := g.Questions[0]
	p.Line("%3d. %s", n, g.Question)
	p.Line("     %s, last on %s: %s  %s", often(g), day(g.Last), string(last.Tier), last.ID)
	if also := wordings(g, 4); len(also) > 0 {
		p.Line("     also: %s", strings.Join(also, " / "))
	}
	if g.Nearest != nil {
		p.Brief(2, "     nearest: %s: %s", g.Nearest.Place, g.Nearest.Sentence)
	}
}

func often(g insight.Group) string {
	times, people := "once", ""
	if g.Times > 1 {
		times = fmt.Sprintf("%d times", g.Times)
		if g.People > 1 {
			people = fmt.Sprintf(" by %d people", g.People)
		}
	}
	return times + people
}

// wordings returns at most most other wordings of a group.
func wordings(g insight.Group, most int) (also []string) {
	for _, q := range g.Questions {
		if q.Question != g.Question && !slices.Contains(also, q.Question) && len(also) < most {
			also = append(also, q.Question)
		}
	}
	return also
}

func filled(p *term.Page, r insight.Report) {
	if len(r.Filled) == 0 {
		return
	}
	p.Text(fmt.Sprintf("\nAnswered since: %d\n", len(r.Filled)))
	for _, g := range r.Filled[:min(len(r.Filled), shown)] {
		p.Line("     %s", g.Question)
		by := "an article that is no longer there"
		if g.Filler != nil {
			by = title(*g.Filler)
		}
		p.Line("     %s; since %s by %s  %s", often(g), day(g.Filled), by, g.Questions[0].ID)
	}
	rest(p, len(r.Filled))
}

func disliked(p *term.Page, r insight.Report) {
	if len(r.Disliked) == 0 {
		return
	}
	p.Text("\nAnswers that somebody found bad\n")
	for _, q := range r.Disliked[:min(len(r.Disliked), shown)] {
		p.Line("     %s", q.Question)
		p.Line("     %d bad, %d good: %s  %s", q.Bad, q.Good, string(q.Tier), q.ID)
	}
	rest(p, len(r.Disliked))
}

// aged prints the answers whose source has changed since: where they were given, and what has
// changed.
func aged(p *term.Page, r insight.Report) {
	if len(r.Aged) == 0 {
		return
	}
	p.Text(fmt.Sprintf("\nAnswers whose source has changed since: %d\n", len(r.Aged)))
	guild := strings.TrimPrefix(string(r.Scope), string(store.Guild("")))
	for _, a := range r.Aged[:min(len(r.Aged), shown)] {
		at := "only its asker saw it"
		if a.Message != "" {
			at = "https://discord.com/channels/" + guild + "/" + a.Channel + "/" + a.Message
		}
		p.Line("     answered on %s, changed on %s: %s", day(a.At), day(a.Changed), at)
		for _, c := range a.Changes {
			p.Line("     %s: %s: %s", string(c.Change), title(insight.Counted{ID: c.ID, Title: c.Title}), c.Sentence)
		}
	}
	rest(p, len(r.Aged))
}

// rest says how many entries of a list are not printed.
func rest(p *term.Page, n int) {
	if n > shown {
		p.Line("     … and %d more, which --csv and --json have", n-shown)
	}
}

func day(t time.Time) string { return t.Local().Format(time.DateOnly) }

// explained describes to a person how a question was answered.
func explained(w insight.Why) *term.Page {
	var p term.Page
	p.Line("%s", w.Question.Question)
	t := w.Trace
	if t.Understood != "" {
		p.Line("taken as     %s", t.Understood)
	}
	p.Line("asked        %s", w.At.Local().Format(time.DateTime))
	p.Line("intent       %s", string(t.Intent))
	p.Line("tier         %s", string(t.Tier))
	if t.Only {
		p.Line("asked of     one article alone")
	}
	p.Line("confidence   %.2f that the articles answer", t.Confidence)
	if e := t.Evidence; e.Judged {
		p.Line("judge        %.2f that the two best passages answer, %.2f that the best sentence does", insight.Probability(e.Odds), insight.Probability(e.Top))
	}
	if w.Good+w.Bad > 0 {
		p.Line("votes        %d good, %d bad", w.Good, w.Bad)
	}
	if !w.Filled.IsZero() {
		p.Line("answered     since %s", day(w.Filled))
	}
	if len(w.Passages) == 0 {
		p.Line("found        nothing that is kept")
	}
	for i, f := range w.Passages {
		passage(&p, i+1, f)
	}
	return &p
}

func passage(p *term.Page, n int, f insight.Passage) {
	scores := fmt.Sprintf("score %.2f, cosine %.2f", f.Score, f.Cosine)
	if f.Judge != nil {
		scores = fmt.Sprintf("judge %.2f, ", *f.Judge) + scores
	}
	if f.Cited {
		scores += ", cited"
	}
	place, sentence := f.Place, f.Sentence
	if place == "" {
		place, sentence = f.Article, "the article is no longer there"
	} else if sentence == "" {
		sentence = "the article has changed since"
	}
	p.Line("%3d. %s  (%s)", n, place, scores)
	p.Line("     %s", sentence)
}
