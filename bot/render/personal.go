package render

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"footnote/bot/render/markdown"
	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/corpus/fetch"
	"footnote/library"
	"footnote/library/insight"
	"footnote/library/store"
)

// Personal returns all that is stored about a person as two files: a text and JSON.
func Personal(t *texts.Texts, p library.Personal) ([]rest.File, error) {
	raw, err := json.MarshalIndent(personalOf(p), "", "  ")
	return []rest.File{
		{Name: "footnote.txt", Type: "text/plain; charset=utf-8", Data: []byte("\ufeff" + personalText(t, p))},
		{Name: "footnote.json", Type: "application/json", Data: raw},
	}, err
}

// The values of the JSON. Codes that stand for people are left out: they are of no use to
// this person, and those of others are not theirs.
type personalJSON struct {
	Articles  []articleJSON    `json:"articles"` // in the person's own library
	Settings  library.Settings `json:"settings"`
	Pages     []pageJSON       `json:"pages_fetched_again"`
	Added     []articleJSON    `json:"added_to_servers"`
	Questions []questionJSON   `json:"questions"`
	Votes     []voteJSON       `json:"votes"`
	Waiting   []waitingJSON    `json:"being_added"`
	Together  []togetherJSON   `json:"with_helpers,omitempty"`
	Answers   []answerJSON     `json:"answers_in_direct_messages"`
	Fixed     []fixedJSON      `json:"fixed_answers"`
}

type fixedJSON struct {
	Where    store.Scope `json:"where"`
	At       time.Time   `json:"at"`
	Question string      `json:"question"`
	Also     []string    `json:"also,omitempty"`
	Answer   string      `json:"answer"`
	Name     string      `json:"name"` // the name that readers see
}

type articleJSON struct {
	Where      store.Scope `json:"where"`
	ID         string      `json:"id"`
	Title      string      `json:"title"`
	Source     string      `json:"source,omitempty"`
	Author     string      `json:"author,omitempty"`
	Published  string      `json:"published,omitempty"`
	Characters int         `json:"characters,omitempty"`
	File       int64       `json:"file_bytes,omitempty"` // size of the stored file, if any
	Added      time.Time   `json:"added"`
	Removed    time.Time   `json:"removed,omitzero"`
}

type pageJSON struct {
	Name  string `json:"name"`
	Every string `json:"every,omitempty"`
}

type questionJSON struct {
	Where    store.Scope     `json:"where"`
	At       time.Time       `json:"at"`
	Question string          `json:"question"`
	Outcome  string          `json:"outcome"`
	Answered time.Time       `json:"answered_since,omitzero"`
	Tell     bool            `json:"you_will_be_told,omitempty"`
	Trace    json.RawMessage `json:"how,omitempty"`
}

type voteJSON struct {
	Where store.Scope `json:"where"`
	At    time.Time   `json:"at"`
	Good  bool        `json:"good"`
}

// togetherJSON is an answer to which somebody called the helpers, or that waits for their
// approval.
type togetherJSON struct {
	Where store.Scope `json:"where"`
	What  string      `json:"what"`
	At    time.Time   `json:"at"`
}

type waitingJSON struct {
	Where store.Scope `json:"where"`
	Name  string      `json:"name"`
	At    time.Time   `json:"at"`
}

type answerJSON struct {
	At      time.Time   `json:"at"`
	Channel string      `json:"channel,omitempty"`
	Message string      `json:"message,omitempty"`
	Changed time.Time   `json:"source_changed,omitzero"`
	Cited   []citedJSON `json:"cited"`
}

type citedJSON struct {
	Article  string `json:"article"`
	Sentence string `json:"sentence,omitempty"`
}

func personalOf(p library.Personal) personalJSON {
	j := personalJSON{[]articleJSON{}, p.Settings, []pageJSON{}, []articleJSON{}, []questionJSON{}, []voteJSON{}, []waitingJSON{}, nil, []answerJSON{}, []fixedJSON{}}
	for _, a := range p.Articles {
		j.Articles = append(j.Articles, articleJSON{"", a.ID, a.Title, a.Source, a.Author, a.Published, a.Characters, p.Originals[a.ID], a.Added.UTC(), time.Time{}})
	}
	for _, s := range p.Updates {
		one := pageJSON{Name: fetch.Redacted(s.Name)}
		if s.Every > 0 {
			one.Every = s.Every.String()
		}
		j.Pages = append(j.Pages, one)
	}
	for _, a := range addedToServers(p) {
		one := articleJSON{Where: a.Scope, ID: a.ID, Title: a.Title, Added: a.At.UTC()}
		if !a.Removed.IsZero() {
			one.Removed = a.Removed.UTC()
		}
		j.Added = append(j.Added, one)
	}
	for _, q := range p.Questions {
		one := questionJSON{q.Scope, q.At.UTC(), q.Question, q.Outcome, q.Filled, len(q.Contact) > 0, nil}
		if json.Valid(q.Trace) {
			one.Trace = q.Trace
		}
		j.Questions = append(j.Questions, one)
	}
	for _, v := range p.Votes {
		j.Votes = append(j.Votes, voteJSON{v.Scope, v.At.UTC(), v.Good})
	}
	for _, w := range p.Jobs {
		j.Waiting = append(j.Waiting, waitingJSON{w.Scope, w.Name, w.At.UTC()})
	}
	for _, f := range p.Fixed {
		j.Fixed = append(j.Fixed, fixedJSON{f.Scope, f.At.UTC(), f.Question, f.Also, f.Answer, f.Author})
	}
	for _, n := range p.Notes {
		j.Together = append(j.Together, togetherJSON{n.Scope, n.Kind, n.At.UTC()})
	}
	for _, a := range p.Answers {
		one := answerJSON{At: a.At.UTC(), Channel: a.Channel, Message: a.Message}
		if !a.Changed.IsZero() {
			one.Changed = a.Changed.UTC()
		}
		for _, c := range a.Cited {
			one.Cited = append(one.Cited, citedJSON{c.Article, c.Sentence})
		}
		j.Answers = append(j.Answers, one)
	}
	return j
}

// personalText returns the same data as text.
func personalText(t *texts.Texts, p library.Personal) string {
	var out strings.Builder
	list := func(heading string, lines []string) {
		if len(lines) == 0 {
			return
		}
		out.WriteString(heading + "\n")
		for _, l := range lines {
			out.WriteString("- " + strings.Join(strings.Fields(markdown.Clean(l)), " ") + "\n")
		}
		out.WriteString("\n")
	}
	var own, added, asked, votes, waiting, pages, together, answers []string
	for _, a := range p.Articles {
		line := when(a.Added) + " " + a.Title + " " + a.Source
		if size := p.Originals[a.ID]; size > 0 {
			line += " " + fmt.Sprintf(t.WithFile, (size+999)/1000)
		}
		own = append(own, line)
	}
	for _, s := range p.Updates {
		pages = append(pages, fetch.Redacted(s.Name))
	}
	for _, a := range addedToServers(p) {
		added = append(added, when(a.At)+" "+where(t, a.Scope)+a.Title)
	}
	for _, q := range p.Questions {
		line := when(q.At) + " " + where(t, q.Scope) + q.Question
		if tier := t.Tiers[string(insight.TierOf(q.Asked))]; tier != "" {
			line += " (" + tier + ")"
		}
		if len(q.Contact) > 0 {
			line += " " + t.WillBeTold
		}
		asked = append(asked, line)
	}
	for _, v := range p.Votes {
		votes = append(votes, when(v.At)+" "+where(t, v.Scope)+map[bool]string{true: "👍", false: "👎"}[v.Good])
	}
	for _, w := range p.Jobs {
		waiting = append(waiting, when(w.At)+" "+where(t, w.Scope)+w.Name)
	}
	var fixed []string
	for _, f := range p.Fixed {
		fixed = append(fixed, when(f.At)+" "+where(t, f.Scope)+f.Question+": "+f.Answer+" ("+f.Author+")")
	}
	for _, n := range p.Notes {
		together = append(together, when(n.At)+" "+where(t, n.Scope)+t.Noted[n.Kind])
	}
	for _, a := range p.Answers {
		var cited []string
		for _, c := range a.Cited {
			cited = append(cited, c.Sentence)
		}
		answers = append(answers, when(a.At)+" "+strings.Join(cited, " / "))
	}
	out.WriteString(t.Exported + "\n\n")
	list(t.YourArticles, own)
	list(t.YourPages, pages)
	list(t.YourAdditions, added)
	list(t.YourQuestions, asked)
	list(t.YourVotes, votes)
	list(t.YourWaiting, waiting)
	list(t.YourFixed, fixed)
	list(t.YourHelp, together)
	list(t.YourAnswers, answers)
	if len(fixed)+len(answers)+len(own)+len(added)+len(asked)+len(votes)+len(waiting)+len(pages)+len(together) == 0 {
		out.WriteString(t.NothingKept + "\n")
	}
	return out.String()
}

// addedToServers returns the articles that a person has added to libraries of others; those of
// their own library are listed as such.
func addedToServers(p library.Personal) (added []store.AddedThere) {
	for _, a := range p.Added {
		if strings.HasPrefix(string(a.Scope), string(store.Guild(""))) {
			added = append(added, a)
		}
	}
	return added
}

func when(at time.Time) string { return at.UTC().Format("2006-01-02 15:04") }

// where names a server by its id, as nothing else is stored about it.
func where(t *texts.Texts, scope store.Scope) string {
	if guild, ok := strings.CutPrefix(string(scope), string(store.Guild(""))); ok {
		return fmt.Sprintf(t.InServer, guild) + " "
	}
	return ""
}
