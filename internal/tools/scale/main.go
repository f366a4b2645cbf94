//go:build unix

// Command scale measures a library of many articles: how long it takes to open,
// to search and to change, and what memory it needs, with chromem-go alone on
// the same vectors beside it.
//
//	go run ./internal/tools/scale ../shared/eval
//
// The articles are put together from sentences of the sets in that folder, the
// vectors are random.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
)

func main() {
	articles := flag.Int("articles", 1000, "how many articles")
	passages := flag.Int("passages", 20, "how many passages an article has")
	questions := flag.Int("questions", 1000, "how many questions are asked")
	recorded := flag.String("record", "", "write what is found for the questions, with all scores, to this file")
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
