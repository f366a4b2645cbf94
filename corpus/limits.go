package corpus

import "fmt"

// What a file may ask for. Every limit is on what was really read: a header that
// promises less is not believed.
const (
	// MaxBytes is the largest file that is read, packed or not: about five
	// million Chinese characters, far more than one article.
	MaxBytes = 16 << 20

	// maxCharacters bounds the text of one article. It is what MaxBytes holds of
	// Chinese; a file of another script or in markup meets one limit or the other.
	maxCharacters = 5_000_000

	// maxParagraphs bounds the lines of a text and the paragraphs of any other
	// format, of which each costs more than its characters: MaxBytes in lines of
	// half a terminal's width.
	maxParagraphs = 400_000

	// maxEntries bounds the files of an archive. An EPUB of a thousand chapters,
	// each with a picture, has as many.
	maxEntries = 2_000

	// maxDirectory bounds the bytes of an archive that are read before its entries
	// can be counted: those of maxEntries with names of a thousand bytes.
	maxDirectory = 2 << 20

	// maxUnpacked bounds all that comes out of one archive.
	maxUnpacked = 64 << 20

	// maxDepth bounds elements within elements in XML. Word nests a table in a
	// text box in a table to about 60; nobody writes 256 by hand.
	maxDepth = 256

	// maxTokens bounds the tags and texts of one XML file. MaxBytes of what Word
	// writes has a third of it.
	maxTokens = 2_000_000
)

func tooMany() error {
	return &ReadError{Reason: fmt.Sprintf("has more than %d lines or paragraphs", maxParagraphs), Hint: "split it into several articles"}
}
