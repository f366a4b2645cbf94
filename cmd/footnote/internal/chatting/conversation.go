package chatting

import (
	"context"
	"errors"
	"os"

	"footnote/rag"
)

// maxTurns is the number of questions that a conversation remembers.
const maxTurns = 10

// A Conversation holds the questions so far and the last answer.
type Conversation struct {
	Work
	Interrupts <-chan os.Signal // each stops an answer; nil if an interrupt ends the program

	atTerminal bool
	turns      []rag.Turn
	last       rag.Answer
	hinted     bool // the hint to /sources after a refusal has been shown
	history    history
	keeping    bool   // questions are written to history
	forget     func() // clears the line editor's history; may be nil
}

// New returns a conversation without any questions yet.
func New(w Work) *Conversation {
	return &Conversation{Work: w, history: history{path: historyPath(w.Folder, w.Variable)}}
}

// Turns returns the number of questions that the conversation remembers.
func (c *Conversation) Turns() int { return len(c.turns) }

func (c *Conversation) note(format string, args ...any) { c.Note(format, args...) }

// answer answers one question. An invalid question, an interrupt or a failing language model is
// reported and does not end the conversation.
func (c *Conversation) answer(outer context.Context, question string) error {
	ctx, cancel := c.interruptible(outer)
	defer cancel()
	answer, err := c.Answer(ctx, rag.Question{Text: question, History: c.turns})
	var bad *rag.QuestionError
	var model *rag.WriteError
	switch {
	case err != nil && ctx.Err() != nil && outer.Err() == nil:
		c.note("stopped")
		return c.failed("interrupted", "stopped", "")
	case errors.As(err, &bad) || errors.As(err, &model):
		c.Report(err)
		return nil
	case err != nil:
		return err
	}
	if answer.Tier != "" { // thanks have no tier and leave the last answer as it is
		c.last = answer
	}
	if !c.hinted {
		c.Hint(answer)
		c.hinted = len(answer.Nearest) > 0
	}
	c.turns = append(c.turns, rag.Turn{Question: answer.Question, Answer: answer.Text})
	c.turns = c.turns[max(0, len(c.turns)-maxTurns):]
	if c.JSON {
		return nil
	}
	return c.Out.Text("\n")
}

// interruptible returns a context that the next interrupt cancels. It drops an interrupt that
// arrived earlier.
func (c *Conversation) interruptible(outer context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(outer)
	if c.Interrupts == nil {
		return ctx, cancel
	}
	select {
	case <-c.Interrupts:
	default:
	}
	go func() {
		select {
		case <-c.Interrupts:
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}
