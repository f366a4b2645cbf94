package lexical

// FoldAt is Fold, and says for every byte of what it returns, and for its end, at
// which byte of text the character begins that it was made of.
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
