package eval

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A table consists of rows of cells below a header.
type table struct {
	head []string
	rows [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// share formats a count with its percentage of a total.
func share(n, of int) string {
	if of == 0 {
		return "0"
	}
	return fmt.Sprintf("%d (%.0f %%)", n, 100*float64(n)/float64(of))
}

// markdown writes the table as Markdown.
func (t table) markdown(out *strings.Builder) {
	for i, row := range append([][]string{t.head}, t.rows...) {
		for _, cell := range row {
			out.WriteString("| " + strings.ReplaceAll(cell, "|", `\|`) + " ")
		}
		out.WriteString("|\n")
		if i == 0 {
			out.WriteString(strings.Repeat("|---", len(row)) + "|\n")
		}
	}
}

// columns writes the table in aligned columns.
func (t table) columns(out *strings.Builder) {
	all := append([][]string{t.head}, t.rows...)
	widths := make([]int, len(t.head))
	for _, row := range all {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	for _, row := range all {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2))
		}
		out.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

// Text formats the report for people, with tables in Markdown or in columns.
func (r Report) Text(markdown bool) string {
	var out strings.Builder
	for i, t := range []table{r.answerTable(), r.refusalTable(), r.intentTable(), r.tierTable(), r.politeTable()} {
		if len(t.rows) == 0 {
			continue
		}
		if i > 0 {
			out.WriteString("\n")
		}
		if markdown {
			t.markdown(&out)
		} else {
			t.columns(&out)
		}
	}
	out.WriteString("\n")
	for _, l := range r.Lists {
		if len(l.IDs) > 0 {
			fmt.Fprintf(&out, "%s: %s\n", l.What, oneLine(strings.Join(l.IDs, " ")))
		}
	}
	for _, u := range r.Unfound {
		fmt.Fprintf(&out, "%s: its article does not have “%s”\n", oneLine(u.ID), oneLine(u.Evidence))
	}
	return out.String()
}

// oneLine puts text from a file on one line.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func (r Report) answerTable() table {
	t := table{head: []string{"answerable", "questions", "first", "shown", "alone", "wrong", "in part", "unsure with it", "unsure without", "refused", "in best 3", "in best 5"}}
	for _, f := range r.Answerable {
		n := f.Questions
		t.add(oneLine(f.Name), fmt.Sprint(n), share(f.First, n), share(f.Shown, n), share(f.Alone, n), share(f.Wrong, n), fmt.Sprint(f.InPart),
			share(f.UnsureShown, n), share(f.Unsure, n), share(f.Refused, n), share(f.Top3, n), share(f.Top5, n))
	}
	return t
}

func (r Report) refusalTable() table {
	t := table{head: []string{"not answerable", "questions", "refused", "unsure", "answered as sure"}}
	for _, f := range r.Unanswerable {
		n := f.Questions
		t.add(oneLine(f.Name), fmt.Sprint(n), share(f.Refused, n), share(f.Unsure, n), share(f.Answered, n))
	}
	return t
}

func (r Report) intentTable() table {
	t := table{head: []string{"intents", "questions", "handled", "without a footnote"}}
	for _, f := range r.Intents {
		t.add(oneLine(f.Name), fmt.Sprint(f.Questions), share(f.Handled, f.Questions), share(f.Unquoted, f.Questions))
	}
	return t
}

func (r Report) tierTable() table {
	t := table{head: []string{"tiers", "questions", "sure", "unsure", "refused", "none"}}
	for _, f := range r.Tiers {
		n := f.Questions
		t.add(oneLine(f.Name), fmt.Sprint(n), share(f.Sure, n), share(f.Unsure, n), share(f.Refused, n), share(f.None, n))
	}
	return t
}

func (r Report) politeTable() table {
	t := table{head: []string{"politeness", "questions", "tier changed", "which"}}
	for _, f := range r.Politeness {
		t.add(f.Wrapping, fmt.Sprint(f.Questions), share(f.Changed, f.Questions), oneLine(strings.Join(f.IDs, " ")))
	}
	return t
}
