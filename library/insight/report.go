package insight

import (
	"context"
	"time"

	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
)

// A Report sums up what was asked in a scope. It identifies nobody. Programs read its JSON, so
// fields are only ever added.
type Report struct {
	Scope    store.Scope `json:"scope"`
	From     time.Time   `json:"from"`
	To       time.Time   `json:"to"`
	Kept     int         `json:"questions_kept_days"` // 0 if questions are not kept
	Days     []Day       `json:"days"`                // days on which something was asked
	Articles []Counted   `json:"articles"`            // articles that answers cite, most cited first
	Good     int         `json:"good_votes"`
	Bad      int         `json:"bad_votes"`
	Gaps     []Group     `json:"gaps"`     // questions without a sure answer, most frequent first
	Filled   []Group     `json:"filled"`   // questions that were without one and have one now
	Disliked []Question  `json:"disliked"` // questions whose answers were voted down, worst first
	Aged     []Aged      `json:"aged"`     // answers whose source has changed since, latest first
}

// A Day counts the outcomes of the questions of one day in UTC.
type Day struct {
	Day     string `json:"day"` // such as 2026-11-27; in a sum, the first day
	Sure    int64  `json:"sure"`
	Unsure  int64  `json:"unsure"`
	Refused int64  `json:"refused"`
	Other   int64  `json:"other"` // small talk, and requests beyond answering questions
	Fixed   int64  `json:"fixed"` // given a fixed answer
}

// Asked returns how many questions were put to the articles. Questions with a fixed answer are not.
func (d Day) Asked() int64 { return d.Sure + d.Unsure + d.Refused }

// Plus returns the sum of d and o, with the day of d.
func (d Day) Plus(o Day) Day {
	return Day{d.Day, d.Sure + o.Sure, d.Unsure + o.Unsure, d.Refused + o.Refused, d.Other + o.Other, d.Fixed + o.Fixed}
}

// Counted is an article and the number of answers that cite it.
type Counted struct {
	ID      string `json:"id"`
	Title   string `json:"title"` // empty if the article is gone
	Answers int64  `json:"answers"`
}

// A Group holds questions that ask the same in different words.
type Group struct {
	Question  string     `json:"question"` // the latest one
	Times     int        `json:"times"`
	People    int        `json:"people"`
	First     time.Time  `json:"first"`
	Last      time.Time  `json:"last"`
	Nearest   *Passage   `json:"nearest,omitempty"` // to the latest one
	Filled    time.Time  `json:"filled,omitzero"`   // since when all of them have an answer
	Filler    *Counted   `json:"filler,omitempty"`  // the article with the answer, or the fixed answer, whose ID begins with fixed:; nil if it is gone
	Questions []Question `json:"questions"`         // latest first
}

// A Question is a kept question.
type Question struct {
	ID       string    `json:"id"` // of the question in reports
	Question string    `json:"question"`
	At       time.Time `json:"at"`
	Tier     rag.Tier  `json:"tier"`
	Good     int       `json:"good_votes"`
	Bad      int       `json:"bad_votes"`
	Filled   time.Time `json:"filled,omitzero"` // since when it has a sure answer

	by     [16]byte
	trace  Trace
	filler string
}

// Trace returns how the question was answered.
func (q Question) Trace() Trace { return q.trace }

// Options configure a report.
type Options struct {
	Since     time.Time             // leaves out what was asked before; zero leaves out nothing
	Ungrouped bool                  // does not group questions, which takes some 7 ms for each
	Vectors   *Vectors              // caches the questions' vectors for the next report; may be nil
	Progress  func(done, total int) // if not nil, is called while questions are embedded
}

// None returns the report of a scope without data.
func None(scope store.Scope) Report {
	return Report{Scope: scope, Days: []Day{}, Articles: []Counted{}, Gaps: []Group{}, Filled: []Group{}, Disliked: []Question{}, Aged: []Aged{}}
}

// Make returns the report of a scope. Damaged rows are left out.
func Make(ctx context.Context, l *library.Library, scope store.Scope, o Options) (Report, error) {
	r := None(scope)
	r.From, r.To = o.Since.UTC(), time.Now().UTC()
	settings, err := l.Settings(ctx, scope)
	if err != nil {
		return r, err
	}
	r.Kept = settings.Retain
	m := newMaker(l, scope, o.Since)
	if err := m.tallies(ctx, &r); err != nil {
		return r, err
	}
	questions, err := m.questions(ctx, &r)
	if err == nil {
		err = m.aged(ctx, &r)
	}
	if err != nil || o.Ungrouped {
		return r, err
	}
	return r, m.gaps(ctx, &r, questions, o)
}

// Weeks sums up days by week. Each week has the date of its Monday.
func Weeks(days []Day) (weeks []Day) {
	for _, d := range days {
		date, err := time.Parse(time.DateOnly, d.Day)
		if err != nil {
			continue
		}
		d.Day = date.AddDate(0, 0, -(int(date.Weekday())+6)%7).Format(time.DateOnly)
		if last := len(weeks) - 1; last >= 0 && weeks[last].Day == d.Day {
			weeks[last] = weeks[last].Plus(d)
			continue
		}
		weeks = append(weeks, d)
	}
	return weeks
}
