package main

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/corpus"
	"footnote/internal/long"
	"footnote/internal/setup"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag/index"
)

// check holds that the library has what was acknowledged and at most the
// operation that was in flight, that the file is sound, and that searches agree
// with an index that is built of it anew.
func (l *ledger) check(printed int, planned []operation) {
	l.Helper()
	db, err := store.OpenLibrary(l.Context(), filepath.Join(l.data, setup.DatabaseName)) // looks at every page
	if err != nil {
		l.Fatal(err)
	}
	defer db.Close()
	backup := filepath.Join(l.TempDir(), setup.DatabaseName) // looks at what rows refer to
	records, err := db.Articles(l.Context(), store.Local, "")
	if err := errors.Join(err, db.Backup(l.Context(), backup), os.Remove(backup)); err != nil {
		l.Fatal(err)
	}
	var got []*corpus.Article
	for _, r := range records {
		got = append(got, r.Article)
	}
	for _, o := range planned[:printed] {
		l.articles = o.after(l.articles)
	}
	if printed < len(planned) && cmp.Diff(l.articles, got) != "" {
		l.articles = planned[printed].after(l.articles)
	}
	if d := cmp.Diff(l.articles, got); d != "" {
		l.Fatalf("%d of %d operations were acknowledged, acknowledged (-), kept (+)\n%.3000s", printed, len(planned), d)
	}
	l.agree(db)
}

func (l *ledger) agree(db *store.Library) {
	l.Helper()
	opened, err := library.New(library.Options{Store: db, Reader: &corpus.Reader{}})
	if err != nil {
		l.Fatal(err)
	}
	kept, err := opened.Index(l.Context(), store.Local)
	if err != nil {
		l.Fatal(err)
	}
	fresh := index.New(l.articles)
	for _, query := range []string{"第7號燈塔有多高?", "看守人換過幾任?", "燈光可以照到多遠?", "木料來自哪裡?", "lighthouse"} {
		if d := cmp.Diff(l.found(fresh, query), l.found(kept, query)); d != "" {
			l.Fatalf("%s: of a fresh index (-), of the library (+)\n%s", query, d)
		}
	}
}

// A found passage is what a search must agree on.
type found struct {
	Article string
	Passage int
	Score   float64
}

func (l *ledger) found(x *index.Index, query string) (all []found) {
	hits, err := x.Retriever(nil, index.DefaultWeights()).Retrieve(l.Context(), query, 12)
	if err != nil {
		l.Fatal(err)
	}
	for _, h := range hits {
		all = append(all, found{h.Article.ID, h.Passage, h.Score})
	}
	return all
}

// The program dies at random moments while it adds, replaces and removes.
func TestKilledLibrary(t *testing.T) {
	t.Parallel()
	times := long.Times(t, 10, 100)
	l := &ledger{T: t, folder: t.TempDir(), data: t.TempDir(), dice: rand.New(rand.NewPCG(7, 70)), versions: map[string]int{}}
	middle, searched := 0, 0
	for n := range times {
		args, planned := l.adding()
		if len(l.articles) > 9 && l.dice.IntN(3) == 0 {
			args, planned = l.removing()
		}
		when := l.dice.IntN(len(planned) + 1)
		if n%10 == 9 { // one that is let be
			when = len(planned) + 1
		}
		printed, died := l.killed(when, args)
		switch {
		case printed < len(planned) && died:
			middle++
		case printed < len(planned):
			t.Fatalf("it ended by itself after %d of %d operations", printed, len(planned))
		}
		l.check(printed, planned)
		l.operations += printed
		searched += len(l.articles)
	}
	t.Logf("%d of %d runs died in the middle, after %d operations in all; searched %d articles", middle, times, l.operations, searched)
	if middle == 0 || middle == times || l.operations == 0 || searched == 0 {
		t.Error("it died never in the middle of something, or always, or before everything")
	}
}

// Ctrl-C ends an addition in time. What was acknowledged stays, and the count is over all that
// was named: a folder, two of them, or files.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	folder, more := t.TempDir(), t.TempDir()
	var files, few []string
	for n := range 300 {
		name := fmt.Sprintf("%03d.txt", n)
		writeFile(t, folder, name, []byte(lighthouse(n, 1)))
		files = append(files, filepath.Join(folder, name))
		if n < 3 {
			writeFile(t, more, "more"+name, []byte(lighthouse(n, 2)))
			few = append(few, filepath.Join(more, "more"+name))
		}
	}
	for name, c := range map[string]struct {
		sources []string
		total   int
	}{"folder": {[]string{folder}, 300}, "files": {files, 300}, "files and a folder": {append(few, folder), 303}, "two folders": {[]string{more, folder}, 303}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			interrupted(t, c.sources, c.total)
		})
	}
}

func interrupted(t *testing.T, sources []string, total int) {
	data := t.TempDir()
	c, out, log := begin(t, append([]string{"library", "add", "--embedder", "none", "--data", data}, sources...)...)
	printed := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if printed++; printed == 5 {
			_ = c.Process.Signal(os.Interrupt) // it may have ended, which is seen below
		}
	}
	_ = c.Wait() // its status is looked at
	after, of := 0, 0
	if _, err := fmt.Sscanf(log.String(), "footnote: interrupted after %d of %d files\nhint: what was read is kept; the same command goes on from there\n", &after, &of); err != nil || of != total || c.ProcessState.ExitCode() != statusInterrupted {
		t.Errorf("it ends with %d: %s", c.ProcessState.ExitCode(), log.String())
	}
	kept := strings.Count(succeed(t, "library", "list", "--data", data), "\n")
	if printed < 5 || printed >= 300 || kept != printed && kept != printed+1 || after != printed && after != printed-1 {
		t.Errorf("%d were acknowledged, %d are kept, it says %d", printed, kept, after)
	}
}
