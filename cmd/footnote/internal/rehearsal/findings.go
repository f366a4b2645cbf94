package rehearsal

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"footnote/cmd/footnote/internal/term"
)

// A Finding is what a result tells the editor of the articles.
type Finding struct {
	Fails bool
	File  string // where to look
	Line  int    // 0 if there is none
	Title string
	Rest  []string // further details
}

// Findings returns the findings of results: what fails a check, and what has changed. folder is
// prepended to the file names; asked is the questions file.
func Findings(results []Result, folder, asked string) (all []Finding) {
	for _, r := range results {
		at := Finding{File: filepath.ToSlash(asked), Line: lineOf(r.Position)}
		if r.Change != nil {
			all = append(all, changes(r, filepath.ToSlash(folder), at)...)
		}
		if r.Failed() && (r.Change == nil || r.Change.Status != Gone) { // a missing answer has been reported already
			at.Fails, at.Title, at.Rest = true, "not as expected: "+name(r), []string{"expected: " + expected(r), "now " + now(r)}
			all = append(all, at)
		}
	}
	return all
}

// changes returns the findings of a kept answer; asked is the place of its question.
func changes(r Result, folder string, asked Finding) (all []Finding) {
	c := r.Change
	switch c.Status {
	case Gone:
		for i, l := range c.Lost {
			f := Finding{Fails: true, File: path.Join(folder, l.File), Line: l.Line, Title: "the answer is gone: " + name(r)}
			if i > 0 {
				f.Title = "a part of the answer is gone: " + name(r)
			}
			f.Rest = lost(l)
			if r.Failed() {
				f.Rest = append(f.Rest, "expected: "+expected(r))
			}
			f.Rest = append(f.Rest, "now "+now(r))
			all = append(all, f)
		}
		if len(c.Lost) == 0 { // it rested on no sentence: a title, a date
			asked.Fails, asked.Title, asked.Rest = true, "the answer is gone: "+name(r), []string{"now " + now(r)}
			all = append(all, asked)
		}
	case Changed, Weaker:
		f := asked
		f.Title, f.Rest = "the answer has changed: "+name(r), []string{"now " + now(r)}
		if c.Status == Weaker {
			f.Title = "the answer is less sure: " + name(r)
		}
		if len(c.Had) > 0 {
			f.Rest = append([]string{"was: " + quoted(c.Had[0].Quotation)}, f.Rest...)
		}
		for _, at := range slices.Concat(r.Shown, c.Had) {
			f.File, f.Line = path.Join(folder, at.File), at.Line
			break
		}
		all = append(all, f)
	}
	return all
}

// lost says what a sentence was, and what has become of it.
func lost(l Lost) []string {
	said := []string{"was: " + quoted(l.Quotation) + wasAt(l)}
	switch {
	case l.FileGone:
		return append(said, "the file is not there, or cannot be read")
	case l.Reads != "":
		return append(said, "reads now: "+quoted(l.Reads))
	case l.Stands:
		return append(said, "the sentence is still there, but it is not what is answered")
	}
	return said
}

// wasAt gives the previous line of a sentence, if the finding names another one.
func wasAt(l Lost) string {
	switch {
	case l.Was > 0 && l.Was != l.Line:
		return fmt.Sprintf(" (line %d then)", l.Was)
	case l.Was == 0 && l.At != "":
		return " (" + l.At + ")"
	}
	return ""
}

// now describes the current answer to a question.
func now(r Result) string {
	if len(r.Shown) == 0 {
		return r.Outcome
	}
	var quotes []string
	for _, p := range r.Shown {
		quotes = append(quotes, quoted(p.Quotation))
	}
	return r.Outcome + ": " + strings.Join(quotes, " ")
}

func quoted(text string) string { return "“" + strings.TrimSpace(text) + "”" }

// lineOf returns the number in "line 3".
func lineOf(position string) (line int) {
	_, _ = fmt.Sscanf(position, "line %d", &line) // stays 0 if there is no line
	return line
}

// Place formats the place of a finding as compilers do.
func (f Finding) Place() string {
	if f.Line == 0 {
		return f.File
	}
	return fmt.Sprintf("%s:%d", f.File, f.Line)
}

// Text formats findings for a person, those that fail the check first.
func Text(all []Finding) *term.Page {
	var out term.Page
	for _, fails := range []bool{true, false} {
		for _, f := range all {
			if f.Fails != fails {
				continue
			}
			out.Line("%s: %s", f.Place(), f.Title)
			for _, more := range f.Rest {
				out.Line("    %s", more)
			}
		}
	}
	return &out
}
