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

// A churn is the sequence of steps that a child process performs on a library. It is
// pseudo-random, so that the parent knows the result of each step.
type churn struct{ dice *rand.Rand }

func newChurn(seed uint64) churn { return churn{rand.New(rand.NewPCG(seed, 1))} }

// next returns the next step: an article to put or to remove.
func (c churn) next() (r Record, remove bool, err error) {
	n := c.dice.IntN(20)
	r, err = numbered(n)
	r.Key = fmt.Sprint("key ", n%7)
	return r, c.dice.IntN(3) == 0, err
}

// A placed article is the ID of a listed article, with its key, which the list does not contain.
type placed struct{ id, key string }

// after returns the contents of a scope after a step.
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

// churner performs steps until it is killed, and prints "done" after each.
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

// racer puts and removes 20 articles while others do the same. It prints how many more times it
// added one than removed one.
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
	if long.Raced { // so slow that one of the waiting processes might time out
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

// locker holds the write lock until it is killed.
func locker(path string) error { return lockFile(path) }

// hoarder locks the file exclusively, so that nobody can read it either.
func hoarder(path string) error { return lockFile(path, "locking_mode(exclusive)") }

func lockFile(path string, pragmas ...string) error {
	db, err := connect(path, "mode=rw", pragmas...)
	if err != nil {
		return err
	}
	return hold(db, `begin exclusive`, "locked")
}

// hold executes the statement begin, prints said, and sleeps until it is killed.
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

// spiller dies in the middle of a change to a file without a write-ahead log.
func spiller(path string) error {
	db, err := connect(path, "mode=rw", "cache_size(1)")
	if err != nil {
		return err
	}
	return hold(db, `begin immediate; update content set text = text || 'x'; update passage set ends = 0; update article set title = 'x'`, "spilled")
}
