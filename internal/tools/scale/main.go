//go:build unix

// Command scale measures a library with many articles: how long it takes to open, to search
// and to change, and how much memory it needs. For comparison, it measures chromem-go alone
// on vectors of the same kind.
//
//	go run ./internal/tools/scale ../shared/eval
//
// The articles are made of sentences from the test sets in that folder; the vectors are
// random.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
)

func main() {
	articles := flag.Int("articles", 1000, "how many articles")
	passages := flag.Int("passages", 20, "how many passages each article has")
	questions := flag.Int("questions", 1000, "how many questions of each set are asked")
	recorded := flag.String("record", "", "write the search results of all questions, with their scores, to this `file`")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := scale(context.Background(), flag.Arg(0), *articles, *passages, *questions, *recorded); err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}
