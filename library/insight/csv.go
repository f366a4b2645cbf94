package insight

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"footnote/corpus/doc"
)

// bom makes Excel read a file as UTF-8.
const bom = "\ufeff"

// QuestionsCSV returns one line for each question without a sure answer, each that has got one
// since, and each whose answer was voted down.
func (r Report) QuestionsCSV() string {
	var out table
	out.add("state", "group", "times", "people", "id", "question", "asked", "tier", "intent", "confidence", "judge", "article", "place", "nearest", "good_votes", "bad_votes", "filled", "filled_by")
	for i, g := range r.Gaps {
		out.group("open", i+1, g)
	}
	for i, g := range r.Filled {
		out.group("filled", i+1, g)
	}
	for _, q := range r.Disliked {
		out.question("disliked", 0, Group{}, q, Passage{})
	}
	return out.String()
}

// CountsCSV returns one line for each day, with the number of answers of each tier.
func (r Report) CountsCSV() string {
	var out table
	out.add("day", "sure", "unsure", "refused", "other", "fixed")
	for _, d := range r.Days {
		out.add(d.Day, d.Sure, d.Unsure, d.Refused, d.Other, d.Fixed)
	}
	return out.String()
}

// ArticlesCSV returns one line for each article that answers cite.
func (r Report) ArticlesCSV() string {
	var out table
	out.add("id", "title", "answers")
	for _, a := range r.Articles {
		out.add(a.ID, a.Title, a.Answers)
	}
	return out.String()
}

// AgedCSV returns one line for each cited sentence that has changed since.
func (r Report) AgedCSV() string {
	var out table
	out.add("answered", "changed", "change", "article", "title", "sentence", "channel", "message", "question")
	for _, a := range r.Aged {
		for _, c := range a.Changes {
			out.add(a.At, a.Changed, string(c.Change), c.ID, c.Title, c.Sentence, a.Channel, a.Message, a.Question)
		}
	}
	return out.String()
}

// A table builds a CSV file for spreadsheets. The zero value is empty.
type table struct{ out strings.Builder }

func (t *table) String() string { return bom + t.out.String() }

func (t *table) group(state string, number int, g Group) {
	for i, q := range g.Questions {
		var nearest Passage
		if i == 0 && g.Nearest != nil {
			nearest = *g.Nearest
		}
		t.question(state, number, g, q, nearest)
	}
}

func (t *table) question(state string, number int, g Group, q Question, nearest Passage) {
	var times, people, judge, filler any
	var group any
	if number > 0 {
		group, times, people = number, g.Times, g.People
	}
	if len(q.trace.Found) > 0 && q.trace.Found[0].Judge != nil {
		judge = *q.trace.Found[0].Judge
	}
	if g.Filler != nil {
		filler = g.Filler.Title
	}
	t.add(state, group, times, people, q.ID, q.Question, q.At, string(q.Tier), string(q.trace.Intent), q.trace.Confidence, judge,
		nearest.Title, nearest.Place, nearest.Sentence, q.Good, q.Bad, q.Filled, filler)
}

// add adds a line. Texts are always quoted, whichever separator a reader expects; numbers and
// times are not, and nil is an empty cell.
func (t *table) add(cells ...any) {
	for i, c := range cells {
		if i > 0 {
			t.out.WriteByte(',')
		}
		switch c := c.(type) {
		case nil:
		case string:
			t.out.WriteString(cell(c))
		case time.Time:
			if !c.IsZero() {
				t.out.WriteString(c.UTC().Format(time.RFC3339))
			}
		case float64:
			t.out.WriteString(strconv.FormatFloat(c, 'f', 3, 64))
		default:
			fmt.Fprint(&t.out, c)
		}
	}
	t.out.WriteByte('\n')
}

// cell returns a text as one cell that no spreadsheet takes for a formula, and without control
// characters.
// owasp.org/www-community/attacks/CSV_Injection
func cell(text string) string {
	text, _ = doc.RemoveInvisible(text)
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		case unicode.IsControl(r), unicode.IsSpace(r):
			return ' '
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	if seen := strings.TrimLeftFunc(text, doc.IsInvisible); strings.IndexFunc(seen, begins) == 0 {
		text = "'" + seen
	}
	return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
}

// begins reports whether a formula can begin with r, full-width forms included.
func begins(r rune) bool { return strings.ContainsRune("=+-@|%＝＋－＠−﹢﹣﹦﹫", r) }
