package setup

import (
	"fmt"

	"footnote/library/store"
)

// An Error says what of the settings cannot be.
type Error struct {
	Kind  Kind
	Part  Part        // that cannot be made; of Missing and Invalid
	Scope store.Scope // of BadScope and NoArticles
	Err   error       // the cause; of Invalid
}

// A Kind says what is wrong.
type Kind int

// The kinds of an [Error].
const (
	Missing    Kind = iota // neither a key nor a server is set
	Invalid                // an option is out of its range
	BadScope               // no scope has that name
	NoArticles             // the scope has no articles to answer from
	StdinTwice             // standard input is named as an article more than once
)

// A Part is made from settings.
type Part string

// The parts that can fail.
const (
	PartEmbedder Part = "embedder openai"
	PartModel    Part = "language model"
)

func (e *Error) Error() string {
	switch e.Kind {
	case Missing:
		return "neither a key nor a server is set"
	case BadScope:
		return fmt.Sprintf("%q is no scope: there are local, guild:ID and person:ID", string(e.Scope))
	case NoArticles:
		return fmt.Sprintf("%s has no articles", e.Scope)
	case StdinTwice:
		return "standard input can be read once"
	}
	return e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }
