package term

import (
	"encoding/json"
	"strings"
)

// A Failure is an error as the command line shows it: "footnote: WHAT: WHY", and a hint.
type Failure struct {
	What   string // what failed; may be empty
	Err    error
	Status int    // exit status
	Code   string // for programs
	Hint   string // what to do next; may be empty

	Matches []Match // articles that may be meant; mostly empty
	Told    bool    // the JSON output has reported it already
	// Named replaces flags in the message by the variables that set them; nil leaves the flags.
	Named func(text string) string
}

// A Match is an article that may be meant.
type Match struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

func (f *Failure) Error() string { return f.say(f.What, ": ", f.Err.Error()) }

// say returns the message: what failed, and why.
func (f *Failure) say(what, colon, why string) string {
	if what != "" {
		why = what + colon + why
	}
	if f.Named != nil {
		return f.Named(why)
	}
	return why
}

func (f *Failure) Unwrap() error { return f.Err }

// Report shows the failure on err, translated by said. With asJSON it also prints it on out, in
// English.
func (f *Failure) Report(asJSON bool, out, err *Screen, said func(english string) string) {
	err.live.end() // the command may have left a progress line there
	what, colon := said(f.What), ": "
	if what != f.What { // translated into Chinese, which has a colon of its own
		colon = "："
	}
	why := f.say(what, colon, said(f.Err.Error()))
	if f.Named != nil {
		why = said(why) // for the places of variables that f.Named has added
	}
	_ = err.Line("footnote: %s", why) // there is nowhere else to report it
	for _, m := range f.Matches {
		_ = err.Line("  %s  %s", m.ID, m.Title)
	}
	if f.Hint != "" {
		_ = err.Line("hint: %s", said(f.Hint))
	}
	if !asJSON || f.Told {
		return
	}
	_ = json.NewEncoder(exact{out}).Encode(map[string]any{"error": f.Value()})
}

// Value returns the JSON value of the failure.
func (f *Failure) Value() map[string]any {
	message := strings.Join(strings.FieldsFunc(f.Error(), func(r rune) bool { return r < ' ' }), " ")
	body := map[string]any{"code": f.Code, "message": message, "hint": f.Hint}
	if len(f.Matches) > 0 {
		body["matches"] = f.Matches
	}
	return body
}
