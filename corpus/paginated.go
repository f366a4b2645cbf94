package corpus

import "strings"

// parsePaginated makes a paragraph of each line of each page.
func parsePaginated(p Paginated) document {
	d := document{title: p.Title, author: p.Author, published: p.Published}
	for _, page := range p.Pages {
		for line := range strings.Lines(page) {
			d.blocks = append(d.blocks, block{text: strings.TrimRight(line, "\n"), gap: "\n"})
		}
	}
	return d
}
