package setup

import (
	"fmt"

	"footnote/library/store"
)

// An Error says what is wrong with the settings.
type Error struct {
	Kind  Kind
	Part  Part        // the part that cannot be made; for Missing and Invalid
	Scope store.Scope // for BadScope and NoArticles
	Err   error       // the cause; for Invalid
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

// A Part is a component made from settings.
type Part string

// These are the parts that can fail.
const (
	PartEmbedder Part = "embedder openai"
	PartModel    Part = "language model"
	PartVision   Part = "vision model"
)

func (e *Error) Error() string {
	switch e.Kind {
	case Missing:
		return "neither a key nor a server is set"
	case BadScope:
		return fmt.Sprintf("%q is not a scope: use local, guild:ID or person:ID", string(e.Scope))
	case NoArticles:
		return fmt.Sprintf("%s has no articles", e.Scope)
	case StdinTwice:
		return "standard input can be read only once"
	}
	return e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }
