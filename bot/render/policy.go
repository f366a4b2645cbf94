package render

import (
	"fmt"
	"strings"
	"time"

	"footnote/bot/texts"
	"footnote/library/store"
)

// PolicyFacts are what a server and the bot's operator have decided about stored data.
type PolicyFacts struct {
	Kept      int           // days for which questions are stored; 0 means none are
	Tells     bool          // askers are told of a later answer
	Server    bool          // the scope is a server, whose questions are counted
	Logged    bool          // questions and answers are logged
	Model     bool          // a language model writes answers in this scope
	Cached    bool          // the answers that the model writes are stored
	Elsewhere bool          // another server makes the embeddings
	Pictures  bool          // a language model reads pictures
	Sees      bool          // Discord sends the bot the text of all messages
	Files     bool          // PDFs are stored
	Calls     bool          // the helpers can be called to an answer, or could be before
	Approves  bool          // answers in some channels are reviewed first, or were
	Grace     time.Duration // from leaving a server until its data is erased
}

// Policy says what is stored and what is not, in this scope and at this time.
func Policy(t *texts.Texts, f PolicyFacts) string {
	lines := []string{t.Privacy, "", t.Used}
	switch {
	case f.Kept == 0:
		lines = append(lines, t.Unkept)
	default:
		lines = append(lines, fmt.Sprintf(t.Kept, lasting(t, time.Duration(f.Kept)*day)))
		if f.Tells {
			lines = append(lines, t.Tells)
		}
	}
	if f.Server {
		lines = append(lines, fmt.Sprintf(t.Counted, store.TallyAge))
	}
	lines = append(lines, fmt.Sprintf(t.CitedKept, lasting(t, store.ShownAge)))
	lines = append(lines, either(f.Logged, t.Logged, t.Unlogged), t.Attachments, either(f.Files, t.FilesKept, t.TextOnly), fmt.Sprintf(t.Belongs, lasting(t, f.Grace)), t.VotesKept, t.AnswersKept, t.Conversation)
	if f.Approves {
		lines = append(lines, t.ApprovalKept)
	}
	if f.Calls {
		lines = append(lines, t.CallsKept)
	}
	model := t.NoModel
	if f.Model {
		model = t.Model + either(f.Cached, t.ModelKept, "")
	}
	lines = append(lines, model)
	if f.Elsewhere {
		lines = append(lines, t.Elsewhere)
	}
	if f.Pictures {
		lines = append(lines, t.PicturesRead)
	}
	return strings.Join(append(lines, either(f.Sees, t.SeesMore, t.SeesNothing), t.YourRights), "\n")
}

func either(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}

const day = 24 * time.Hour

// lasting formats a duration in whole days or, if it has none, in hours.
func lasting(t *texts.Texts, d time.Duration) string {
	if d >= day && d%day == 0 {
		return counted(int(d/day), t.InDay, t.InDays)
	}
	return counted(int((max(d, 0)+time.Hour-1)/time.Hour), t.InHour, t.InHours)
}

// counted formats a number with its unit.
func counted(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return fmt.Sprintf(several, n)
}
