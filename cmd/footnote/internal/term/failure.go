package term

import (
	"encoding/json"
	"strings"
)

// A Failure is an error as a command line shows it: "footnote: WHAT: WHY" and a
// hint.
type Failure struct {
	What   string // what failed; may be empty
	Err    error
	Status int    // exit status
	Code   string // for programs
	Hint   string // what to do next; may be empty

	Matches []Match // articles that may be meant; mostly none
	Told    bool    // what was printed tells programs of it already
}

// A Match is an article that somebody may mean.
type Match struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

func (f *Failure) Error() string {
	if f.What == "" {
		return f.Err.Error()
	}
	return f.What + ": " + f.Err.Error()
}

func (f *Failure) Unwrap() error { return f.Err }

// Report shows the failure on err, in the words of said, and, where a program reads it,
// on out too, as it is.
func (f *Failure) Report(asJSON bool, out, err *Screen, said func(english string) string) {
	what := said(f.Err.Error())
	if f.What != "" {
		what = f.What + ": " + what
	}
	_ = err.Line("footnote: %s", what) // there is nowhere else to report it
	for _, m := range f.Matches {
		_ = err.Line("  %s  %s", m.ID, m.Title)
	}
	if f.Hint != "" {
		_ = err.Line("hint: %s", said(f.Hint))
	}
	if !asJSON || f.Told {
		return
	}
	message := strings.Join(strings.FieldsFunc(f.Error(), func(r rune) bool { return r < ' ' }), " ")
	body := map[string]any{"code": f.Code, "message": message, "hint": f.Hint}
	if len(f.Matches) > 0 {
		body["matches"] = f.Matches
	}
	_ = json.NewEncoder(out.w).Encode(map[string]any{"error": body})
}
