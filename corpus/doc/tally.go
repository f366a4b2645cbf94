package doc

// A Tally counts the bytes of text that are made of a file. Few bytes of a file may
// stand for many of its text, where a merged cell counts for each of its rows.
type Tally int

// Add counts a text. What is more than an article may hold is an [*Error].
func (t *Tally) Add(text string) error {
	*t += Tally(len(text) + len(CellMark))
	if *t > 3*MaxCharacters {
		return TooManyCharacters()
	}
	return nil
}
