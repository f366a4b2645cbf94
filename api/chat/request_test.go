package chat

import (
	"fmt"
	"strings"
	"testing"

	"footnote/rag"
)

// However long a conversation is, the last questions count, with the beginning of each answer.
func TestInquireLong(t *testing.T) {
	ask := Message{Role: "user", Content: Content{Text: "How tall is it?"}}
	said := Message{Role: "assistant", Content: Content{Text: strings.Repeat("It is tall. ", 100)}}
	r := Request{Messages: []Message{ask}}
	for len(r.Messages) < maxMessages-1 {
		r.Messages = append(r.Messages, said)
	}
	r.Messages = append(r.Messages, ask)
	q, err := r.inquire()
	if err != nil || len(q.History) != 1 || len(q.History[0].Answer) > maxSaid || len(q.History[0].Answer) < maxSaid/2 {
		t.Errorf("%d turns, %v", len(q.History), err)
	}
	if want := 2*len(ask.Content.Text+"\n") + (maxMessages-2)*len(said.Content.Text); len(q.read) != want {
		t.Errorf("%d bytes of %d are counted", len(q.read), want)
	}
	r.Messages = append(r.Messages, ask)
	if _, err := r.inquire(); err == nil || !strings.Contains(err.Error(), "1000") {
		t.Errorf("too many: %v", err)
	}
}

func TestHistory(t *testing.T) {
	var turns []rag.Turn
	for n := range 30 {
		turns = append(turns, rag.Turn{Question: fmt.Sprint(n), Answer: strings.Repeat("高", maxSaid)}, rag.Turn{Question: strings.Repeat("x", rag.MaxQuestion+1)})
	}
	kept := History(turns)
	if len(kept) != maxTurns || kept[0].Question != "20" || kept[9].Question != "29" || len(kept[0].Answer) > maxSaid {
		t.Errorf("%d turns", len(kept))
	}
}
