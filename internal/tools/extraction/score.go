package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// counts are how much text was read correctly, was read although it is not part of the
// article, and is missing: as shares of a page, or as numbers of pieces.
type counts struct{ right, surplus, missing float64 }

// A score is the precision and the recall over a set.
type score struct{ precision, recall float64 }

func (s score) f1() float64 {
	if s.precision+s.recall == 0 {
		return 0
	}
	return 2 * s.precision * s.recall / (s.precision + s.recall)
}

// measure reads every page with a program. It writes Footnote's texts to folder, unless that
// is empty.
func (s set) measure(ctx context.Context, r reader, folder string) ([]counts, error) {
	all := make([]counts, len(s.pages))
	for i, p := range s.pages {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		text := r.read(ctx, s.name, p)
		all[i] = p.compare(text)
		if folder != "" && r.name == "footnote" {
			if err := os.MkdirAll(filepath.Join(folder, s.name), 0o755); err != nil {
				return nil, err
			}
			if err := os.WriteFile(filepath.Join(folder, s.name, p.name+".txt"), []byte(text), 0o644); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

func (p page) compare(text string) counts {
	if p.with != nil {
		return pieces(p, text)
	}
	return shingles(p.text, text)
}

var space = regexp.MustCompile(`\s+`)

func oneLine(text string) string { return strings.TrimSpace(space.ReplaceAllString(text, " ")) }

// pieces counts as trafilatura's tests/eval_common.py does.
func pieces(p page, text string) counts {
	text = oneLine(text)
	var c counts
	for _, piece := range p.with {
		if strings.Contains(text, oneLine(piece)) {
			c.right++
		} else {
			c.missing++
		}
	}
	for _, piece := range p.without {
		if strings.Contains(text, oneLine(piece)) {
			c.surplus++
		}
	}
	return c
}

var word = regexp.MustCompile(`[\p{L}\p{N}_]+`)

// shingles counts runs of four words, as the benchmark's evaluate.py does.
func shingles(want, got string) counts {
	wanted, found := count(want), count(got)
	var c counts
	for run, n := range wanted {
		c.right += float64(min(n, found[run]))
		c.missing += float64(max(0, n-found[run]))
	}
	for run, n := range found {
		c.surplus += float64(max(0, n-wanted[run]))
	}
	if sum := c.right + c.surplus + c.missing; sum > 0 {
		c = counts{c.right / sum, c.surplus / sum, c.missing / sum}
	}
	return c
}

func count(text string) map[string]int {
	const n = 4
	words := word.FindAllString(text, -1)
	runs := map[string]int{}
	for i := range max(1, len(words)-n+1) {
		if run := words[i:min(i+n, len(words))]; len(run) > 0 {
			runs[strings.Join(run, " ")]++
		}
	}
	return runs
}

// sum returns the score over one half of the set, or over all of it. If the pages have
// pieces, it is computed over all pieces; otherwise it is the mean over the pages.
func (s set) sum(all []counts, half string) score {
	var total counts
	precision, recall, read, wanted := 0., 0., 0., 0.
	overPieces := false
	for i, c := range all {
		if half != "all" && s.pages[i].half() != half {
			continue
		}
		overPieces = s.pages[i].with != nil
		total = counts{total.right + c.right, total.surplus + c.surplus, total.missing + c.missing}
		if c.right+c.surplus > 0 {
			precision += c.right / (c.right + c.surplus)
			read++
		}
		if c.right+c.missing > 0 {
			recall += c.right / (c.right + c.missing)
			wanted++
		}
	}
	if overPieces {
		return score{total.right / max(1, total.right+total.surplus), total.right / max(1, total.right+total.missing)}
	}
	return score{precision / max(1, read), recall / max(1, wanted)}
}

// listWorst prints the pages with the largest errors.
func (s set) listWorst(all []counts, c options) {
	var order []int
	for i := range all {
		if c.half == "all" || s.pages[i].half() == c.half {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(all[b].surplus+all[b].missing, all[a].surplus+all[a].missing)
	})
	for _, i := range order[:min(c.worst, len(order))] {
		fmt.Printf("    %s: right %.2f, surplus %.2f, missing %.2f\n", s.pages[i].name, all[i].right, all[i].surplus, all[i].missing)
	}
}
