package lexical

// FoldAt is like Fold. For every byte of the result, and for its end, it also returns the
// offset in text of the character that the byte was made from.
func (a *Analyser) FoldAt(text string) (folded string, at []int) {
	chars := a.fold(text)
	folded, starts := spell(chars)
	at = make([]int, len(folded)+1)
	for i, c := range chars {
		for b := starts[i]; b < starts[i+1]; b++ {
			at[b] = c.start
		}
	}
	at[len(folded)] = len(text)
	return folded, at
}
