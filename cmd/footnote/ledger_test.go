package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"footnote/corpus"
	"footnote/corpus/doc"
)

// An operation is one line that the program prints: an article is added, in the
// place of the one from the same file, or that one is removed.
type operation struct {
	source string
	added  *corpus.Article // nil: it is removed
}

func (o operation) after(before []*corpus.Article) []*corpus.Article {
	if o.added != nil && slices.ContainsFunc(before, func(a *corpus.Article) bool { return a.ID == o.added.ID }) {
		return before
	}
	rest := slices.DeleteFunc(slices.Clone(before), func(a *corpus.Article) bool { return a.Source == o.source })
	if o.added != nil {
		rest = append(rest, o.added)
	}
	return rest
}

// A ledger is what a library must have.
type ledger struct {
	*testing.T
	folder, data string
	dice         *rand.Rand
	reader       corpus.Reader
	articles     []*corpus.Article // in the order of adding
	versions     map[string]int    // of each file
	operations   int
}

// lighthouse is a text in many versions.
func lighthouse(number, version int) string {
	const rest = "塔內的木梯共有十二段，最窄處只容一人通過。管理員每週檢查一次燈具，並記錄誤差。港口的船隻在黃昏以後依燈光入港。修復工程由三位木匠主持，所用的木料來自附近的山林。"
	return fmt.Sprintf("第%d號燈塔\n\n第%[1]d號燈塔高%[2]d公尺，漆成白色。燈塔的看守人換過%[3]d任。\n\n%[4]s\n\n第%[1]d號燈塔的燈光可以照到%[2]d海里以外。\n%[4]s\n",
		number, 20+number, version, strings.Repeat(rest, 3))
}

// adding writes files, new ones, new versions and some that are as they were.
func (l *ledger) adding() (args []string, planned []operation) {
	args = []string{"library", "add", "--embedder", "none", "--data", l.data}
	for _, number := range l.dice.Perm(30)[:9] {
		path := filepath.Join(l.folder, fmt.Sprintf("%d.txt", number))
		if l.versions[path] == 0 || l.dice.IntN(5) > 0 {
			l.versions[path]++
		}
		text := []byte(lighthouse(number, l.versions[path]))
		writeFile(l.T, l.folder, filepath.Base(path), text)
		article, err := l.reader.Read(l.Context(), doc.File{Name: filepath.Base(path), Source: path, Data: text})
		if err != nil {
			l.Fatal(err)
		}
		args, planned = append(args, path), append(planned, operation{path, article})
	}
	return args, planned
}

func (l *ledger) removing() (args []string, planned []operation) {
	args = []string{"library", "remove", "--quiet", "--embedder", "none", "--data", l.data}
	for _, i := range l.dice.Perm(len(l.articles))[:min(len(l.articles), 6)] {
		args, planned = append(args, l.articles[i].ID), append(planned, operation{source: l.articles[i].Source})
	}
	return args, planned
}

// killed runs the program and kills it a moment after it has printed so many
// lines, or has begun. It returns how many it printed, and whether it died of it.
func (l *ledger) killed(lines int, args []string) (printed int, died bool) {
	c, out, log := begin(l.T, args...)
	kill := func(within time.Duration) {
		time.Sleep(time.Duration(l.dice.Int64N(int64(within))))
		_ = c.Process.Kill() // it may have ended
	}
	if lines == 0 {
		kill(150 * time.Millisecond)
	}
	for reader := bufio.NewReader(out); ; {
		if _, err := reader.ReadString('\n'); err != nil {
			break
		}
		if printed++; printed == lines {
			kill(15 * time.Millisecond)
		}
	}
	err := c.Wait()
	status, ok := c.ProcessState.Sys().(syscall.WaitStatus)
	if died = ok && status.Signaled(); !died && err != nil || log.Len() > 0 {
		l.Errorf("footnote %q: %v\n%s", args[:2], err, log.String())
	}
	return printed, died
}
