package doc

// A Tally counts the bytes of text that a file produces. A small file may produce much text, as
// a merged cell counts for each of its rows.
type Tally int

// Add counts a text. If the total exceeds what an article may have, the error is an [*Error].
func (t *Tally) Add(text string) error {
	*t += Tally(len(text) + len(CellMark))
	if *t > 3*MaxCharacters {
		return TooManyCharacters()
	}
	return nil
}
