package corpus

import "context"

// A File is something to read: its bytes, with what is known of them.
type File struct {
	Name   string // base name, whose ending says the format where Type does not
	Source string // where it came from, as people see it: a path or an address
	Type   string // media type without parameters, where a server named one
	Data   []byte
}

// A Reader reads files of every format. The zero value reads all but PDF.
type Reader struct {
	PDF Paginator // nil: a PDF is a [*ReadError]
}

// A Paginator takes the text out of a PDF. It is safe for concurrent use.
type Paginator interface {
	// Paginate returns the text of each page, in order, with "\n" line ends.
	// What the file is to blame for is a [*ReadError] with an empty Source.
	Paginate(ctx context.Context, pdf []byte) (Paginated, error)
}

// A Paginated document is text page by page.
type Paginated struct {
	Title, Author string   // as the file names them; empty where it does not
	Published     string   // 2006-01-02, or empty
	Pages         []string // "\n" ends a paragraph; one that does not end with it may go on with the next
}
