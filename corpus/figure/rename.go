package figure

import "footnote/corpus/doc"

// Rename renames the pictures of a part of an article: other parts may have others of the same
// name. Pictures without a name stay without one.
func Rename(d *doc.Document, rename func(string) string) {
	d.Pictures = renamed(d.Pictures, rename)
	for i := range d.Blocks {
		d.Blocks[i].Pictures = renamed(d.Blocks[i].Pictures, rename)
	}
}

func renamed(sources []string, rename func(string) string) (all []string) {
	for _, source := range sources {
		if source != "" {
			source = rename(source)
		}
		all = append(all, source)
	}
	return all
}
