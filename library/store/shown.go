package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"time"
)

// A ShownAnswer is an answer that was shown to somebody, with the sentences that it cites. It
// contains neither the question nor the asker.
type ShownAnswer struct {
	Number  int64 // of its row
	Scope   Scope
	At      time.Time
	Message string    // the id of the message that shows it; empty if that cannot be edited later
	Changed time.Time // when one of its sentences was first found to have changed; zero if none has
	Pending bool      // whether readers must still be told of the change
	Resting
}

// Resting is what an answer rests on, and where it was shown. It is stored as JSON.
type Resting struct {
	Channel string  `json:"channel,omitempty"` // of the message
	Locale  string  `json:"locale,omitempty"`  // of the texts around the answer
	Answer  []byte  `json:"answer,omitempty"`  // the hash by which votes and stored questions name it
	Cited   []Cited `json:"cited"`
}

// Cited is a sentence that an answer rests on.
type Cited struct {
	Number   int    `json:"number"` // of the footnote
	Home     Scope  `json:"home"`   // the scope of its article
	Article  string `json:"article"`
	Key      string `json:"key,omitempty"`      // of the article, shared by its later versions
	Sentence string `json:"sentence,omitempty"` // empty if its article was erased
	Change   Aging  `json:"change,omitempty"`
}

// Aging is what has become of a cited sentence.
type Aging string

// The values of Aging.
const (
	Stands  Aging = ""        // it is unchanged
	Altered Aging = "altered" // a later version of its article has a similar sentence
	Gone    Aging = "gone"    // a later version has no similar sentence
	Erased  Aging = "removed" // its article was removed
)

// ShownAge is how long shown answers are kept.
const ShownAge = 30 * 24 * time.Hour

// Homes finds articles by their ids, each in the first of scopes that has it. Only Home,
// Article and Key of the results are set. Articles that are not found are left out.
func (l shownAnswers) Homes(ctx context.Context, scopes []Scope, ids []string) (found map[string]Cited, err error) {
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		found = map[string]Cited{}
		for _, scope := range scopes {
			for _, id := range ids {
				if _, known := found[id]; known {
					continue
				}
				c := Cited{Home: scope, Article: id}
				err := scan(tx.QueryRowContext(ctx, `select key from article where scope = (select number from scope where name = $1) and id = $2`, scope, id), &c.Key)
				if ignoreNoRows(err) != nil {
					return err
				}
				if err == nil {
					found[id] = c
				}
			}
		}
		return nil
	})
	return found, err
}

// KeepShown stores shown answers, all or none. In the scopes of these answers, those older than
// [ShownAge] are deleted. If a scope was erased meanwhile, with its articles, its answers are
// not stored.
func (l shownAnswers) KeepShown(ctx context.Context, all []ShownAnswer) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		numbers := map[Scope]int64{}
		for _, s := range all {
			number, known := numbers[s.Scope]
			if !known {
				var err error
				if number, err = l.shownFor(ctx, tx, s); err != nil {
					return err
				}
				if number == 0 {
					continue
				}
				numbers[s.Scope] = number
				if err := run(ctx, tx, step{`delete from shown where scope = $1 and at < $2`, []any{number, nanoseconds(s.At.Add(-ShownAge))}}); err != nil {
					return err
				}
			}
			data, err := json.Marshal(s.Resting)
			if err != nil {
				return err
			}
			if err := run(ctx, tx, step{`insert into shown (scope, at, message, changed, pending, check_sum, data) values ($1, $2, $3, $4, $5, $6, $7)`,
				[]any{number, nanoseconds(s.At), s.Message, nanoseconds(s.Changed), flag(s.Pending), s.sum(data), data}}); err != nil {
				return err
			}
		}
		return nil
	})
}

// shownFor returns the number of the row of an answer's scope, or 0 if the scope was erased. If
// the answer cites articles of another scope, which stand in for the scope's own, a missing row
// is inserted.
func (l shownAnswers) shownFor(ctx context.Context, tx *sql.Tx, s ShownAnswer) (number int64, err error) {
	if slices.ContainsFunc(s.Cited, func(c Cited) bool { return c.Home != s.Scope }) {
		return numberOf(ctx, tx, s.Scope)
	}
	err = scan(tx.QueryRowContext(ctx, `select number from scope where name = $1`, s.Scope), &number)
	return number, ignoreNoRows(err)
}

// ShownIn returns the answers shown in a scope at or after since, the last first. Damaged ones
// are left out.
func (l shownAnswers) ShownIn(ctx context.Context, scope Scope, since time.Time) (all []ShownAnswer, err error) {
	return l.shown(ctx, `s.name = $1 and a.at >= $2`, scope, nanoseconds(since))
}

// PendingShown returns the answers of all scopes whose readers must be told that a source has
// changed, the last first.
func (l shownAnswers) PendingShown(ctx context.Context) (all []ShownAnswer, err error) {
	return l.shown(ctx, `a.pending <> 0`)
}

// ShownAs returns the answer that a message shows in a scope.
func (l shownAnswers) ShownAs(ctx context.Context, scope Scope, message string) (s ShownAnswer, found bool, err error) {
	all, err := l.shown(ctx, `s.name = $1 and a.message = $2 and a.message <> ''`, scope, message)
	if err != nil || len(all) == 0 {
		return s, false, err
	}
	return all[0], true, nil
}

func (l shownAnswers) shown(ctx context.Context, which string, arguments ...any) (all []ShownAnswer, err error) {
	if l.made < shownVersion {
		return nil, nil
	}
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all, err = shownWhere(ctx, tx, which, arguments...)
		return err
	})
	return all, err
}

// shownWhere reads answers that match which, the last first. Damaged ones are left out.
func shownWhere(ctx context.Context, tx *sql.Tx, which string, arguments ...any) (all []ShownAnswer, err error) {
	err = each(ctx, tx, `select a.number, s.name, a.at, a.message, a.changed, a.pending, a.check_sum, a.data
		from shown a join scope s on s.number = a.scope where `+which+` order by a.at desc, a.number desc`, func(rows *sql.Rows) error {
		var s ShownAnswer
		var at, changed, pending, kept int64
		var data []byte
		if err := scan(rows, &s.Number, &s.Scope, &at, &s.Message, &changed, &pending, &kept, &data); err != nil {
			return err
		}
		s.At, s.Changed, s.Pending = timeOf(at), timeOf(changed), pending != 0
		if kept == int64(s.sum(data)) && json.Unmarshal(data, &s.Resting) == nil {
			all = append(all, s)
		}
		return nil
	}, arguments...)
	return all, err
}

// ChangeShown lets change alter an answer, or refuse by returning false. It reports whether the
// answer existed and was changed. Concurrent changes run one after another, and each sees the
// result of the one before.
func (l shownAnswers) ChangeShown(ctx context.Context, number int64, change func(*ShownAnswer) bool) (changed bool, err error) {
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		changed = false
		all, err := shownWhere(ctx, tx, `a.number = $1`, number)
		if err != nil || len(all) == 0 || !change(&all[0]) {
			return err
		}
		changed = true
		return saveShown(ctx, tx, all)
	})
	return changed && err == nil, err
}

func saveShown(ctx context.Context, tx *sql.Tx, all []ShownAnswer) error {
	for _, s := range all {
		data, err := json.Marshal(s.Resting)
		if err != nil {
			return err
		}
		if err := run(ctx, tx, step{`update shown set message = $1, changed = $2, pending = $3, check_sum = $4, data = $5 where number = $6`,
			[]any{s.Message, nanoseconds(s.Changed), flag(s.Pending), s.sum(data), data, s.Number}}); err != nil {
			return err
		}
	}
	return nil
}

// ForgetShown deletes the answers of all scopes that were shown before a time.
func (l shownAnswers) ForgetShown(ctx context.Context, before time.Time) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return run(ctx, tx, step{`delete from shown where at < $1`, []any{nanoseconds(before)}})
	})
}

// eraseCitations erases the cited sentences of an article that is being erased, and marks the
// answers that cite them as pending, so that their readers are told. If the article has no later
// version, it does the same for the earlier versions.
func (l articles) eraseCitations(ctx context.Context, tx *sql.Tx, scope Scope, r summaryRow, now time.Time) error {
	err := checkSuperseded(ctx, tx, r)
	superseded := errors.As(err, new(*SupersededError))
	if err != nil && !superseded {
		return err
	}
	which, arguments := l.within("a.data", "$1"), []any{[]byte(r.ID)}
	keyed := r.Key != "" && !superseded
	if keyed {
		key, err := json.Marshal(r.Key) // as it is written in the stored JSON
		if err != nil {
			return err
		}
		which += ` or ` + l.within("a.data", "$2")
		arguments = append(arguments, key[1:len(key)-1])
	}
	all, err := shownWhere(ctx, tx, which, arguments...)
	if err != nil {
		return err
	}
	var changed []ShownAnswer
	for _, s := range all {
		if s.Lose(func(c Cited) bool { return c.Home == scope && (c.Article == r.ID || keyed && c.Key == r.Key) }, now) {
			changed = append(changed, s)
		}
	}
	return saveShown(ctx, tx, changed)
}

// Lose erases the cited sentences whose articles were erased, as lost reports, and marks them
// as such. It reports whether there are any.
func (s *ShownAnswer) Lose(lost func(Cited) bool, now time.Time) (any bool) {
	for i, c := range s.Cited {
		if c.Change != Erased && lost(c) {
			s.Cited[i].Sentence, s.Cited[i].Change = "", Erased
			any = true
		}
	}
	if any {
		s.Age(now)
	}
	return any
}

// Age records when a cited sentence was first found to have changed. Readers are told of the
// first change only.
func (s *ShownAnswer) Age(now time.Time) {
	if s.Changed.IsZero() {
		s.Changed, s.Pending = now, s.Message != ""
	}
}

func flag(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

func (s ShownAnswer) sum(data []byte) sum {
	return sum(0).text(string(s.Scope), s.Message).number(nanoseconds(s.At), nanoseconds(s.Changed), flag(s.Pending)).bytes(data)
}
