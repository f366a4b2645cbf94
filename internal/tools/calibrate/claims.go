package main

import (
	"context"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"

	"footnote/internal/setup"
	"footnote/rag"
	"footnote/rag/eval"
)

// A checkedClaim is a statement, checked as if a person had claimed it.
type checkedClaim struct {
	statement
	finding rag.Finding
	likely  float64
}

// measureClaims prints what the check of claims makes of the statements of a folder. Half of
// their questions are for choosing its threshold, the others for reporting.
func measureClaims(ctx context.Context, base *setup.Setup, folder string) error {
	lines, err := eval.ReadLines[statement](filepath.Join(folder, "statements.jsonl"))
	if err != nil {
		return err
	}
	open := engines{}
	defer open.close()
	var halves [2][]checkedClaim
	for _, line := range lines {
		c, err := checkClaim(ctx, base, open, folder, line)
		if err != nil {
			return fmt.Errorf("%s: %w", line.ID, err)
		}
		fmt.Fprintln(os.Stderr, line.ID, c.finding, c.likely)
		half := halfOf(line.Question)
		halves[half] = append(halves[half], c)
	}
	printCertain(halves[0])
	printFindings("for choosing", halves[0])
	printFindings("for reporting", halves[1])
	return nil
}

// halfOf returns 0 or 1, the same for all statements about a question.
func halfOf(question string) int {
	h := fnv.New32a()
	h.Write([]byte(question))
	return int(h.Sum32() % 2)
}

func checkClaim(ctx context.Context, base *setup.Setup, open engines, folder string, line statement) (checkedClaim, error) {
	c := checkedClaim{statement: line, finding: rag.FindingAbsent}
	path, err := textFile([]string{filepath.Join(folder, "statements")}, line.Article)
	if err != nil {
		return c, err
	}
	e, err := open.open(ctx, base, line.Article, path)
	if err != nil {
		return c, err
	}
	claims, err := e.Claims(ctx, line.Statement)
	if err != nil || len(claims) == 0 {
		return c, err
	}
	c.finding, c.likely = claims[0].Finding, claims[0].Likely
	return c, nil
}

// printCertain prints, for each threshold, which of the statements that the check does not
// reject would be supported.
func printCertain(all []checkedClaim) {
	fmt.Printf("| supported from | true | wrong |\n|---|---|---|\n")
	for percent := 35; percent <= 95; percent += 5 {
		var of [2]int
		for _, c := range all {
			shown := c.finding == rag.FindingSupported || c.finding == rag.FindingUnsure
			if shown && c.likely >= float64(percent)/100 {
				of[truth(c.Supported)]++
			}
		}
		fmt.Printf("| .%d | %d | %d |\n", percent, of[1], of[0])
	}
}

// printFindings prints how many true and wrong statements have each finding.
func printFindings(title string, all []checkedClaim) {
	counts, pairs, sum := map[rag.Finding][2]int{}, map[rag.Finding][2]int{}, [2]int{}
	for _, c := range all {
		n := counts[c.finding]
		n[truth(c.Supported)]++
		sum[truth(c.Supported)]++
		counts[c.finding] = n
		if c.Pair == "cross" {
			n := pairs[c.finding]
			n[truth(c.Supported)]++
			pairs[c.finding] = n
		}
	}
	fmt.Printf("\n| %s | of %d true | of %d wrong | true across languages | wrong |\n|---|---|---|---|---|\n", title, sum[1], sum[0])
	for _, f := range []rag.Finding{rag.FindingSupported, rag.FindingUnsure, rag.FindingOpposed, rag.FindingAbsent} {
		n, p := counts[f], pairs[f]
		fmt.Printf("| %s | %d | %d | %d | %d |\n", f, n[1], n[0], p[1], p[0])
	}
}

func truth(is bool) int {
	if is {
		return 1
	}
	return 0
}
