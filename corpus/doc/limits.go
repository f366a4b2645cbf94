package doc

// What every file may have, whatever its format. Each limit is on what was really
// read: a header that promises less is not believed. Formats have limits of their
// own besides.
const (
	// MaxBytes is the largest file that is read, packed or not: about five
	// million Chinese characters, far more than one article.
	MaxBytes = 16 << 20

	// MaxCharacters bounds the text of one article. It is what MaxBytes holds of
	// Chinese; a file of another script or in markup meets one limit or the other.
	MaxCharacters = 5_000_000

	// MaxParagraphs bounds the lines of a text and the paragraphs of any other
	// format, of which each costs more than its characters: MaxBytes in lines of
	// half a terminal's width.
	MaxParagraphs = 400_000

	// MaxLine bounds what a file says of itself, in characters: a longer title,
	// author or date is none.
	MaxLine = 200

	// MaxAuthors bounds the names of a file's authors.
	MaxAuthors = 8
)
