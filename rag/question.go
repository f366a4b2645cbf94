package rag

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"footnote/rag/index"
)

// A Question is what a reader asks.
type Question struct {
	Text    string
	History []Turn // of the conversation, the latest last
}

// A Turn is a question that was asked before, and what was answered.
type Turn struct{ Question, Answer string }

// An asked is a question as it was read, in its conversation.
type asked struct {
	index.Query
	history []Turn // the latest last
}

// MaxQuestion is the longest question that is taken, in characters.
const MaxQuestion = 2000

// A QuestionError says what is wrong with a question.
type QuestionError struct{ Reason string }

func (e *QuestionError) Error() string { return "question: " + e.Reason }

func checkQuestion(text string) error {
	if strings.TrimSpace(text) == "" {
		return &QuestionError{"is empty"}
	}
	if !utf8.ValidString(text) {
		return &QuestionError{"is not valid UTF-8"}
	}
	if n := utf8.RuneCountInString(text); n > MaxQuestion {
		return &QuestionError{fmt.Sprintf("has %d characters; the limit is %d", n, MaxQuestion)}
	}
	return nil
}
