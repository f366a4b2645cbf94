package store

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"time"

	"footnote/internal/long"
)

// A churn is what a child does to a library, step by step, so that its parent
// knows what each step leaves.
type churn struct{ dice *rand.Rand }

func newChurn(seed uint64) churn { return churn{rand.New(rand.NewPCG(seed, 1))} }

// next is a step: an article to put or to remove.
func (c churn) next() (r Record, remove bool, err error) {
	n := c.dice.IntN(20)
	r, err = numbered(n)
	r.Key = fmt.Sprint("key ", n%7)
	return r, c.dice.IntN(3) == 0, err
}

// A placed article is what a list has of it, with the key that a list has not.
type placed struct{ id, key string }

// after is what a step leaves of a scope.
func after(scope []placed, r Record, remove bool) []placed {
	there := func(p placed) bool { return p.id == r.Article.ID }
	if remove {
		return slices.DeleteFunc(slices.Clone(scope), there)
	}
	known := slices.ContainsFunc(scope, there)
	left := slices.DeleteFunc(slices.Clone(scope), func(p placed) bool { return p.key == r.Key && !there(p) })
	if !known {
		left = append(left, placed{r.Article.ID, r.Key})
	}
	return left
}

// churner goes on until it is killed, and says after each step that it is done.
func churner(path string) error {
	seed, err := strconv.ParseUint(os.Args[2], 10, 64)
	if err != nil {
		return err
	}
	ctx := context.Background()
	l, err := OpenLibrary(ctx, path)
	if err != nil {
		return err
	}
	for c := newChurn(seed); ; {
		r, remove, err := c.next()
		if err != nil {
			return err
		}
		if remove {
			_, _, err = l.Remove(ctx, Guild("1"), r.Article.ID, time.Now())
		} else {
			_, err = l.Put(ctx, Guild("1"), r, 0)
		}
		if err != nil {
			return err
		}
		fmt.Println("done")
	}
}

// racer puts and removes 20 articles with others who do so, and says how often
// one came, less how often one went.
func racer(path string) error {
	ctx := context.Background()
	l, err := OpenLibrary(ctx, path)
	if err != nil {
		return err
	}
	balance, err := race(ctx, l, uint64(os.Getpid()), 60)
	if err != nil {
		return err
	}
	fmt.Println(balance)
	return l.Close()
}

func race(ctx context.Context, l *Library, seed uint64, steps int) (balance int, err error) {
	dice := rand.New(rand.NewPCG(seed, 2))
	if long.Raced { // where so many wait for so long that one may not have its turn in time
		steps /= 4
	}
	for range steps {
		r, err := numbered(dice.IntN(20))
		if err != nil {
			return 0, err
		}
		if dice.IntN(2) == 0 {
			o, err := l.Put(ctx, Guild("1"), r, 0)
			if err != nil {
				return 0, err
			}
			if o.Change == Added {
				balance++
			}
			continue
		}
		_, was, err := l.Remove(ctx, Guild("1"), r.Article.ID, time.Now())
		if err != nil {
			return 0, err
		}
		if was {
			balance--
		}
	}
	return balance, nil
}

// locker writes for as long as it lives.
func locker(path string) error { return lockFile(path) }

// hoarder keeps the whole file for itself, readers and all.
func hoarder(path string) error { return lockFile(path, "locking_mode(exclusive)") }

func lockFile(path string, pragmas ...string) error {
	db, err := connect(path, "mode=rw", pragmas...)
	if err != nil {
		return err
	}
	return hold(db, `begin exclusive`, "locked")
}

// hold begins something, says so and lives on until it is killed.
func hold(db *sql.DB, begin, said string) error {
	if _, err := db.Exec(begin); err != nil {
		return err
	}
	fmt.Println(said)
	time.Sleep(time.Hour)
	return nil
}

// holderOf serves the directory path.
func holderOf(path string) error {
	if _, err := Lock(path); err != nil {
		return err
	}
	fmt.Println("serving")
	time.Sleep(time.Hour)
	return nil
}

// spiller dies half-way through a change of a file that has no write-ahead log.
func spiller(path string) error {
	db, err := connect(path, "mode=rw", "cache_size(1)")
	if err != nil {
		return err
	}
	return hold(db, `begin immediate; update content set text = text || 'x'; update passage set ends = 0; update article set title = 'x'`, "spilled")
}
