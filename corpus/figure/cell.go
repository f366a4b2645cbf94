package figure

import (
	"slices"

	"footnote/corpus/doc"
)

// Written reports whether one of blocks has text besides that of its pictures.
func Written(blocks []doc.Block) bool {
	return slices.ContainsFunc(blocks, func(b doc.Block) bool { return !b.Alternative })
}

// Sources returns the pictures of blocks that are merged into one.
func Sources(blocks []doc.Block) (all []string) {
	for _, b := range blocks {
		all = append(all, b.Pictures...)
	}
	return all
}

// MostInCell is the maximum number of blocks of a cell that are compared with each other.
const MostInCell = 100

// Unrepeated returns the blocks of a cell, except alternative texts that repeat others.
func Unrepeated(blocks []doc.Block) []doc.Block {
	if len(blocks) > MostInCell || !slices.ContainsFunc(blocks, func(b doc.Block) bool { return b.Alternative }) {
		return blocks
	}
	return slices.DeleteFunc(slices.Clone(blocks), func(b doc.Block) bool {
		return b.Alternative && slices.ContainsFunc(blocks, func(other doc.Block) bool { return !other.Alternative && Repeats(other.Text, b.Text) })
	})
}
