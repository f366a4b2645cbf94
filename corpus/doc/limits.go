package doc

// These limits apply to files of all formats. They are compared with what was actually read, as
// sizes in headers may be too small. Formats have additional limits of their own.
const (
	// MaxBytes is the maximum size of a file, packed and unpacked: about five million Chinese
	// characters, far more than one article.
	MaxBytes = 16 << 20

	// MaxCharacters is the maximum length of the text of one article. It corresponds to MaxBytes
	// of Chinese; for other scripts and for markup, either limit may apply.
	MaxCharacters = 5_000_000

	// MaxParagraphs is the maximum number of lines of a text, or of paragraphs of any other
	// format. A paragraph costs more than its characters. The limit corresponds to MaxBytes in
	// lines of half a terminal's width.
	MaxParagraphs = 400_000

	// MaxLine is the maximum length, in characters, of a title, author or date that a file
	// declares. A longer one is ignored.
	MaxLine = 200

	// MaxAuthors is the maximum number of authors of a file that are named.
	MaxAuthors = 8
)
