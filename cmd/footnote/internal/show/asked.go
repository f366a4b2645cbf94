package show

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"footnote/corpus"
)

// maxAnswer is the maximum size of an answer read from the input, in bytes.
const maxAnswer = 4 << 20

// asked reads from in either a question, or an answer printed by ask --json, whose footnotes
// become the notes.
func asked(in io.Reader, a *corpus.Article) (question string, notes []note, err error) {
	raw, err := io.ReadAll(io.LimitReader(in, maxAnswer))
	if err != nil {
		return "", nil, fmt.Errorf("read the question: %w", err)
	}
	question = strings.TrimSpace(string(raw))
	var answer struct {
		Footnotes []struct {
			N          int
			Article    string
			Start, End int
			Quote      string
		}
	}
	if json.Unmarshal(raw, &answer) != nil {
		return question, nil, nil
	}
	for _, f := range answer.Footnotes {
		if f.Article != a.ID || f.Start < 0 || f.End > len(a.Text) || f.Start >= f.End || a.Text[f.Start:f.End] != f.Quote {
			return "", nil, failure(fmt.Sprintf("footnote %d of the answer is not of this article, or of another version of it", f.N), "ask anew: footnote ask --json --article FILE QUESTION")
		}
		notes = append(notes, note{f.N, corpus.Span{Start: f.Start, End: f.End}})
	}
	if len(notes) == 0 {
		return "", nil, failure("the answer has no footnotes", "what it says rests on no sentence, so there is no page to show")
	}
	return "", notes, nil
}
